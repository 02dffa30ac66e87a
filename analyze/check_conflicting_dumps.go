package analyze

import (
	"fmt"

	"tickdiff/dump"
)

var conflictingDumps = &Check{
	ID:       "conflicting-dumps",
	Title:    "two dumps of one server cannot both be true",
	Severity: Critical,
	Doc: `Two dumps carry one name and one tock, and differ in a section that both say. A
server raises its tock for each answer, so it gave at most one of them.

How it comes about: two servers run under one name, which destroys data, as both
give out the same ticks; or one of the dumps was edited; or the server restarted
without its data and has by chance come to the same tock.

What to do: find out whether two servers run under this name. Dump the server
again and leave out the older dumps. Until then nothing it says is used.`,
	run: func(c *Case, report func(Finding)) {
		for _, s := range c.View.Conflicts() {
			a, b := s.Conflict.A, s.Conflict.B
			report(Finding{
				Servers: []string{s.Name},
				Message: fmt.Sprintf("two dumps of %q with tock %d differ in %s; neither is used", s.Name, a.Tock, s.Conflict.Key),
				Action:  "find out whether two servers run under this name, or a dump was edited; dump the server again",
				Run:     c.ask(nil, s.Name),
				Evidence: []Proof{
					{Server: s.Name, State: proofDumped, Tock: a.Tock, File: a.Source.File, Line: lineOf(a, s.Conflict.Key), SHA256: a.Source.SHA256},
					{Server: s.Name, State: proofDumped, Tock: b.Tock, File: b.Source.File, Line: lineOf(b, s.Conflict.Key), SHA256: b.Source.SHA256},
				},
			})
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
