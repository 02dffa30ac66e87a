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
