package check

import (
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/dump"
	"tickdiff/ticks"
)

func newestFirst(dumps []*dump.Dump) []*dump.Dump {
	out := slices.Clone(dumps)
	slices.Reverse(out)
	return out
}

// pastTicks is ticks that older dumps of a server showed in one set.
type pastTicks struct {
	set      ticks.Set
	evidence []cluster.Proof
}

// findInOlder looks for ticks of an origin in one set of older dumps, and cites for
// each tick the first dump that shows it. What a save file lacks was not missing
// on the server that wrote it.
func findInOlder(s *cluster.Server, origin string, set ticks.Set, k dump.Kind, older []*dump.Dump) pastTicks {
	var m pastTicks
	if set.Empty() {
		return m
	}
	named := map[*dump.Dump]dump.Mention{}
	for _, at := range s.Naming(origin) {
		named[at.Dump] = at.Mention
	}
	for _, d := range older {
		at, some := named[d]
		if !some || k == dump.Missing && d.Source.Save {
			continue
		}
		found := at.Answer(k).Set.Intersect(set).Minus(m.set)
		if found.Empty() {
			continue
		}
		m.set = m.set.Union(found)
		m.evidence = append(m.evidence, cluster.ProofIn(d, k, s.Name, origin, k.String(), found).InOlder())
	}
	return m
}
