package plan

import (
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// Predict returns the dumps that the seen servers should print once the plan is
// carried out and before they say anything else to each other, in the order of
// their names. Each is the server's present state with its steps applied as a
// server applies a mark; sections that no dump says stay unsaid. The tock cannot
// be known: it stays as it is, and a real one is higher. Servers that were not
// dumped, or whose dumps contradict each other, are left out.
func Predict(v *cluster.View, p *Plan) []*dump.Dump {
	var out []*dump.Dump
	for _, s := range v.With(cluster.Seen) {
		d := s.MergedDump()
		if d == nil {
			continue
		}
		for _, step := range p.Of(Marked) {
			if step.Server == s.Name || slices.Contains(step.DeletedOn, s.Name) {
				mark(d, step)
			}
		}
		out = append(out, d)
	}
	return out
}

// mark changes a dump as a mark changes its server. What is present is dropped from
// the list; all the rest is known from then on, and asked for no more. A deletion that
// nobody has present is never purged, so it stays in deleted too.
func mark(d *dump.Dump, step Decision) {
	present, _ := d.Present.Of(step.Origin)
	set := step.Ticks.Minus(present)
	change := func(s *dump.Section, to func(had, set ticks.Set) ticks.Set) {
		if had, said := s.Of(step.Origin); said {
			s.Put(step.Origin, to(had, set))
		}
	}
	change(&d.Superseded, ticks.Set.Union)
	if step.Kind == MarkDeleted {
		change(&d.Deleted, ticks.Set.Union)
	}
	change(&d.Missing, ticks.Set.Minus)
	change(&d.RemoteMissing, ticks.Set.Minus)
	if d.Nodes.Said { // a mark makes up a name that the server did not know, without a tick
		d.Nodes.Put(dump.NodeEntry{Name: step.Origin, Null: true})
	}
}
