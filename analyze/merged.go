package analyze

import (
	"iter"
	"slices"

	"tickdiff/ticks"
)

// OriginView is the merged view of one origin.
type OriginView struct {
	Origin string
	// Latest is the highest tick each seen server has heard of, in the order of
	// the servers; servers that do not tell are left out.
	Latest   []ServerTick
	Segments []MergedSegment
}

// ServerTick is a server and a tick.
type ServerTick struct {
	Server string
	Tick   ticks.Tick
}

// MergedSegment is a maximal range on which no seen server's word changes.
type MergedSegment struct {
	ticks.Range
	States []ServerState // of the seen servers, in their order
}

// ServerState is a server and the word for its state.
type ServerState struct {
	Server, State string
}

// Merged yields the merged view of every origin of which anything is told, in
// order. Segments are those on which the seen servers do not all agree, or with
// all every one.
func (v *View) Merged(all bool) iter.Seq[OriginView] {
	return func(yield func(OriginView) bool) {
		for o := range v.Origins(v.Names()) {
			if !yield(v.merged(o, all)) {
				return
			}
		}
	}
}

func (v *View) merged(o *Origin, all bool) OriginView {
	out := OriginView{Origin: o.Name}
	for i, s := range v.Dumped {
		if o.Replica(i).HeardFrom != nil {
			out.Latest = append(out.Latest, ServerTick{s.Name, o.Replica(i).Heard})
		}
	}
	seen := v.seen()
	last, now := make([]stateRank, len(seen)), make([]stateRank, len(seen))
	for seg := range o.Segments() {
		for i, server := range seen {
			now[i] = rankOf[seg.States[server]]
		}
		if !all && agree(now) {
			continue
		}
		if n := len(out.Segments); n > 0 && out.Segments[n-1].End == seg.Begin && slices.Equal(last, now) {
			out.Segments[n-1].End = seg.End
			continue
		}
		last, now = now, last
		out.Segments = append(out.Segments, MergedSegment{seg.Range, v.serverStates(seen, last)})
	}
	return out
}

func agree(states []stateRank) bool {
	for _, g := range states {
		if g != states[0] {
			return false
		}
	}
	return true
}

// serverStates pairs the seen servers with their words.
func (v *View) serverStates(seen []int, states []stateRank) []ServerState {
	out := make([]ServerState, len(seen))
	for i, server := range seen {
		out[i] = ServerState{v.Dumped[server].Name, states[i].word()}
	}
	return out
}
