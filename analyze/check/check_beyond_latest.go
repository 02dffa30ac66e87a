package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var beyondLatest = &Check{
	ID:       "beyond-latest",
	Title:    "a dump has ticks above the latest it has heard of",
	Severity: cluster.Warning,
	Needs:    Needs{Nodes: true, Sets: []dump.Kind{dump.Superseded}, Printed: true},
	run:      breaking("%[1]s %[5]s %[4]s of %[2]q %[3]s, but %[5]s heard of none so high", (*Case).addBeyond),
}

// addBeyond passes over names that nodes does not list: unknown-origin tells of
// them.
func (c *Case) addBeyond(s *said, found breaches) {
	if c.View.Server(s.origin).Status == cluster.Phantom || !c.isNewest(s, saysNodes) {
		return
	}
	heard, told := ticks.UpTo(s.heard), ticks.Set{}
	for _, k := range []dump.Kind{dump.Present, dump.Missing, dump.Deleted, dump.Superseded} {
		set, _ := s.Set(k)
		if bounds, some := set.Bounds(); !some || bounds.End <= s.heard+1 {
			continue
		}
		if _, listed := s.Node(); !listed {
			return
		}
		set = set.Minus(heard).Minus(told)
		told = told.Union(set)
		found.add(breachKey{s.server, s.origin, k.String()}, set, c.show(s, k, set))
	}
}
