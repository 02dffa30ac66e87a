package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var lastCopy = &Check{
	ID:       "last-copy",
	Title:    "ticks that only one server has and another misses",
	Severity: cluster.Critical,
	Needs:    Needs{Sets: []dump.Kind{dump.Present}, Servers: 2},
	run: func(c *Case, report func(Finding)) {
		for _, o := range c.origins {
			for holder, set := range c.soleHoldings(o) {
				c.reportLastCopy(o, holder, set, report)
			}
		}
	},
}

// soleHoldings finds, by holder, what one server alone has and any misses.
func (c *Case) soleHoldings(o *cluster.Origin) map[int]ticks.Set {
	holds := func(s cluster.State) byte {
		if s.Is(cluster.InPresent) {
			return 'h'
		}
		return 0
	}
	out := map[int]ticks.Set{}
	for p, set := range c.patterns(o, o.Missing(), holds) {
		if holders := p.Of('h'); len(holders) == 1 {
			out[holders[0]] = out[holders[0]].Union(set)
		}
	}
	return out
}

func (c *Case) reportLastCopy(o *cluster.Origin, holder int, set ticks.Set, report func(Finding)) {
	var missers []int
	for _, i := range o.Told {
		if i != holder && o.Replica(i).Missing.Overlaps(set) {
			missers = append(missers, i)
		}
	}
	if len(missers) == 0 {
		return
	}
	name, others := c.View.Dumped[holder].Name, part(MissingOn, c.names(missers)...)
	evidence := append([]cluster.Proof{c.proof(o, holder, cluster.InPresent, set)}, c.citeParts(o, missers, cluster.InMissing, set)...)
	report(Finding{
		Parts: []Part{part(Holders, name), others}, Origin: o.Name, HasOrigin: true, Ticks: set,
		Message: prose.Say("of the servers asked only %q has %s of %q, and %s %s", name, prose.Numbered(set), o.Name,
			others.names(), others.does("misses some of it", "miss some of it")),
		Action:   prose.Say("leave %q alone until the others have what it has: no wipe, no mark, and no restart unless the plan has that step", name),
		Evidence: evidence,
	})
}
