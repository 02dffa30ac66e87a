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

// ServerTick is a server and a tick.
type ServerTick struct {
	Server string
	Tick   ticks.Tick
}

// TickCount is a tick, and how many servers have it as their latest.
type TickCount struct {
	Tick  ticks.Tick `json:"tick"`
	Count int        `json:"count"`
}

// MergedSegment is a maximal range on which no seen server's word changes.
type MergedSegment struct {
	ticks.Range
	servers []string    // the seen ones
	states  []stateRank // theirs
	counts  []int       // of each state
}

// ServerState is a server and the word for its state.
type ServerState struct {
	Server, State string
}

// StateCount is a state, and how many servers are in it.
type StateCount struct {
	State string `json:"state"`
	Count int    `json:"count"`
}

// States are those of all seen servers, in their order.
func (s *MergedSegment) States() iter.Seq[ServerState] {
	return s.statesOf(func(int) bool { return true })
}

// Few are the states that at most [MaxNames] servers share, by server.
func (s *MergedSegment) Few() iter.Seq[ServerState] {
	return s.statesOf(func(count int) bool { return count <= MaxNames })
}

func (s *MergedSegment) statesOf(fits func(count int) bool) iter.Seq[ServerState] {
	return func(yield func(ServerState) bool) {
		for i, state := range s.states {
			if fits(s.counts[state]) && !yield(ServerState{s.servers[i], state.word()}) {
				return
			}
		}
	}
}

// Many are the states that more servers share. They are counted only.
func (s *MergedSegment) Many() []StateCount {
	var out []StateCount
	for state, count := range s.counts {
		if count > MaxNames {
			out = append(out, StateCount{stateRank(state).word(), count})
		}
	}
	return out
}

// Scope is how much of a view is shown.
type Scope int

const (
	Disputed Scope = iota // where the seen servers do not all agree, or miss something
	Whole                 // all that any dump tells of
)

// Merged yields the merged view of every origin of which anything is told, in
// order. Without [Whole], segments on which all seen servers agree are left out.
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

// Latest is the highest tick each seen server has heard of, in the order of the servers.
// Servers that do not tell are left out. Ticks that are the highest of more than
// [MaxNames] servers are counted only, sorted.
func (o *OriginView) Latest() (few []ServerTick, many []TickCount) {
	count := map[ticks.Tick]int{}
	for i, s := range o.view.Dumped {
		if a := o.of.Replica(i); a.HeardFrom != nil {
			count[a.Heard]++
			few = append(few, ServerTick{s.Name, a.Heard})
		}
	}
	for _, t := range slices.Sorted(maps.Keys(count)) {
		if count[t] > MaxNames {
			many = append(many, TickCount{t, count[t]})
		}
	}
	return slices.DeleteFunc(few, func(s ServerTick) bool { return count[s.Tick] > MaxNames }), many
}

// mergeSegments yields the merged segments of an origin: where not all of the seen
// servers agree, or all of them.
func mergeSegments(o *Origin, seen []int, names []string, scope Scope, yield func(*MergedSegment) bool) {
	now, last := make([]stateRank, len(seen)), &MergedSegment{servers: names, states: make([]stateRank, len(seen)), counts: make([]int, len(StateWords)+1)}
	for seg := range o.Segments() {
		for i, server := range seen {
			now[i] = rankOf[seg.States[server]]
		}
		if scope == Disputed && agree(now) {
			continue
		}
		if last.End == seg.Begin && slices.Equal(last.states, now) {
			last.End = seg.End
			continue
		}
		if last.End > 0 && !yield(last.counted()) {
			return
		}
		last.Range = seg.Range
		last.states, now = now, last.states
	}
	if last.End > 0 {
		yield(last.counted())
	}
}

// counted counts how many servers are in each state.
func (s *MergedSegment) counted() *MergedSegment {
	clear(s.counts)
	for _, state := range s.states {
		s.counts[state]++
	}
	return s
}

func agree(states []stateRank) bool {
	for _, g := range states {
		if g != states[0] {
			return false
		}
	}
	return true
}
