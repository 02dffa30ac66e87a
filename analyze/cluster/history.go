package cluster

import (
	"slices"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// Earlier are the dumps of a server from before another of its dumps was taken,
// oldest first.
func (s *Server) Earlier(than *dump.Dump) []*dump.Dump {
	i := slices.Index(s.Dumps, than)
	for i > 0 && s.ranks[i-1] == s.ranks[i] {
		i--
	}
	return s.Dumps[:max(i, 0)]
}

// MissedTwice are the ticks of an origin that dumps of the server show missing at two
// tocks.
func (s *Server) MissedTwice(origin string) ticks.Set {
	if len(s.Dumps) < 2 {
		return ticks.Set{}
	}
	byTock := map[uint64]ticks.Set{}
	var tocks []uint64
	for _, d := range s.Dumps {
		if set := d.Answer(dump.Missing, origin).Set; d.HasTock && !d.Source.Save {
			if _, again := byTock[d.Tock]; !again {
				tocks = append(tocks, d.Tock)
			}
			byTock[d.Tock] = byTock[d.Tock].Union(set)
		}
	}
	var once, twice ticks.Set
	for _, tock := range tocks {
		twice = twice.Union(once.Intersect(byTock[tock]))
		once = once.Union(byTock[tock])
	}
	return twice
}
