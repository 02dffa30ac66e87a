package check

import (
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var overlap = &Check{
	ID:       "overlap",
	Title:    "one dump has ticks in two states at once",
	Severity: cluster.Error,
	Needs:    Needs{Sets: []dump.Kind{dump.Present, dump.Superseded, dump.Missing}, AnyTwo: true, Printed: true},
	run:      breaking("%[6]s of %[1]s %[5]s %[4]s of %[2]q at once %[3]s", (*Case).addOverlaps),
}

// addOverlaps parts the ticks in several states by which states those are.
func (c *Case) addOverlaps(s *said, found breaches) {
	ps, pm, sm := s.present.Overlaps(s.superseded), s.present.Overlaps(s.missing), s.superseded.Overlaps(s.missing)
	if !ps && !pm && !sm {
		return
	}
	add := func(set ticks.Set, kinds ...dump.Kind) {
		var words []string
		var evidence []cluster.Proof
		for _, k := range kinds {
			words = append(words, k.String())
			evidence = append(evidence, c.show(s, k, set))
		}
		found.add(breachKey{s.server, s.origin, strings.Join(words, " and ")}, set, evidence...)
	}
	all := s.present.Intersect(s.superseded).Intersect(s.missing)
	add(all, dump.Present, dump.Superseded, dump.Missing)
	add(s.present.Intersect(s.superseded).Minus(all), dump.Present, dump.Superseded)
	add(s.present.Intersect(s.missing).Minus(all), dump.Present, dump.Missing)
	add(s.superseded.Intersect(s.missing).Minus(all), dump.Superseded, dump.Missing)
}
