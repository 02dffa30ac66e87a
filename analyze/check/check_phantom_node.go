package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/ticks"
)

var phantomNode = &Check{
	ID:       "phantom-node",
	Title:    "a name that a mistyped mark made",
	Severity: cluster.Warning,
	Doc: `A name is listed without a tick (null) wherever it is listed, was never dumped,
has nothing present anywhere, is missed by nobody, and yet has superseded ticks on
some server. It does not count as a server that was not asked. A name listed with 0
does: that is a server which has not written anything yet.

How it comes about: the name of a mark was mistyped. A server creates any name it
is told; and the mark did not reach the name it was meant for.

What to do: find out which name was meant, and plan again: what is still missing
there still waits for its mark. The name itself does no harm, and stays.`,
	run: func(c *Case, report func(Finding)) {
		for _, s := range c.View.Servers {
			if s.Status != cluster.Phantom {
				continue
			}
			o := c.originNamed(s.Name)
			on, sets := c.which(o, func(a *cluster.Replica) ticks.Set { return a.Superseded })
			set := ticks.Union(sets...)
			f := Finding{
				Parts: []Part{part("", s.Name), part(GoneOn, c.names(on)...)}, Origin: s.Name, HasOrigin: true, Ticks: set,
				Message: prose.Say("%q is no server: a mark of a mistyped name made it", s.Name),
				Action:  prose.Say("find out which name was meant; what is missing there still waits for its mark"),
			}
			if len(on) > 0 {
				f.Message = prose.Say("%s, on %s", f.Message, prose.QuotedList(c.names(on)))
			}
			f.Evidence = c.citeEach(o, on, cluster.InSuperseded, func(i int) ticks.Set { return sets[i] })
			report(f)
		}
	},
}
