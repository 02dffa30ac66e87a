package check

import (
	"cmp"
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/ticks"
)

// Finding is one thing a check has to say.
type Finding struct {
	ID        string // of the check
	Severity  cluster.Severity
	Servers   []string   // whom it is about, the one at fault or in need first; at most [cluster.MaxNames]
	More      int        // how many more servers it is about
	Origin    string     // "" if HasOrigin is false
	HasOrigin bool       // the finding is about one origin; its name may be empty
	Ticks     ticks.Set  // may be empty
	Message   prose.Text // a sentence for a tired operator
	Action    prose.Text // what to do next
	Run       [][]string // the commands for it, where there are any
	Evidence  []cluster.Proof
	// Accepted is why the operator accepts the finding; "" if that was not said.
	Accepted string

	// joins says that it stands for findings on many origins or servers, of which one by
	// itself cannot be accepted; count is how many ticks these are.
	joins bool
	count uint64
	late  cluster.Servers // all of them, of a finding of [behind]
}

// Count is how many ticks it is about.
func (f *Finding) Count() uint64 { return ticks.AddCounts(f.count, f.Ticks.Count()) }

// cut leaves out the names of servers above [cluster.MaxNames].
func (f *Finding) cut() {
	if more := len(f.Servers) - cluster.MaxNames; more > 0 {
		f.Servers, f.More = slices.Clone(f.Servers[:cluster.MaxNames]), f.More+more
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
		slices.CompareFunc(a.Evidence, b.Evidence, cluster.CompareProofs), strings.Compare(a.Action.String(), b.Action.String()))
}
