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
	marked := p.meetings()
	for _, s := range v.With(Gone) {
		r := Return{Server: s.Name}
		if d := s.Latest(); d != nil {
			r.Dumped = true
			r.hold(d, marked)
		}
		out = append(out, r)
	}
	return out
}

// hold adds what a dump shows present, and what is marked of it. Meetings are in the
// order of their origins.
func (r *Return) hold(d *dump.Dump, marked []Meeting) {
	origins := names(d)
	slices.Sort(origins)
	for _, origin := range slices.Compact(origins) {
		set := d.Told(dump.Present, origin).Set
		if set.Empty() {
			continue
		}
		r.LastHeld = append(r.LastHeld, Holding{origin, set, proofIn(d, dump.Present, r.Server, origin, InPresent.String(), set)})
		i, _ := slices.BinarySearchFunc(marked, origin, func(m Meeting, origin string) int { return strings.Compare(m.Origin, origin) })
		for ; i < len(marked) && marked[i].Origin == origin; i++ {
			m := marked[i]
			m.LastHeld = set.Intersect(m.Ticks)
			if !m.LastHeld.Empty() {
				r.Meets = append(r.Meets, m)
			}
		}
	}
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
