package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/ticks"
)

var originBehind = &Check{
	ID:       "origin-behind",
	Title:    "others know higher ticks of a server than it knows itself",
	Severity: cluster.Critical,
	Needs:    Needs{Nodes: true, Dumped: 2},
	run: func(c *Case, report func(Finding)) {
		for _, o := range c.origins {
			if own := c.View.Index(o.Name); own >= 0 && c.eligible[own] {
				c.reportOriginBehind(own, o, report)
			}
		}
	},
}

func (c *Case) reportOriginBehind(own int, o *cluster.Origin, report func(Finding)) {
	a, h := o.Replica(own), c.highWater(o)
	if h.top <= a.Heard {
		return
	}
	h.sort()
	top, ok := h.farthest(own)
	if !ok || top.Last <= a.Heard {
		return
	}
	beyond := h.beyond(a.Heard, own)
	again, others := ticks.Between(a.Heard+1, top.Last+1), c.names(beyond)
	f := Finding{
		Parts: []Part{part(Behind, o.Name), part(Ahead, others...)}, Origin: o.Name, HasOrigin: true, Ticks: again,
		Action:   prose.Say("keep %q from writing; dump it again; if it still knows less, start it again with the others' data", o.Name),
		Run:      c.ask(nil, o.Name),
		Evidence: []cluster.Proof{cluster.NodesProof(a.HeardFrom, o.Name, o.Name, cluster.ProofUnheard, again)},
	}
	itself := prose.Say("%q knows its own ticks only up to %d (%s)", o.Name, a.Heard, cluster.TockOf(a.HeardFrom))
	sure, isSure := h.farthestBy(a.HeardFrom, own)
	switch {
	case isSure && sure.Last > a.Heard:
		f.Message = prose.Say("%s, %q knew them up to %d (%s): it went back and gives %s out again",
			itself, c.View.Dumped[sure.server].Name, sure.Last, cluster.TockOf(sure.dump), prose.Numbered(again))
		f.Evidence = append(f.Evidence, sure.proof(c.View, o.Name, ticks.Between(a.Heard+1, sure.Last+1)))
	case c.View.Collected() || c.explained(beyond, own): // in a round before, nobody knew more
		f.Severity = cluster.Info
		f.Message = prose.Say("%s, %s up to %d (%s), but not in the dumps before: it seems to have gone on writing after it was dumped",
			itself, prose.QuotedList(others), top.Last, cluster.TockOf(top.dump))
		f.Action = prose.Say("nothing now; dump again to see its own number grow")
	default:
		f.Severity = cluster.Warning
		f.Message = prose.Say("%s, %s up to %d (%s): either its dump is the older one, or it restarted from stale data and will give %s out again; its tock fits both",
			itself, prose.QuotedList(others), top.Last, cluster.TockOf(top.dump), prose.Numbered(again))
	}
	if top != sure {
		f.Evidence = append(f.Evidence, top.proof(c.View, o.Name, again))
	}
	report(f)
}
