package analyze

import (
	"fmt"
	"slices"

	"tickdiff/dump"
)

var unknownOrigin = &Check{
	ID:       "unknown-origin",
	Title:    "a dump has ticks of a name that its nodes do not list",
	Severity: Warning,
	Needs:    Needs{Nodes: true},
	Doc: `A dump has ticks of an origin in some set, but does not list the origin in its
nodes. A server lists every name it keeps ticks of.

How it comes about: lines of the dump were lost or changed, a name was changed in
one place only. A name that the dump shows as just being removed (node_drop) is
passed over.

What to do: dump the server again, and use what it prints unchanged.`,
	run: func(c *Case, report func(Finding)) {
		found := breaches{}
		for i, d := range c.latestWith(saysNodes) {
			for _, origin := range originsOf(d) {
				if _, listed := d.Nodes.Of(origin); listed || slices.Contains(d.NodeDrop.Names, origin) {
					continue
				}
				for _, k := range dump.Kinds {
					if set := saysIn(d, k, origin); !set.Empty() {
						found.add(breachKey{server: i, origin: origin}, set, c.showIn(d, k, i, origin, set))
					}
				}
			}
		}
		found.report(c, func(server, origin, _, which string) string {
			return fmt.Sprintf("%q has %s of %q, a name that its nodes do not list", server, which, origin)
		}, report)
	},
}
