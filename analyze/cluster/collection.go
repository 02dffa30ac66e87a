package cluster

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// A collection asks every server in one round, and when all have answered or given up,
// in another. A server that shows its data in both has kept it in between. So where
// all have, and nobody has a tick in the last round, nobody had it between the rounds.

// collection is a collection that shows the seen servers together.
type collection struct {
	id     string
	before []*dump.Dump // of each dumped server, from the round before the last; nil unless it is seen
}

// findCollection looks for a collection that took the newest dump of every seen server
// in its last round, and another of each in the round before.
func (v *View) findCollection() {
	v.collection = nil
	seen := v.With(Seen)
	if len(seen) == 0 || seen[0].Latest().Collected == nil {
		return
	}
	last := *seen[0].Latest().Collected
	if v.contradicted(last.ID) {
		return
	}
	for d := range v.AllDumps() {
		if d.Spoiled {
			return // its collection is not known
		}
	}
	found := &collection{last.ID, make([]*dump.Dump, len(v.Dumped))}
	for i, s := range v.Dumped {
		if s.Status != Seen {
			continue // it did not answer, see askedWith
		}
		if was, _ := s.Reversed(); was != nil {
			return // another collection may be the later one
		}
		c := s.Latest().Collected
		if c == nil || c.ID != last.ID || c.Round != last.Round {
			return
		}
		if found.before[i] = s.inRoundBefore(c); found.before[i] == nil {
			return
		}
	}
	v.collection = found
}

// inRoundBefore is the server's dump of the round before its newest one, if that is
// one of the same life and shows nothing that the newest has lost.
func (s *Server) inRoundBefore(c *dump.Collected) *dump.Dump {
	latest := s.Latest()
	i := slices.IndexFunc(s.Life(), func(d *dump.Dump) bool {
		return d.Collected != nil && d.Collected.ID == c.ID && d.Collected.Round == c.Round-1
	})
	if i < 0 {
		return nil
	}
	before := s.Life()[i]
	for range Falls(before, latest) {
		return nil
	}
	if !before.Nodes.Said || forgets(before, latest) {
		return nil
	}
	return before
}

// Reversed finds two dumps of the server that stand in another order than the times of
// their collections: a server that lost its data counts its tock from the start, so that the dumps of
// its last life may stand first. Times of two collections may be of two clocks, so they
// do not put it right. It is nil where there are none.
func (s *Server) Reversed() (was, is *dump.Dump) {
	for _, d := range s.Dumps {
		switch c := d.Collected; {
		case c == nil:
		case was != nil && collectedEarlier(d, was):
			return was, d
		case was == nil || c.Asked.After(was.Collected.Asked):
			was = d
		}
	}
	return nil, nil
}

// answered reports whether the server answered a collection.
func (s *Server) answered(id string) bool {
	return slices.ContainsFunc(s.Dumps, func(d *dump.Dump) bool { return d.Collected != nil && d.Collected.ID == id })
}

// collectedLater reports whether a dump is of a later collection than another: some server
// answered both, and the tocks of its dumps tell which came first.
func (v *View) collectedLater(was, is *dump.Dump) bool {
	if was.Collected == nil || is.Collected == nil {
		return false
	}
	return slices.ContainsFunc(v.Dumped, func(s *Server) bool {
		of := func(id string) func(*dump.Dump) bool {
			return func(d *dump.Dump) bool { return d.Collected != nil && d.Collected.ID == id }
		}
		first := slices.IndexFunc(s.Dumps, of(is.Collected.ID))
		return first > 0 && slices.ContainsFunc(s.Dumps[:first], of(was.Collected.ID)) && !slices.ContainsFunc(s.Dumps[first:], of(was.Collected.ID))
	})
}

// collectedEarlier reports whether a dump had been answered when another was asked for,
// by the times of two collections.
func collectedEarlier(d, other *dump.Dump) bool {
	a, b := d.Collected, other.Collected
	return a != nil && b != nil && a.ID != b.ID && a.Answered.Before(b.Asked)
}

// AskedLater reports whether the server's newest dump is of another collection than c,
// or of a later round.
func (s *Server) AskedLater(c dump.Collected) bool {
	latest := s.Latest()
	return latest != nil && latest.Collected != nil && (latest.Collected.ID != c.ID || latest.Collected.Round > c.Round)
}

// AskedAfter reports whether a dump was asked for after another of its collection had been
// answered.
func AskedAfter(d, other *dump.Dump) bool { return d.Collected.Asked.After(other.Collected.Answered) }

// Collected reports whether a collection shows that all dumps are of one time.
func (v *View) Collected() bool { return v.collection != nil }

// Collection is the id of that collection, or "".
func (v *View) Collection() string {
	if v.collection == nil {
		return ""
	}
	return v.collection.id
}

// roundBefore is the dump of a server from the round before the last of the collection, or
// nil.
func (v *View) roundBefore(server int) *dump.Dump {
	if v.collection == nil {
		return nil
	}
	return v.collection.before[server]
}

// Moved lists the dumped servers whose word on a segment changed between the last two
// rounds of the collection. It is on its way then, and may be elsewhere by now.
func (v *View) Moved(o *Origin, seg Segment) []int {
	if v.collection == nil {
		return nil
	}
	before := make([]State, len(v.Dumped))
	for i, r := range o.Past {
		if at := v.Index(r.Server.Name); v.roundBefore(at) == r.Dump {
			before[at] |= seg.Past[i]
		}
	}
	var out []int
	for i, now := range seg.States {
		if now&InSets != before[i]&InSets {
			out = append(out, i)
		}
	}
	return out
}

// Contradiction is why the comments of a collection cannot all be true.
type Contradiction struct {
	Kind ContradictionKind
	A, B *dump.Dump // B is nil where one dump shows it
}

// ContradictionKind says what contradicts what.
type ContradictionKind int

const (
	AnsweredByOther ContradictionKind = iota + 1 // another server answered than the one meant
	AnsweredTooSoon                              // a dump was answered before it was asked for
	TwiceInOneRound                              // a server answered twice in one round
	TockStands                                   // the tock did not grow from one round to the next
	RoundsOverlap                                // a round began before the one before had ended
	KnownBefore                                  // a server knew more of another in the round before than that one itself in the next
)

// contradicted reports whether anything contradicts a collection.
func (v *View) contradicted(id string) bool {
	return slices.ContainsFunc(v.Contradictions, func(c Contradiction) bool { return c.A.Collected.ID == id })
}

// findContradictions holds the comments of each collection against each other and
// against the dumps below them.
func (v *View) findContradictions() {
	byID := map[string][]*dump.Dump{}
	for d := range v.AllDumps() {
		if d.Collected != nil {
			byID[d.Collected.ID] = append(byID[d.Collected.ID], d)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(byID)) {
		group := byID[id]
		slices.SortStableFunc(group, func(a, b *dump.Dump) int {
			return cmp.Or(cmp.Compare(a.Collected.Round, b.Collected.Round), strings.Compare(a.Node, b.Node), a.Collected.Asked.Compare(b.Collected.Asked),
				cmp.Compare(a.Tock, b.Tock), ComparePlaces(a.Source, b.Source))
		})
		v.contradictionsIn(group)
	}
}

// contradictionsIn looks at the dumps of one collection, round by round.
func (v *View) contradictionsIn(group []*dump.Dump) {
	w := roundsSoFar{own: map[string]*dump.Dump{}, known: map[string]*dump.Dump{}}
	for from, to := 0, 0; from < len(group); from = to {
		for to = from; to < len(group) && group[to].Collected.Round == group[from].Collected.Round; to++ {
			v.Contradictions = append(v.Contradictions, w.against(group[to])...)
			w.own[group[to].Node] = group[to]
		}
		for _, d := range group[from:to] {
			w.add(d)
		}
	}
}

// roundsSoFar is what the rounds of a collection have shown so far.
type roundsSoFar struct {
	own   map[string]*dump.Dump // of each server, its last
	known map[string]*dump.Dump // of each server, who knew most of it, but for this round
	late  *dump.Dump            // answered last, but for this round
}

// against lists what contradicts a dump.
func (w *roundsSoFar) against(d *dump.Dump) (out []Contradiction) {
	c, was, knower := d.Collected, w.own[d.Node], w.known[d.Node]
	add := func(kind ContradictionKind, a, b *dump.Dump) { out = append(out, Contradiction{kind, a, b}) }
	if c.Server != d.Node {
		add(AnsweredByOther, d, nil)
	}
	if c.Answered.Before(c.Asked) {
		add(AnsweredTooSoon, d, nil)
	}
	switch {
	case was == nil:
	case was.Collected.Round == c.Round:
		add(TwiceInOneRound, was, d)
	case !was.HasTock || d.Tock <= was.Tock: // which is 0 where there is none
		add(TockStands, was, d)
	}
	if w.late != nil && !w.late.Collected.Answered.Before(c.Asked) {
		add(RoundsOverlap, w.late, d)
	}
	if knower != nil && d.Nodes.Said && knows(knower, d.Node) > knows(d, d.Node) {
		add(KnownBefore, knower, d)
	}
	return out
}

// add takes a dump of a round that is over.
func (w *roundsSoFar) add(d *dump.Dump) {
	if w.late == nil || d.Collected.Answered.After(w.late.Collected.Answered) {
		w.late = d
	}
	for _, e := range d.Nodes.Entries {
		if k := w.known[e.Name]; k == nil || knows(k, e.Name) < e.Tick {
			w.known[e.Name] = d
		}
	}
}

// knows is how far a dump's nodes say that it has heard of a server.
func knows(d *dump.Dump, server string) ticks.Tick {
	e, _ := d.Nodes.Of(server)
	return e.Tick
}
