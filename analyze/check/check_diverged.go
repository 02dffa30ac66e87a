package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var diverged = &Check{
	ID:       "diverged",
	Title:    "two servers hold different entries or chains",
	Severity: cluster.Error,
	Needs:    Needs{Sets: []dump.Kind{dump.Present, dump.Superseded, dump.Deleted}, Servers: 2},
	run: func(c *Case, report func(Finding)) {
		m := c.comparison()
		for i, o := range c.origins {
			if m.disputed[i].Empty() {
				continue
			}
			for _, d := range c.disputesOf(m, i).diverged {
				c.reportDiverged(o, d, report)
			}
		}
	},
}

func (c *Case) reportDiverged(o *cluster.Origin, d *divergence, report func(Finding)) {
	word, state := "superseded", cluster.InSuperseded
	if d.word == saysDeleted {
		word, state = "deleted", cluster.InDeleted
	}
	callers, holders := c.names(d.callers), c.names(d.holders.List())
	have := prose.Does(uint64(len(holders)), "has", "have")
	some := ""
	if d.some {
		some = "some of "
	}
	f := Finding{
		Reason: word, Parts: []Part{part(GoneOn, callers...), part(Holders, holders...)}, Origin: o.Name, HasOrigin: true, Ticks: d.set,
		Message: prose.Say("%s %s %s of %q %s; %s%s %s %s present, and %s nothing that can have superseded %s", prose.QuotedList(callers), prose.Does(uint64(len(callers)), "calls", "call"),
			prose.Numbered(d.set), o.Name, word, some, prose.QuotedList(holders), have, prose.ItOrThem(d.set),
			prose.Does(uint64(len(holders)), "lacks", "lack"), append(prose.WordsOf(prose.ItOrThem(d.set)), c.entriesAt(o.Name, d.set)...)),
		Action:   prose.Say("compare the entry on both sides; write it again on the server that is right"),
		Evidence: c.cite(o, d.callers, state, d.set),
	}
	f.Evidence = append(f.Evidence, c.citeEach(o, d.holders.List(), cluster.InPresent, func(i int) ticks.Set { return d.held[i] })...)
	f.Run = c.look(c.look(nil, holders[0], o.Name, d.held[0]), callers[0], o.Name, d.held[0])
	if c.equal {
		f.onlyChains()
	}
	report(f)
}
