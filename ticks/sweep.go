package ticks

import "iter"

// Mask tells which sets of one track hold a segment: bit i stands for set i.
type Mask uint16

// MaxTrack is the highest number of sets in one track: the bits of a [Mask].
const MaxTrack = 16

// Has reports whether set i of the track holds the segment.
func (m Mask) Has(i int) bool { return m&(1<<i) != 0 }

// Sweep walks many sets at once. A track is a few sets that belong together,
// such as what one server has present, superseded and missing; tracks may have
// different lengths, up to [MaxTrack].
//
// It yields, in order, every maximal range on which no set begins or ends and
// which at least one set holds, with one mask a track. The masks are overwritten
// by the next step; keep a copy if they are needed longer.
//
// The cost is that of a heap over all sets: ranges times the logarithm of sets.
func Sweep(tracks [][]Set) iter.Seq2[Range, []Mask] {
	return func(yield func(Range, []Mask) bool) {
		masks := make([]Mask, len(tracks))
		h := newEdges(tracks)
		held := 0 // how many sets hold the ticks from begin on
		var begin Tick
		for len(h) > 0 {
			at := h[0].at
			if held > 0 && !yield(Range{begin, at}, masks) {
				return
			}
			for len(h) > 0 && h[0].at == at {
				e := &h[0]
				masks[e.track] ^= e.bit
				if masks[e.track]&e.bit != 0 {
					held++
				} else {
					held--
				}
				h = h.advance()
			}
			begin = at
		}
	}
}

// edge is the next place where one set begins or ends.
type edge struct {
	at     Tick
	track  int
	bit    Mask
	inside bool    // at is where ranges[0] ends
	ranges []Range // still to come
}

// edges is a binary heap of edges, the lowest first. It is its own heap, not
// container/heap, because the sweep spends its time here and an interface call
// an edge doubles that.
type edges []edge

func newEdges(tracks [][]Set) edges {
	var h edges
	for t, sets := range tracks {
		if len(sets) > MaxTrack {
			panic("ticks: a track holds at most 16 sets")
		}
		for i, s := range sets {
			if !s.Empty() {
				h = append(h, edge{at: s.ranges[0].Begin, track: t, bit: 1 << i, ranges: s.ranges})
			}
		}
	}
	for i := len(h)/2 - 1; i >= 0; i-- {
		h.sink(i)
	}
	return h
}

// advance moves the lowest edge to its set's next one.
func (h edges) advance() edges {
	e := &h[0]
	switch {
	case !e.inside:
		e.inside, e.at = true, e.ranges[0].End
	case len(e.ranges) > 1:
		e.ranges = e.ranges[1:]
		e.inside, e.at = false, e.ranges[0].Begin
	default:
		last := len(h) - 1
		h[0] = h[last]
		h = h[:last]
	}
	h.sink(0)
	return h
}

func (h edges) sink(i int) {
	for {
		child := 2*i + 1
		if child >= len(h) {
			return
		}
		if child+1 < len(h) && h[child+1].at < h[child].at {
			child++
		}
		if h[i].at <= h[child].at {
			return
		}
		h[i], h[child] = h[child], h[i]
		i = child
	}
}
