package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var diverged = &Check{
	ID:       "diverged",
	Title:    "two servers hold different entries or chains",
	Severity: cluster.Error,
	Needs:    Needs{Sets: []dump.Kind{dump.Present, dump.Superseded, dump.Deleted}, Servers: 2},
	Doc: `One server calls a tick superseded, or deleted and no longer present, that another
has present, and the other lacks nothing that can have superseded it. So it is not
merely behind: for some entry the two hold different chains of changes, and perhaps
different values. In 1,088 snapshots of real servers it was so 62 times of 62: 23
were other values, the rest other chains of one value.

A change supersedes only what came before it. So a tick that the other lacks counts
if it is of another origin, or a higher one of the same origin. If such a tick is
lacking, the check contested speaks instead. Where two dumps of a server call the
tick gone, only what the older one had seen counts.

A tick that the other has deleted as well is passed over if neither is ahead: it is
a deletion that one server has purged already and the other not yet (see
purge-pending).

How it comes about: a mark of a tick that was alive elsewhere, or conflicting
writes and deletions while messages were lost. It does not heal by itself.

What to do: the first command shows the entry's path, value and chain on a server
that has the tick. The second asks a server that calls it gone. If its answer ends
in KeyError, no entry there has the tick: then look at the same path there.
Write the entry again on the server that is right.

` + plan.WriteAgain,
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
			prose.Does(uint64(len(holders)), "lacks", "lack"), prose.ItOrThem(d.set)),
		Action:   prose.Say("compare the entry on both sides; write it again on the server that is right"),
		Evidence: c.cite(o, d.callers, state, d.set),
	}
	f.Evidence = append(f.Evidence, c.citeEach(o, d.holders.List(), cluster.InPresent, func(i int) ticks.Set { return d.held[i] })...)
	f.Run = c.look(c.look(nil, holders[0], o.Name, d.held[0]), callers[0], o.Name, d.held[0])
	report(f)
}
