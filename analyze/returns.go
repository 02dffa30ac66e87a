package analyze

import (
	"cmp"
	"slices"
	"strings"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// returns tells, for each gone server, what its return would meet.
func returns(v *View, p *Plan) []Return {
	var out []Return
	for _, s := range v.With(Gone) {
		r := Return{Server: s.Name, Meets: p.meetings()}
		if d := s.Latest(); d != nil {
			r.Dumped = true
			for i := range r.Meets {
				m := &r.Meets[i]
				m.LastHeld = d.Told(dump.Present, m.Origin).Set.Intersect(m.Ticks)
			}
			for _, o := range v.Servers {
				if set := d.Told(dump.Present, o.Name).Set; !set.Empty() {
					r.LastHeld = append(r.LastHeld, Holding{o.Name, set, proofIn(d, dump.Present, s.Name, o.Name, InPresent.String(), set)})
				}
			}
		}
		out = append(out, r)
	}
	return out
}

// meetings are the marks of the plan by origin, kind and reason, whatever the
// server.
func (p *Plan) meetings() []Meeting {
	type mark struct {
		origin string
		kind   MarkKind
		reason Reason
	}
	marked := map[mark]ticks.Set{}
	for _, s := range p.Steps {
		key := mark{s.Origin, s.Kind, s.Reason}
		marked[key] = marked[key].Union(s.Ticks)
	}
	var out []Meeting
	for key, set := range marked {
		out = append(out, Meeting{Origin: key.origin, Kind: key.kind, Reason: key.reason, Ticks: set})
	}
	slices.SortFunc(out, func(a, b Meeting) int {
		return cmp.Or(strings.Compare(a.Origin, b.Origin), compareSets(a.Ticks, b.Ticks),
			strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(string(a.Reason), string(b.Reason)))
	})
	return out
}
