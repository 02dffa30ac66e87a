package plan

import (
	"slices"
	"strings"

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
	add := func(had ticks.Set) ticks.Set { return had.Union(set) }
	drop := func(had ticks.Set) ticks.Set { return had.Minus(set) }
	change(&d.Superseded, step.Origin, add)
	if step.Kind == MarkDeleted {
		change(&d.Deleted, step.Origin, add)
	}
	change(&d.Missing, step.Origin, drop)
	change(&d.RemoteMissing, step.Origin, drop)
	addName(&d.Nodes, step.Origin)
}

// addName lists a name that the server did not know: a mark makes it up, without
// a tick.
func addName(n *dump.Nodes, name string) {
	i, found := slices.BinarySearchFunc(n.Entries, name, func(e dump.NodeEntry, name string) int { return strings.Compare(e.Name, name) })
	if n.Said && !found {
		n.Entries = slices.Insert(n.Entries, i, dump.NodeEntry{Name: name, Null: true})
	}
}

// change replaces an origin's set in a section, if the section is said. Like a
// server it leaves an origin out whose set is empty.
func change(s *dump.Section, origin string, to func(ticks.Set) ticks.Set) {
	if !s.Said {
		return
	}
	i, found := slices.BinarySearchFunc(s.Entries, origin, func(e dump.Entry, name string) int { return strings.Compare(e.Origin, name) })
	if !found {
		s.Entries = slices.Insert(s.Entries, i, dump.Entry{Origin: origin})
	}
	s.Entries[i].Ticks = to(s.Entries[i].Ticks)
	if s.Entries[i].Ticks.Empty() {
		s.Entries = slices.Delete(s.Entries, i, i+1)
	}
}
