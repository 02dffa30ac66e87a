package analyze

import (
	"slices"
	"strings"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// notTold is what older dumps of the seen servers show missing, and no newer dump
// accounts for, by server and origin. A newer dump of some sections ends no tick by
// what it leaves out.
func (v *View) notTold() []Untold {
	var out []Untold
	for _, s := range v.With(Seen) {
		if len(s.Dumps) < 2 || !s.Tells(dump.Missing) {
			continue
		}
		for _, origin := range s.missedBefore() {
			for _, u := range s.untold(origin) {
				out = append(out, v.byHolders(u)...)
			}
		}
	}
	return out
}

// missedBefore lists the origins of which an older printed dump shows anything
// missing, sorted.
func (s *Server) missedBefore() []string {
	var all []string
	for _, d := range s.printedBefore() {
		if d.Missing.Said {
			for _, e := range d.Missing.Entries {
				all = append(all, e.Origin)
			}
			continue
		}
		for _, e := range d.Nodes.Entries {
			all = append(all, e.Name)
		}
	}
	slices.SortFunc(all, strings.Compare)
	return slices.Compact(all)
}

// printedBefore are the dumps of the server's present life from before the one that
// tells what is missing now, oldest first. What a save file lacks was not missing on
// the server that wrote it.
func (s *Server) printedBefore() []*dump.Dump {
	now := s.Dumps[s.sourceOf(dump.Missing)]
	older := s.earlier(now)
	return slices.DeleteFunc(slices.Clone(older[min(s.begin, len(older)):]), func(d *dump.Dump) bool { return d.Source.Save })
}

// byHolders tells ticks apart by who has them present.
func (v *View) byHolders(u Untold) []Untold {
	var out []Untold
	place := map[string]int{}
	for seg := range v.Origin(u.Origin).SegmentsIn(u.Ticks) {
		var holders []int
		for i, s := range v.Dumped {
			if s.Status == Seen && seg.States[i].Is(InPresent) {
				holders = append(holders, i)
			}
		}
		i, known := place[pack(holders)]
		if !known {
			i = len(out)
			place[pack(holders)] = i
			out = append(out, Untold{u.Server, u.Origin, ticks.Set{}, v.namesOf(holders), u.Proof})
		}
		out[i].Ticks = out[i].Ticks.Union(ticks.Of(seg.Range))
		out[i].Proof.Ticks = out[i].Ticks
	}
	return out
}

// untold is what is not told of one origin, each tick with the newest dump that shows
// it missing.
func (s *Server) untold(origin string) []Untold {
	var to []Untold
	var done ticks.Set
	for _, d := range newestFirst(s.printedBefore()) {
		set := d.Told(dump.Missing, origin).Set.Minus(done)
		if set.Empty() {
			continue
		}
		done = done.Union(set)
		if set = set.Minus(s.accountedSince(d, origin)); !set.Empty() {
			to = append(to, Untold{s.Name, origin, set, nil, proofIn(d, dump.Missing, s.Name, origin, InMissing.String()+before, set)})
		}
	}
	return to
}

// accountedSince is all ticks of an origin that dumps newer than d put anywhere, or
// have not heard of: that a server went back has a check of its own.
func (s *Server) accountedSince(d *dump.Dump, origin string) ticks.Set {
	var sets []ticks.Set
	for i, later := range s.Dumps {
		if s.ranks[i] <= s.rank(d) {
			continue
		}
		for _, k := range []dump.Kind{dump.Present, dump.Superseded, dump.Deleted, dump.Missing} {
			sets = append(sets, later.Told(k, origin).Set)
		}
		if later.Nodes.Said {
			listed, _ := later.Nodes.Of(origin)
			sets = append(sets, ticks.Between(listed.Tick+1, ticks.Max+1))
		}
	}
	return ticks.Union(sets...)
}
