package cluster

import (
	"iter"
	"maps"
	"slices"

	"tickdiff/ticks"
)

// OriginView is the merged view of one origin.
type OriginView struct {
	Origin string
	// Segments are in order. Each is overwritten by the next.
	Segments iter.Seq[*MergedSegment]

	view *View
	of   *Origin
}

// LatestTick is the highest tick that some seen servers have heard of.
type LatestTick struct {
	Tick    ticks.Tick
	Servers Counted
}

// Counted is servers that have something in common. More than [MaxNames] are counted
// only, and have no names.
type Counted struct {
	Count int
	Names []string
}

// add adds a server.
func (c *Counted) add(name string) {
	if c.Count++; c.Count <= MaxNames {
		c.Names = append(c.Names, name)
	} else {
		c.Names = c.Names[:0]
	}
}

// MergedSegment is a maximal range on which no seen server's word changes.
type MergedSegment struct {
	ticks.Range
	servers []string    // the seen ones
	states  []stateRank // theirs
	counted []Counted   // by state
}

// ServerState is a server and the word for its state.
type ServerState struct {
	Server, State string
}

// States are those of all seen servers, in their order.
func (s *MergedSegment) States() iter.Seq[ServerState] {
	return func(yield func(ServerState) bool) {
		for i, state := range s.states {
			if !yield(ServerState{s.servers[i], state.word()}) {
				return
			}
		}
	}
}

// ByState yields the word for each state that any server is in, the gravest first, and
// the servers.
func (s *MergedSegment) ByState() iter.Seq2[string, Counted] {
	return func(yield func(string, Counted) bool) {
		for state, servers := range s.counted {
			if servers.Count > 0 && !yield(stateRank(state).word(), servers) {
				return
			}
		}
	}
}

// Scope is how much of a view is shown.
type Scope int

const (
	Disputed Scope = iota // where the seen servers do not all agree, or miss something
	Whole                 // all that any dump tells of
)

// Merged yields the merged view of every origin of which anything is told, in
// order. Without [Whole], segments are left out on which all seen servers agree and that
// none of them misses.
func (v *View) Merged(scope Scope) iter.Seq[OriginView] {
	return func(yield func(OriginView) bool) {
		seen := v.seen()
		names := v.NamesOf(seen)
		for o := range v.Origins(v.Names()) {
			segments := func(yield func(*MergedSegment) bool) { mergeSegments(o, seen, names, scope, yield) }
			if !yield(OriginView{o.Name, segments, v, o}) {
				return
			}
		}
	}
}

// Latest are the highest ticks that the seen servers have heard of, in order. Servers that
// do not tell are left out.
func (o *OriginView) Latest() []LatestTick {
	at := map[ticks.Tick]*LatestTick{}
	for i, s := range o.view.Dumped {
		a := o.of.Replica(i)
		if a.HeardFrom == nil {
			continue
		}
		if at[a.Heard] == nil {
			at[a.Heard] = &LatestTick{Tick: a.Heard}
		}
		at[a.Heard].Servers.add(s.Name)
	}
	var out []LatestTick
	for _, tick := range slices.Sorted(maps.Keys(at)) {
		out = append(out, *at[tick])
	}
	return out
}

// mergeSegments yields the merged segments of an origin that are in the scope.
func mergeSegments(o *Origin, seen []int, names []string, scope Scope, yield func(*MergedSegment) bool) {
	now, last := make([]stateRank, len(seen)), &MergedSegment{servers: names, states: make([]stateRank, len(seen)), counted: make([]Counted, len(StateWords)+1)}
	for seg := range o.Segments() {
		for i, server := range seen {
			now[i] = rankOf[seg.States[server]]
		}
		if scope == Disputed && agree(now) && !missed(&seg, seen) {
			continue
		}
		if last.End == seg.Begin && slices.Equal(last.states, now) {
			last.End = seg.End
			continue
		}
		if last.End > 0 && !yield(last.count()) {
			return
		}
		last.Range = seg.Range
		last.states, now = now, last.states
	}
	if last.End > 0 {
		yield(last.count())
	}
}

// count finds which servers are in each state.
func (s *MergedSegment) count() *MergedSegment {
	for state := range s.counted {
		s.counted[state] = Counted{Names: s.counted[state].Names[:0]}
	}
	for i, state := range s.states {
		s.counted[state].add(s.servers[i])
	}
	return s
}

// missed reports whether any of some servers misses a segment.
func missed(seg *Segment, servers []int) bool {
	return slices.ContainsFunc(servers, func(i int) bool { return seg.States[i].Is(InMissing) })
}

func agree(states []stateRank) bool {
	for _, g := range states {
		if g != states[0] {
			return false
		}
	}
	return true
}
