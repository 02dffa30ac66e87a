package analyze

import (
	"iter"
	"maps"
	"slices"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// notTold is what older dumps of the seen servers show missing, and no newer dump
// accounts for. A newer dump of some sections ends no tick by what it leaves out.
func (v *View) notTold() []Decision {
	byOrigin := map[string][]Decision{}
	for _, s := range v.With(Seen) {
		for _, origin := range s.missedBefore() {
			for d, set := range s.untold(s.naming(origin)) {
				if d.Source.Save {
					continue // what a save file lacks was not missing on the server that wrote it
				}
				byOrigin[origin] = append(byOrigin[origin], Decision{Server: s.Name, Origin: origin, Reason: NoLongerTold, Ticks: set,
					Evidence: []Proof{proofIn(d, dump.Missing, s.Name, origin, InMissing.String()+before, set)}})
			}
		}
	}
	var out []Decision
	for o := range v.Origins(slices.Sorted(maps.Keys(byOrigin))) {
		out = append(out, v.byHolders(o, byOrigin[o.Name])...)
	}
	return out
}

// missedBefore lists the origins of which an older dump than the one that tells what
// is missing may show anything missing, sorted.
func (s *Server) missedBefore() []string {
	if len(s.Dumps) < 2 || !s.Tells(dump.Missing) {
		return nil
	}
	var all []string
	for i := s.lastWhole(); i < s.sourceOf(dump.Missing); i++ {
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
		if s.Dumps[i].Nodes.Said && tellsAll(s.Dumps[i]) {
			return i
		}
	}
	return s.begin
}

func tellsAll(d *dump.Dump) bool {
	return !slices.ContainsFunc([]dump.Kind{dump.Present, dump.Superseded, dump.Missing}, func(k dump.Kind) bool {
		return !d.Section(k).Said && !d.Derivable(k)
	})
}

// untold yields the older dumps of a server that show ticks of an origin missing of which
// no newer dump tells what became, the newest first, each with those that none before it
// showed. What the newest list of what is missing leaves out has not ended by that.
func (s *Server) untold(naming []mention) iter.Seq2[*dump.Dump, ticks.Set] {
	return func(yield func(*dump.Dump, ticks.Set) bool) {
		newest, oldest := s.sourceOf(dump.Missing), s.lastWhole()
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
func (s *Server) unaccounted(naming []mention) ticks.Set {
	var sets []ticks.Set
	for _, set := range s.untold(naming) {
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

// byHolders tells ticks of one origin apart by who has them present.
func (v *View) byHolders(o *Origin, all []Decision) []Decision {
	var out []Decision
	var asked []ticks.Set
	for _, u := range all {
		asked = append(asked, u.Ticks)
	}
	held := v.heldBy(o, ticks.Union(asked...))
	for _, u := range all {
		rest := u.Ticks
		for pattern, set := range held {
			if set = set.Intersect(u.Ticks); !set.Empty() {
				out = append(out, u.part(set, v.namesOf(pattern.of('h'))))
				rest = rest.Minus(set)
			}
		}
		if !rest.Empty() {
			out = append(out, u.part(rest, nil))
		}
	}
	return out
}

// heldBy sorts the ticks within a set by which seen servers have them present, and
// leaves out what none has.
func (v *View) heldBy(o *Origin, within ticks.Set) map[pattern]ticks.Set {
	key := make([]byte, len(v.Dumped))
	held := sortOut(o, within, key, func(seg Segment) {
		for i, s := range seg.States { // those of servers that are not seen are zero
			key[i] = 0
			if s.Is(InPresent) {
				key[i] = 'h'
			}
		}
	})
	delete(held, pattern(make([]byte, len(v.Dumped))))
	return held
}

// part is the same of some of the ticks, which have these holders.
func (d Decision) part(set ticks.Set, holders []string) Decision {
	proof := d.Evidence[0]
	proof.Ticks = set
	d.Ticks, d.Holders, d.Evidence = set, holders, []Proof{proof}
	return d
}
