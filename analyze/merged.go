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
		for _, s := range v.Servers {
			if !yield(v.merged(v.Origin(s.Name), all)) {
				return
			}
		}
	}
}

func (v *View) merged(o *Origin, all bool) OriginView {
	out := OriginView{Origin: o.Name}
	for i, s := range v.Dumped {
		if o.Accounts[i].HeardFrom != nil {
			out.Latest = append(out.Latest, ServerTick{s.Name, o.Accounts[i].Heard})
		}
	}
	var words []string
	for seg := range o.Segments() {
		var now []string
		for i, s := range v.Dumped {
			if s.Status == Seen {
				now = append(now, seg.States[i].String())
			}
		}
		if !all && agree(now) {
			continue
		}
		if n := len(out.Segments); n > 0 && out.Segments[n-1].End == seg.Begin && slices.Equal(words, now) {
			out.Segments[n-1].End = seg.End
			continue
		}
		words = now
		out.Segments = append(out.Segments, MergedSegment{seg.Range, v.serverStates(now)})
	}
	return out
}

func agree(words []string) bool {
	for _, w := range words {
		if w != words[0] {
			return false
		}
	}
	return true
}

// serverStates pairs the seen servers with their words.
func (v *View) serverStates(words []string) []ServerState {
	seen := v.With(Seen)
	out := make([]ServerState, len(seen))
	for i, s := range seen {
		out[i] = ServerState{s.Name, words[i]}
	}
	return out
}
