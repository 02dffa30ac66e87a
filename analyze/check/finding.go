package check

import (
	"cmp"
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/ticks"
)

// Finding is one thing a check has to say. It speaks of all servers for which it is
// true: [join] puts together what a check reports of several servers.
type Finding struct {
	ID        string // of the check
	Severity  cluster.Severity
	Reason    string     // tells apart what one check says of the same ticks; "" where it says one thing
	Parts     []Part     // who is in it, those that it is about first
	Servers   []string   // all of Parts, each once; at most [cluster.MaxNames]
	More      int        // how many more servers it speaks of
	Origin    string     // "" if HasOrigin is false
	HasOrigin bool       // the finding is about one origin; its name may be empty
	Ticks     ticks.Set  // may be empty
	Message   prose.Text // a sentence for a tired operator
	Action    prose.Text // what to do next
	Run       [][]string // the commands for it, where there are any
	Evidence  []cluster.Proof
	// Accepted is why the operator accepts the finding; "" if that was not said.
	Accepted string

	// say makes Message and Action once all parts are known. Without it, both are made
	// already, and the finding is not joined with others.
	say    func(*Finding) (message, action prose.Text)
	apart  string // what must be the same as well to be joined
	joined int    // how many findings were joined to it
	// joins says that it is for many origins, so that nobody can accept the part on one of
	// them; count is how many ticks all parts have.
	joins bool
	count uint64
	late  cluster.Servers // all of them, of a finding of [behind]
}

// Count is how many ticks it is about.
func (f *Finding) Count() uint64 { return ticks.AddCounts(f.count, f.Ticks.Count()) }

// compareFindings is the order of findings everywhere: the worst first, then by
// check, origin, ticks, reason and server. Where it finds no difference, nothing shows one.
func compareFindings(a, b *Finding) int {
	if c := compareTopics(a, b); c != 0 {
		return c
	}
	return cmp.Or(slices.Compare(a.Servers, b.Servers), strings.Compare(a.Message.String(), b.Message.String()), cmp.Compare(a.More, b.More),
		slices.CompareFunc(a.Evidence, b.Evidence, cluster.CompareProofs), strings.Compare(a.Action.String(), b.Action.String()))
}

// compareTopics is that order without servers and words.
func compareTopics(a, b *Finding) int {
	return cmp.Or(cmp.Compare(a.Severity, b.Severity), strings.Compare(a.ID, b.ID), strings.Compare(a.Origin, b.Origin),
		cluster.FalseFirst(a.HasOrigin, b.HasOrigin), a.Ticks.Compare(b.Ticks), strings.Compare(a.Reason, b.Reason))
}
