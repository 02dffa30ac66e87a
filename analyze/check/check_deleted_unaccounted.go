package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/dump"
)

var deletedUnaccounted = &Check{
	ID:       "deleted-unaccounted",
	Title:    "a dump has deleted ticks that are neither present nor superseded",
	Severity: cluster.Warning,
	Needs:    Needs{Sets: []dump.Kind{dump.Present, dump.Superseded, dump.Deleted}, Printed: true},
	Doc: `A dump has ticks in deleted that are in neither present nor superseded. On real
servers a deletion stands in present until it is purged, and in superseded when it
came as another server's answer or by a mark.

How it comes about: a deletion came late, to a server whose entry was newer: it is
passed over, its tick stands in deleted, and goes on being missing. Or lines of the
dump were lost or changed, or it comes from a server of another version than the
ones this was measured on.

What to do: where the tick is missing too, nothing but what the plan says of it.
Else dump the server again; until then such ticks count as deleted.`,
	run: breaking("%[1]s %[5]s %[4]s of %[2]q deleted, but neither present nor superseded", func(c *Case, s *said, found breaches) {
		set := s.deleted.Minus(s.present).Minus(s.superseded)
		if !set.Empty() && c.isNewest(s, accountsForDeleted) {
			found.add(breachKey{server: s.server, origin: s.origin}, set, c.show(s, dump.Deleted, set))
		}
	}),
}

func accountsForDeleted(d *dump.Dump) bool {
	return d.Present.Said && d.Superseded.Said && d.Deleted.Said
}
