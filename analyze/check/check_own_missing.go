package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
)

var ownMissing = &Check{
	ID:       "own-missing",
	Title:    "a server misses ticks of its own",
	Severity: cluster.Error,
	Needs:    Needs{Sets: []dump.Kind{dump.Missing}},
	run: func(c *Case, report func(Finding)) {
		for i, s := range c.View.Dumped {
			if !c.eligible[i] {
				continue
			}
			o := c.originNamed(s.Name)
			missing := o.Replica(i).Misses()
			if missing.Empty() {
				continue
			}
			report(Finding{
				Parts: []Part{part(MissingOn, s.Name)}, Origin: s.Name, HasOrigin: true, Ticks: missing,
				Message:  prose.Say("%q misses %s of its own", s.Name, prose.Numbered(missing)),
				Action:   prose.Say("see the plan for each of them; find out what the server was started from"),
				Evidence: []cluster.Proof{c.proof(o, i, cluster.InMissing, missing)},
			})
		}
	},
}
