package analyze

import (
	"cmp"
	"slices"
	"sort"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// knower is a dump that knows an origin's ticks up to last.
type knower struct {
	server int
	dump   *dump.Dump
	extent
}

// extent is how far a dump knows an origin, and the section that shows it.
type extent struct {
	last ticks.Tick
	in   dump.Kind // inNodes, or the set that holds the last tick
}

// inNodes is the section of nodes, which is no set.
const inNodes dump.Kind = 0

// raise takes a section's word if it goes further.
func (r *extent) raise(last ticks.Tick, in dump.Kind) {
	if last > r.last {
		r.last, r.in = last, in
	}
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
func (c *Case) highWater(o *Origin) *highWater {
	h := &highWater{}
	for server, naming := range byServer(c.View.naming(o.Name)) {
		s := c.View.Dumped[server]
		for i := range naming {
			m := &naming[i]
			if r := extentOf(&m.Mention); r.last > 0 && s.Conflict == nil && !s.forgot(m, naming) {
				h.known = append(h.known, knower{server, m.Dump, r})
				h.top = max(h.top, r.last)
			}
		}
	}
	return h
}

func (h *highWater) sort() {
	slices.SortStableFunc(h.known, func(a, b knower) int {
		if a.dump.HasTock != b.dump.HasTock {
			return -compareTock(a.dump, b.dump)
		}
		return cmp.Compare(a.dump.Tock, b.dump.Tock)
	})
	for i, k := range h.known {
		best := i
		if i > 0 && h.known[h.best[i-1]].last >= k.last {
			best = h.best[i-1]
		}
		h.best = append(h.best, best)
	}
	h.most = slices.Clone(h.known)
	slices.SortStableFunc(h.most, func(a, b knower) int { return cmp.Compare(b.last, a.last) })
}

// extentOf is the highest tick of an origin that a dump gives away: by its nodes, by
// data above them (servers have been seen holding that), or by missing it. A
// superseded tick by itself proves nothing: a mark can name any. It counts where nodes
// are not said, and the three sets tell without a gap how far the server has heard.
func extentOf(m *dump.Mention) extent {
	var r extent
	heard, told := m.Heard()
	if m.Dump.Nodes.Said {
		r.raise(heard, inNodes)
	}
	for _, k := range []dump.Kind{dump.Present, dump.Missing, dump.Superseded} {
		if set, _ := m.Set(k); k != dump.Superseded || told && !m.Dump.Nodes.Said {
			r.raise(lastIn(set), k)
		}
	}
	return r
}

func lastIn(set ticks.Set) ticks.Tick {
	bounds, some := set.Bounds()
	if !some {
		return 0
	}
	return bounds.End - 1
}

// forgot reports whether the server no longer lists an origin that an older dump
// lists. A name that was removed from the cluster leaves nobody behind; if the
// server lost its data instead, that is for went-back to say.
func (s *Server) forgot(m *mention, naming []mention) bool {
	if s.Status != Seen || s.nodes < 0 || int(m.nth) == s.nodes {
		return false
	}
	now := s.mentionIn(s.nodes, naming)
	_, was := m.Node()
	_, is := now.Node()
	return was && !is
}

// farthest is who knows most, other than one server; ok is false if nobody else
// knows anything.
func (h *highWater) farthest(except int) (k knower, ok bool) { return h.among(len(h.known), except) }

// farthestBy is who knew most when d was taken, by tock, other than one server.
func (h *highWater) farthestBy(d *dump.Dump, except int) (k knower, ok bool) {
	return h.among(sort.Search(len(h.known), func(i int) bool { return older(d, h.known[i].dump) }), except)
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
		if other.server != except && other.last > k.last {
			k, ok = other, true
		}
	}
	return k, ok
}

// beyond are the servers, other than one, that know more than last, in order.
func (h *highWater) beyond(last ticks.Tick, except int) []int {
	var out []int
	for _, k := range h.known {
		if k.server != except && k.last > last {
			out = append(out, k.server)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// proof shows that the dump knows ticks of an origin, by the section that was
// taken for it. Of the ticks it names those that stand there, or else the last.
func (k knower) proof(v *View, origin string, set ticks.Set) Proof {
	name := v.Dumped[k.server].Name
	if k.in == inNodes {
		return nodesProof(k.dump, name, origin, proofHeard, set)
	}
	shown := k.dump.Answer(k.in, origin).Set.Intersect(set)
	if shown.Empty() {
		shown = above(k.last-1, k.last)
	}
	return proofIn(k.dump, k.in, name, origin, k.in.String(), shown)
}

// Words of a [Proof] for what the nodes of a dump say, beside those of
// [State.String].
const (
	proofHeard   = "heard"   // its nodes reach that far
	proofUnheard = "unheard" // they do not
	proofNamed   = "named"   // the server is named there
	proofDumped  = "dumped"  // the dump as a whole
	// ProofLogged is the word for what the log of an unnamed server says.
	ProofLogged = "logged"
)

// nodesProof is where the nodes of a dump speak of an origin.
func nodesProof(d *dump.Dump, server, origin, state string, set ticks.Set) Proof {
	p := dumpProof(d, server, state, set)
	if e, ok := d.Nodes.Of(origin); ok {
		p.Line = e.Place.Line
	} else if d.Nodes.Said {
		p.Line = d.Nodes.Place.Line
	}
	return p
}
