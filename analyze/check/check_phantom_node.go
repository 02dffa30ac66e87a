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
