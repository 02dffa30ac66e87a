package analyze

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tickdiff/analyze/prose"
	"tickdiff/ticks"
)

// Severity says how much a finding matters; the lower, the worse.
type Severity int

const (
	Critical Severity = iota + 1 // data is at risk if you act, or if you wait
	Error                        // something is wrong
	Warning                      // something may be wrong, or will be
	Info                         // worth knowing; nothing is wrong
)

// Severities are all severities, the worst first.
var Severities = []Severity{Critical, Error, Warning, Info}

// String is the word for the severity in every format.
func (s Severity) String() string {
	switch s {
	case Critical:
		return "critical"
	case Error:
		return "error"
	case Warning:
		return "warning"
	case Info:
		return "info"
	}
	panic(fmt.Sprintf("analyze: no such severity: %d", int(s)))
}

// Finding is one thing a check has to say.
type Finding struct {
	ID        string // of the check
	Severity  Severity
	Servers   []string   // whom it is about, the one at fault or in need first
	Origin    string     // "" if HasOrigin is false
	HasOrigin bool       // the finding is about one origin; its name may be empty
	Ticks     ticks.Set  // may be empty
	Message   prose.Text // a sentence for a tired operator
	Action    prose.Text // what to do next
	Run       [][]string // the commands for it, where there are any
	Evidence  []Proof
	// Accepted is why the operator accepts the finding; "" if that was not said.
	Accepted string
}

// compareFindings is the order of findings everywhere: the worst first, then by
// check, origin, first tick and server.
func compareFindings(a, b Finding) int {
	if c := cmp.Or(cmp.Compare(a.Severity, b.Severity), strings.Compare(a.ID, b.ID), strings.Compare(a.Origin, b.Origin),
		slices.Compare(a.Servers, b.Servers), a.Ticks.Compare(b.Ticks)); c != 0 {
		return c
	}
	return strings.Compare(a.Message.String(), b.Message.String())
}
