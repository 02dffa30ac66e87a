package analyze

import (
	"fmt"

	"tickdiff/dump"
	"tickdiff/ticks"
)

var beyondLatest = &Check{
	ID:       "beyond-latest",
	Title:    "a dump has ticks above the latest it has heard of",
	Severity: Warning,
	Needs:    Needs{Nodes: true, Sets: []dump.Kind{dump.Superseded}, Printed: true},
	Doc: `A dump has ticks of an origin in a set that are above the origin's tick in its
nodes.

How it comes about: present ones: the server had the data before it heard the
number; seen on real servers, and harmless. Superseded or deleted ones: somebody
marked ticks that the origin has not given out yet. Once it does, and the message
is lost, the server will not miss them, as it counts them as settled: a loss
nobody will notice. No server prints missing ones; such a dump was edited.

What to do: for data that came early, dump again. After a mark, watch this origin:
when it reaches these ticks, compare what the servers have of them.`,
	run: func(c *Case, report func(Finding)) {
		found := breaches{}
		for i, d := range c.latestWith(saysNodes) {
			for _, e := range d.Nodes.Entries {
				if origin := c.View.Server(e.Name); origin.Status != Phantom {
					c.addBeyond(found, i, d, e)
				}
			}
		}
		found.report(c, func(server, origin, kind, which string) string {
			return fmt.Sprintf("%q has %s of %q %s, but has heard of none so high", server, which, origin, kind)
		}, report)
	},
}

func (c *Case) addBeyond(found breaches, server int, d *dump.Dump, e dump.NodeEntry) {
	heard, told := ticks.UpTo(e.Tick), ticks.Set{}
	for _, k := range []dump.Kind{dump.Present, dump.Missing, dump.Deleted, dump.Superseded} {
		set := saysIn(d, k, e.Name)
		if bounds, some := set.Bounds(); !some || bounds.End <= e.Tick+1 {
			continue
		}
		set = set.Minus(heard).Minus(told)
		told = told.Union(set)
		found.add(breachKey{server, e.Name, k.String()}, set, c.showIn(d, k, server, e.Name, set))
	}
}
