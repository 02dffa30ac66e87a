package cluster

import (
	"iter"
	"slices"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// MissedBefore lists the origins of which an older dump than the one that tells what
// is missing may show anything missing, sorted.
func (s *Server) MissedBefore() []string {
	if len(s.Dumps) < 2 || !s.Tells(dump.Missing) {
		return nil
	}
	var all []string
	for i := s.lastWhole(); i < s.SourceOf(dump.Missing); i++ {
		all = append(all, mayMissIn(s.Dumps[i])...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// lastWhole is the index of the newest dump of the server's present life that tells
// all by itself, or of the first: what older ones say is accounted for. If such a dump
// contradicts itself, a check finds it.
func (s *Server) lastWhole() int {
	for i := len(s.Dumps) - 1; i > s.begin; i-- {
		d := s.Dumps[i]
		if d.Nodes.Said && d.Tells(dump.Present) && d.Tells(dump.Missing) { // and so what is superseded
			return i
		}
	}
	return s.begin
}

// Untold yields the older dumps of a server that show ticks of an origin missing of which
// no newer dump tells what became, the newest first, each with those that none before it
// showed. What the newest list of what is missing leaves out has not ended by that.
func (s *Server) Untold(naming []Mention) iter.Seq2[*dump.Dump, ticks.Set] {
	return func(yield func(*dump.Dump, ticks.Set) bool) {
		newest, oldest := s.SourceOf(dump.Missing), s.lastWhole()
		if newest <= oldest {
			return // nothing is older
		}
		var later, moment ticks.Set // what dumps of later moments account for, and those of the one at hand
		rank := -1
		for at := len(naming) - 1; at >= 0 && int(naming[at].nth) >= oldest; at-- {
			i, m := naming[at].nth, &naming[at].Mention
			if s.ranks[i] != rank {
				later, moment, rank = later.Union(moment), ticks.Set{}, s.ranks[i]
			}
			missing := m.Answer(dump.Missing).Set
			if set := missing.Minus(later); !set.Empty() && s.ranks[i] < s.ranks[newest] && !yield(m.Dump, set) {
				return
			}
			moment = ticks.Union(moment, missing, accountedBy(m))
		}
	}
}

// unaccounted is all that is not told of one origin.
func (s *Server) unaccounted(naming []Mention) ticks.Set {
	var sets []ticks.Set
	for _, set := range s.Untold(naming) {
		sets = append(sets, set)
	}
	return ticks.Union(sets...)
}

// accountedBy is all ticks of an origin that a dump puts anywhere but in missing.
func accountedBy(m *dump.Mention) ticks.Set {
	var sets []ticks.Set
	for _, k := range outdates[dump.Missing] {
		sets = append(sets, m.Answer(k).Set)
	}
	return ticks.Union(sets...)
}
