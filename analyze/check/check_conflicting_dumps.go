package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var conflictingDumps = &Check{
	ID:       "conflicting-dumps",
	Title:    "two dumps of one server cannot both be true",
	Severity: cluster.Critical,
	run: func(c *Case, report func(Finding)) {
		for _, s := range c.View.Conflicts() {
			f := Finding{
				Parts:   []Part{part(DumpsOf, s.Name)},
				Message: prose.Say("two dumps of %q with tock %d differ in %s; neither is used", s.Name, s.Conflict.A.Tock, s.Conflict.Key),
				Action:  prose.Say("find out whether two servers run under this name, or a dump was edited; dump the server again"),
				Run:     c.ask(nil, s.Name),
			}
			for _, d := range []*dump.Dump{s.Conflict.A, s.Conflict.B} {
				p := cluster.DumpProof(d, s.Name, cluster.ProofDumped, ticks.Set{})
				p.Line = lineOf(d, s.Conflict.Key)
				f.Evidence = append(f.Evidence, p)
			}
			report(f)
		}
	},
}

// lineOf is where a section stands in a dump.
func lineOf(d *dump.Dump, key string) int {
	place := d.Nodes.Place
	if k, ok := dump.ParseKind(key); ok {
		place = d.Section(k).Place
	}
	if place.Line == 0 {
		return d.Source.Line
	}
	return place.Line
}
