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
					Evidence: []cluster.Proof{cluster.ProofIn(d, dump.Missing, s.Name, origin, cluster.InMissing.String(), set).InOlder()}})
			}
		}
	}
	var out []Decision
	for o := range v.Origins(slices.Sorted(maps.Keys(byOrigin))) {
		out = append(out, byHolders(v, o, byOrigin[o.Name])...)
	}
	return out
}

// byHolders tells ticks of one origin apart by who has them present. Where that makes
// more decisions than ranges are said of the origin, it names some of the holders only.
func byHolders(v *cluster.View, o *cluster.Origin, all []Decision) []Decision {
	var asked []ticks.Set
	for _, u := range all {
		asked = append(asked, u.Ticks)
	}
	held := heldBy(v, o, ticks.Union(asked...))
	var out []Decision
	for most, i := rangesSaid(o)+len(all), 0; i < len(all); i++ {
		if out = append(out, all[i].byHolders(v, held)...); len(out) > most {
			return withSomeHolders(v, o, all)
		}
	}
	return out
}

func (d Decision) byHolders(v *cluster.View, held map[cluster.Pattern]ticks.Set) []Decision {
	var out []Decision
	rest := d.Ticks
	for pattern, set := range held {
		if set = set.Intersect(d.Ticks); !set.Empty() {
			out = append(out, d.part(set, v.NamesOf(pattern.Of('h'))))
			rest = rest.Minus(set)
		}
	}
	if !rest.Empty() {
		out = append(out, d.part(rest, nil))
	}
	return out
}

// withSomeHolders names with each decision the first servers that have any of its ticks.
func withSomeHolders(v *cluster.View, o *cluster.Origin, all []Decision) []Decision {
	for i := range all {
		d := &all[i]
		var holders []int
		for _, server := range o.Told {
			if v.Dumped[server].Status == cluster.Seen && o.Replica(server).Present.Overlaps(d.Ticks) {
				holders = append(holders, server)
			}
		}
		d.Some, d.More = len(holders) > 0, max(0, len(holders)-cluster.MaxNames)
		d.Holders = v.NamesOf(holders[:len(holders)-d.More])
	}
	return all
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
	d.Ticks, d.Evidence = set, []cluster.Proof{proof}
	d.Holders, d.More, d.Some = holders, 0, false
	return d
}
