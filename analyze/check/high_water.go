package check

import (
	"cmp"
	"slices"
	"sort"

	"tickdiff/analyze/cluster"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// knower is a dump that knows an origin's ticks up to last.
type knower struct {
	server int
	dump   *dump.Dump
	cluster.Extent
}

// highWater is how far each dump knows an origin, older ones and those of gone
// servers too: what one server knew once, the origin did give out.
type highWater struct {
	known []knower   // by tock; those without, which can be of any time, last
	best  []int      // of known up to each index: the one that knows most
	most  []knower   // the same dumps, those first that know most
	top   ticks.Tick // what any knows
}

// highWater gathers who knows an origin how far. It is to be sorted before anybody
// is asked for the farthest.
func (c *Case) highWater(o *cluster.Origin) *highWater {
	h := &highWater{}
	for server, naming := range cluster.ByServer(c.View.Naming(o.Name)) {
		s := c.View.Dumped[server]
		for i := range naming {
			m := &naming[i]
			if r := cluster.ExtentOf(&m.Mention); r.Last > 0 && s.Conflict == nil && !s.Forgot(m, naming) {
				h.known = append(h.known, knower{server, m.Dump, r})
				h.top = max(h.top, r.Last)
			}
		}
	}
	return h
}

func (h *highWater) sort() {
	slices.SortStableFunc(h.known, func(a, b knower) int {
		return cmp.Or(cluster.FalseFirst(!a.dump.HasTock, !b.dump.HasTock), cmp.Compare(a.dump.Tock, b.dump.Tock))
	})
	for i, k := range h.known {
		best := i
		if i > 0 && h.known[h.best[i-1]].Last >= k.Last {
			best = h.best[i-1]
		}
		h.best = append(h.best, best)
	}
	h.most = slices.Clone(h.known)
	slices.SortStableFunc(h.most, func(a, b knower) int { return cmp.Compare(b.Last, a.Last) })
}

// farthest is who knows most, other than one server; ok is false if nobody else
// knows anything.
func (h *highWater) farthest(except int) (k knower, ok bool) { return h.among(len(h.known), except) }

// farthestBy is who knew most when d was taken, by tock, other than one server.
func (h *highWater) farthestBy(d *dump.Dump, except int) (k knower, ok bool) {
	return h.among(sort.Search(len(h.known), func(i int) bool { return cluster.Older(d, h.known[i].dump) }), except)
}

func (h *highWater) among(first, except int) (k knower, ok bool) {
	if first == 0 {
		return knower{}, false
	}
	if k = h.known[h.best[first-1]]; k.server != except {
		return k, true
	}
	k = knower{}
	for _, other := range h.known[:first] {
		if other.server != except && other.Last > k.Last {
			k, ok = other, true
		}
	}
	return k, ok
}

// beyond are the servers, other than one, that know more than last, in order.
func (h *highWater) beyond(last ticks.Tick, except int) []int {
	var out []int
	for _, k := range h.known {
		if k.server != except && k.Last > last {
			out = append(out, k.server)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// proof shows that the dump knows ticks of an origin, by the section that was
// taken for it. Of the ticks it names those that stand there, or else the last.
func (k knower) proof(v *cluster.View, origin string, set ticks.Set) cluster.Proof {
	name := v.Dumped[k.server].Name
	if k.In == cluster.InNodes {
		return cluster.NodesProof(k.dump, name, origin, cluster.ProofHeard, set)
	}
	shown := k.dump.Answer(k.In, origin).Set.Intersect(set)
	if shown.Empty() {
		shown = ticks.Between(k.Last, k.Last+1)
	}
	return cluster.ProofIn(k.dump, k.In, name, origin, k.In.String(), shown)
}
