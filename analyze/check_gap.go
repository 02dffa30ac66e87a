package analyze

import (
	"fmt"

	"tickdiff/dump"
	"tickdiff/ticks"
)

var gap = &Check{
	ID:       "gap",
	Title:    "one dump has ticks in no state at all",
	Severity: Error,
	Needs:    Needs{Nodes: true, Sets: []dump.Kind{dump.Present, dump.Superseded, dump.Missing}, Printed: true},
	Doc: `A dump says that a server has heard of an origin up to some tick, but a tick below
that stands in none of present, superseded and missing. A server computes missing
as everything that is not in the other two, so it cannot print that.

How it comes about: lines of the dump were lost or changed, or it was put together
from two.

What to do: dump the server again, and use what it prints unchanged. Until then
nothing is decided at these ticks that would need this server's word.`,
	run: func(c *Case, report func(Finding)) {
		found := breaches{}
		for i, d := range c.eligibleDumps() {
			if !d.Nodes.Said || !d.Present.Said || !d.Superseded.Said || !d.Missing.Said {
				continue
			}
			for _, e := range d.Nodes.Entries {
				set := ticks.UpTo(e.Tick)
				for _, k := range []dump.Kind{dump.Present, dump.Superseded, dump.Missing, dump.Deleted} {
					set = set.Minus(saysIn(d, k, e.Name))
				}
				found.add(breachKey{server: i, origin: e.Name}, set,
					nodesProof(d, c.View.Dumped[i].Name, e.Name, proofHeard, set))
			}
		}
		found.report(c, func(server, origin, _, which string) string {
			return fmt.Sprintf("a dump of %q has %s of %q in no set, though it has heard of later ones", server, which, origin)
		}, report)
	},
}
