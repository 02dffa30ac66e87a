package plan

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/ticks"
)

// Decision says what is to be done about ticks of one origin that one server misses.
// The reason says whether they are marked, see [Reason.Fate].
type Decision struct {
	Server, Origin string
	Reason         Reason
	Kind           MarkKind // of what is marked; else ""
	Ticks          ticks.Set
	// Holders have the ticks present, of what is left or not told; sorted. Where Some is
	// set, one that has the first tick is the first.
	Holders []string
	// DeletedOn are the servers that would answer, or may, that the ticks were deleted,
	// see [cluster.State.AnswersDeleted]; sorted. If the operator settles the ticks, these servers
	// are marked as well. A request that they have heard stands in their remote_missing
	// until then, and they would answer it yet.
	DeletedOn []string
	// Needs are the servers to dump before a refusal can end; none for [UnseenServer],
	// which needs all that [Plan.Unasked] lists. See [Decision.Needed].
	Needs []string
	// More is how many more holders there are than are named, or servers to dump;
	// MoreDeleted is the same of DeletedOn.
	More, MoreDeleted int
	// Some says that each of the ticks rests with some of these servers. So many sets of
	// servers share the ticks of the origin that to list them all would be out of
	// proportion to what the dumps say.
	Some bool
	// Evidence is what the dumps show of marked ticks. Of what is not told, it is the
	// newest dump that shows the ticks missing.
	Evidence []cluster.Proof
	// Stuck are those of the ticks left that the dumps show missing at two tocks.
	Stuck ticks.Set
}

// Fate is what becomes of missing ticks. It follows from the reason.
type Fate int

const (
	Marked  Fate = iota + 1 // one mark ends the asking
	Left                    // the servers have them, so that they must not be marked
	Refused                 // cannot be decided
	Untold                  // missing in an older dump, and no newer one tells what became of them
)

// Fates are all of them, in the order of a plan.
var Fates = []Fate{Marked, Left, Refused, Untold}

// String is the name of the list in a saved plan.
func (f Fate) String() string { return [...]string{"steps", "left", "refused", "not_told"}[f-1] }

// Fate is that of the decision's reason.
func (d *Decision) Fate() Fate { return d.Reason.Fate() }

// Of are the decisions of one fate, by server, origin and ticks. The caller must not
// change them.
func (p *Plan) Of(f Fate) []Decision {
	from := func(f Fate) int {
		return sort.Search(len(p.Decisions), func(i int) bool { return p.Decisions[i].Fate() >= f })
	}
	return p.Decisions[from(f):from(f+1)]
}

// Count adds up the ticks that fit, each once for every server that misses it.
func (p *Plan) Count(fits func(*Decision) bool) uint64 {
	var n uint64
	for i := range p.Decisions {
		if d := &p.Decisions[i]; fits(d) {
			n = ticks.AddCounts(n, d.Ticks.Count())
		}
	}
	return n
}

// CountOf adds up the ticks of one fate.
func (p *Plan) CountOf(f Fate) uint64 {
	return p.Count(func(d *Decision) bool { return d.Fate() == f })
}

// undone reports whether anything is left or refused.
func (p *Plan) undone() bool { return len(p.Of(Left))+len(p.Of(Refused)) > 0 }

// MissedBy are the decisions on what a server misses, by origin and ticks.
func (p *Plan) MissedBy(server string) []Decision {
	var out []Decision
	for _, d := range p.Decisions {
		if d.Server == server && d.Fate() != Untold {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b Decision) int {
		return cmp.Or(strings.Compare(a.Origin, b.Origin), a.Ticks.Compare(b.Ticks), strings.Compare(string(a.Reason), string(b.Reason)))
	})
	return out
}

// Look is the command that shows the entry behind the first tick of what is left, on its
// first holder; nil for anything else.
func (p *Plan) Look(d *Decision) []string {
	if d.Fate() != Left {
		return nil
	}
	first, _ := d.Ticks.Bounds()
	return p.Client(d.Holders[0]).Tick(d.Origin, first.Begin)
}

// sort is the one place that orders a plan: by fate, server, origin, then first tick.
func (p *Plan) sort() {
	slices.SortFunc(p.Decisions, func(a, b Decision) int {
		if a.Reason != b.Reason {
			if c := cmp.Compare(a.Fate(), b.Fate()); c != 0 {
				return c
			}
		}
		return cmp.Or(strings.Compare(a.Server, b.Server), strings.Compare(a.Origin, b.Origin),
			a.Ticks.Compare(b.Ticks), strings.Compare(string(a.Reason), string(b.Reason)))
	})
}
