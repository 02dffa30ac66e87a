package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var gap = &Check{
	ID:       "gap",
	Title:    "one dump has ticks in no state at all",
	Severity: cluster.Error,
	Needs:    Needs{Nodes: true, Sets: []dump.Kind{dump.Present, dump.Superseded, dump.Missing}, Printed: true},
	run: breaking("%[6]s of %[1]s %[5]s %[4]s of %[2]q in no set, though %[8]s heard of later ones", func(c *Case, s *said, found breaches) {
		if d := s.Dump; !d.Nodes.Said || !d.Present.Said || !d.Superseded.Said || !d.Missing.Said {
			return
		}
		set := ticks.UpTo(s.heard).Minus(ticks.Union(s.present, s.superseded, s.missing, s.deleted))
		if !set.Empty() {
			found.add(breachKey{server: s.server, origin: s.origin}, set,
				cluster.NodesProof(s.Dump, c.View.Dumped[s.server].Name, s.origin, cluster.ProofHeard, set))
		}
	}),
}
