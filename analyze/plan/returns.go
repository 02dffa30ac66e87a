package plan

import (
	"cmp"
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// returns tells, for each gone server, what its newest dump shows present.
func returns(v *cluster.View) []Return {
	var out []Return
	for _, s := range v.With(cluster.Gone) {
		r := Return{Server: s.Name}
		if d := s.Latest(); d != nil {
			r.Dumped = true
			r.LastHeld = held(d)
		}
		out = append(out, r)
	}
	return out
}

// held is what a dump shows present, in the order of the origins.
func held(d *dump.Dump) []Holding {
	var out []Holding
	for _, origin := range cluster.NamesIn(d) {
		if set := d.Answer(dump.Present, origin).Set; !set.Empty() {
			p := cluster.ProofIn(d, dump.Present, "", origin, cluster.InPresent.String(), set)
			out = append(out, Holding{origin, set, p.Tock, p.File, p.Line})
		}
	}
	return out
}

// meet tells which marks the return of each gone server would meet.
func (p *Plan) meet() {
	marked := map[string][]MarkedTicks{} // by origin
	for _, m := range p.markedTicks() {
		marked[m.Origin] = append(marked[m.Origin], m)
	}
	for i := range p.Returns {
		r := &p.Returns[i]
		r.Meets = nil
		for _, h := range r.LastHeld {
			for _, m := range marked[h.Origin] {
				if m.LastHeld = h.Ticks.Intersect(m.Ticks); !m.LastHeld.Empty() {
					r.Meets = append(r.Meets, m)
				}
			}
		}
	}
}

// markedTicks are the marks of the plan by origin, kind and reason, whatever the
// server.
func (p *Plan) markedTicks() []MarkedTicks {
	type mark struct {
		origin string
		kind   MarkKind
		reason Reason
	}
	marked := map[mark][]ticks.Set{}
	for _, s := range p.Of(Marked) {
		key := mark{s.Origin, s.Kind, s.Reason}
		marked[key] = append(marked[key], s.Ticks)
	}
	var out []MarkedTicks
	for key, sets := range marked {
		out = append(out, MarkedTicks{Decision: Decision{Origin: key.origin, Kind: key.kind, Reason: key.reason, Ticks: ticks.Union(sets...)}})
	}
	slices.SortFunc(out, func(a, b MarkedTicks) int {
		return cmp.Or(strings.Compare(a.Origin, b.Origin), a.Ticks.Compare(b.Ticks),
			strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(string(a.Reason), string(b.Reason)))
	})
	return out
}
