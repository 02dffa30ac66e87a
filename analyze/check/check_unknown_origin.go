package check

import (
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/dump"
)

var unknownOrigin = &Check{
	ID:       "unknown-origin",
	Title:    "a dump has ticks of a name that its nodes do not list",
	Severity: cluster.Warning,
	Needs:    Needs{Nodes: true},
	run:      breaking("%[1]s %[5]s %[4]s of %[2]q, a name that %[7]s nodes do not list", (*Case).addUnknown),
}

// namesOrigin reports whether a dump accounts for a name: as a node, or as one
// that is being removed.
func namesOrigin(s *said) bool {
	_, listed := s.Node()
	return listed || slices.Contains(s.Dump.NodeDrop.Names, s.origin)
}

func (c *Case) addUnknown(s *said, found breaches) {
	if s.heard > 0 || namesOrigin(s) || !c.isNewest(s, saysNodes) {
		return
	}
	for _, k := range []dump.Kind{dump.Present, dump.Superseded, dump.Deleted, dump.Missing} {
		set, _ := s.Set(k)
		found.add(breachKey{server: s.server, origin: s.origin}, set, c.show(s, k, set))
	}
}
