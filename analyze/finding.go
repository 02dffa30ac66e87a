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
	Servers   []string   // whom it is about, the one at fault or in need first; at most MaxNames
	More      int        // how many more servers it is about
	Origin    string     // "" if HasOrigin is false
	HasOrigin bool       // the finding is about one origin; its name may be empty
	Ticks     ticks.Set  // may be empty
	Message   prose.Text // a sentence for a tired operator
	Action    prose.Text // what to do next
	Run       [][]string // the commands for it, where there are any
	Evidence  []Proof
	// Accepted is why the operator accepts the finding; "" if that was not said.
	Accepted string

	// joins says that it stands for findings on many origins or servers, of which one by
	// itself cannot be accepted; count is how many ticks these are.
	joins bool
	count uint64
	late  servers // all of them, of a finding of [behind]
}

// Count is how many ticks it is about.
func (f *Finding) Count() uint64 { return ticks.AddCounts(f.count, f.Ticks.Count()) }

// cut leaves out the names of servers above [MaxNames].
func (f *Finding) cut() {
	if more := len(f.Servers) - MaxNames; more > 0 {
		f.Servers, f.More = slices.Clone(f.Servers[:MaxNames]), f.More+more
	}
}

// compareFindings is the order of findings everywhere: the worst first, then by
// check, origin, first tick and server. Where it finds no difference, nothing shows one.
func compareFindings(a, b Finding) int {
	if c := cmp.Or(cmp.Compare(a.Severity, b.Severity), strings.Compare(a.ID, b.ID), strings.Compare(a.Origin, b.Origin),
		slices.Compare(a.Servers, b.Servers), a.Ticks.Compare(b.Ticks)); c != 0 {
		return c
	}
	return cmp.Or(strings.Compare(a.Message.String(), b.Message.String()), cmp.Compare(a.More, b.More),
		slices.CompareFunc(a.Evidence, b.Evidence, compareProofs), strings.Compare(a.Action.String(), b.Action.String()))
}
