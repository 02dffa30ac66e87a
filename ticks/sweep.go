package ticks

import (
	"cmp"
	"iter"
	"slices"
)

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
// Sets that begin or end at the same tick are cheapest: what servers of one
// cluster have of an origin does so nearly everywhere.
func Sweep(tracks [][]Set) iter.Seq2[Range, []Mask] {
	return func(yield func(Range, []Mask) bool) {
		s := newSweep(tracks)
		for at := s.next(); at != never; {
			s.cross(at)
			end := s.next()
			if s.held > 0 && !yield(Range{at, end}, s.masks) {
				return
			}
			at = end
		}
	}
}

// never is where a set begins again that has no more ranges.
const never = ^Tick(0)

// sweep is where a sweep stands. Edges are in groups, so that a step looks only
// at the groups that it changes and at the first edge of each other. A heap
// would look at fewer when they fall apart and at far more when they coincide.
type sweep struct {
	edges []edge
	first []Tick // lowest edge of each group
	masks []Mask // of each track
	held  int    // how many sets hold the ticks from here on
}

const groupSize = 32

// edge is the next place where one set begins or ends.
type edge struct {
	at     Tick
	inside bool    // at is where rest[0] ends
	rest   []Range // from the one at hand on
	track  int
	bit    Mask
}

func newSweep(tracks [][]Set) *sweep {
	s := &sweep{masks: make([]Mask, len(tracks))}
	for t, sets := range tracks {
		if len(sets) > MaxTrack {
			panic("ticks: a track holds at most 16 sets")
		}
		for i, set := range sets {
			if !set.Empty() {
				s.edges = append(s.edges, edge{at: set.ranges[0].Begin, rest: set.ranges, track: t, bit: 1 << i})
			}
		}
	}
	for group := range slices.Chunk(s.edges, groupSize) {
		s.first = append(s.first, slices.MinFunc(group, func(a, b edge) int { return cmp.Compare(a.at, b.at) }).at)
	}
	return s
}

// next is the lowest edge of all.
func (s *sweep) next() Tick {
	next := never
	for _, at := range s.first {
		next = min(next, at)
	}
	return next
}

// cross takes every set over its edge at a tick.
func (s *sweep) cross(at Tick) {
	for i, first := range s.first {
		if first == at {
			s.first[i] = s.crossGroup(s.edges[i*groupSize:min(len(s.edges), (i+1)*groupSize)], at)
		}
	}
}

// crossGroup is cross for one group. The lowest edge is found on the way, since
// the sweep spends its time here.
func (s *sweep) crossGroup(group []edge, at Tick) (first Tick) {
	first = never
	for i := range group {
		e := &group[i]
		if e.at == at {
			s.masks[e.track] ^= e.bit
			s.held += e.advance()
		}
		first = min(first, e.at)
	}
	return first
}

// advance moves on to where the set changes next, and returns how many more sets
// hold the ticks between.
func (e *edge) advance() (more int) {
	switch {
	case !e.inside:
		e.inside, e.at = true, e.rest[0].End
		return 1
	case len(e.rest) > 1:
		e.rest = e.rest[1:]
		e.inside, e.at = false, e.rest[0].Begin
	default:
		e.at = never
	}
	return -1
}
