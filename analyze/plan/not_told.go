package plan

import (
	"maps"
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// notTold is what older dumps of the seen servers show missing, and no newer dump
// accounts for. A newer dump of some sections ends no tick by what it leaves out.
func notTold(v *cluster.View) []Decision {
	byOrigin := map[string][]Decision{}
	for _, s := range v.With(cluster.Seen) {
		for _, origin := range s.MissedBefore() {
			for d, set := range s.Untold(s.Naming(origin)) {
				if d.Source.Save {
					continue // what a save file lacks was not missing on the server that wrote it
				}
				byOrigin[origin] = append(byOrigin[origin], Decision{Server: s.Name, Origin: origin, Reason: NoLongerTold, Ticks: set,
					Evidence: []cluster.Proof{cluster.ProofIn(d, dump.Missing, s.Name, origin, cluster.InMissing.String()+cluster.BeforeSuffix, set)}})
			}
		}
	}
	var out []Decision
	for o := range v.Origins(slices.Sorted(maps.Keys(byOrigin))) {
		out = append(out, byHolders(v, o, byOrigin[o.Name])...)
	}
	return out
}

// byHolders tells ticks of one origin apart by who has them present.
func byHolders(v *cluster.View, o *cluster.Origin, all []Decision) []Decision {
	var out []Decision
	var asked []ticks.Set
	for _, u := range all {
		asked = append(asked, u.Ticks)
	}
	held := heldBy(v, o, ticks.Union(asked...))
	for _, u := range all {
		rest := u.Ticks
		for pattern, set := range held {
			if set = set.Intersect(u.Ticks); !set.Empty() {
				out = append(out, u.part(set, v.NamesOf(pattern.Of('h'))))
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
func heldBy(v *cluster.View, o *cluster.Origin, within ticks.Set) map[cluster.Pattern]ticks.Set {
	key := make([]byte, len(v.Dumped))
	held := cluster.SortOut(o, within, key, func(seg cluster.Segment) {
		for i, s := range seg.States { // those of servers that are not seen are zero
			key[i] = 0
			if s.Is(cluster.InPresent) {
				key[i] = 'h'
			}
		}
	})
	delete(held, cluster.Pattern(make([]byte, len(v.Dumped))))
	return held
}

// part is the same of some of the ticks, which have these holders.
func (d Decision) part(set ticks.Set, holders []string) Decision {
	proof := d.Evidence[0]
	proof.Ticks = set
	d.Ticks, d.Holders, d.Evidence = set, holders, []cluster.Proof{proof}
	return d
}
