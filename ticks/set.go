package ticks

import (
	"cmp"
	"iter"
	"math/bits"
	"slices"
	"sort"
	"strings"
)

// Set is an immutable set of ticks: ranges in order, none empty, none
// overlapping or touching another. The zero value is the empty set.
type Set struct {
	ranges []Range
}

// Of returns the set of all ticks in the given ranges, which may come in any
// order, overlap, touch, or be empty.
func Of(ranges ...Range) Set {
	if Canonical(ranges) {
		return Set{slices.Clone(ranges)}
	}
	sorted := slices.Clone(ranges)
	slices.SortFunc(sorted, func(a, b Range) int {
		switch {
		case a.Begin < b.Begin:
			return -1
		case a.Begin > b.Begin:
			return 1
		}
		return 0
	})
	var b builder
	for _, r := range sorted {
		b.add(r)
	}
	return b.set()
}

// Adopt returns the set of ranges, which must be canonical (see [Canonical])
// and must not be changed afterwards. It saves readers of large dumps a copy;
// anything not canonical is normalised as by [Of].
func Adopt(ranges []Range) Set {
	if !Canonical(ranges) {
		return Of(ranges...)
	}
	return Set{ranges}
}

// Between returns the set of ticks from begin up to but not including end.
func Between(begin, end Tick) Set { return Of(Range{begin, end}) }

// UpTo returns [1, last+1): every tick an origin has handed out when its latest
// tick is last.
func UpTo(last Tick) Set { return Of(Range{1, last + 1}) }

// Empty reports whether s holds no tick.
func (s Set) Empty() bool { return len(s.ranges) == 0 }

// NumRanges is the number of ranges in s, which is what work on s costs.
func (s Set) NumRanges() int { return len(s.ranges) }

// All yields the ranges of s in order.
func (s Set) All() iter.Seq[Range] { return slices.Values(s.ranges) }

// Ranges returns a copy of the ranges of s in order.
func (s Set) Ranges() []Range { return slices.Clone(s.ranges) }

// Bounds returns the smallest range around all of s; ok is false for the empty set.
func (s Set) Bounds() (r Range, ok bool) {
	if s.Empty() {
		return Range{}, false
	}
	return Range{s.ranges[0].Begin, s.ranges[len(s.ranges)-1].End}, true
}

// Count is the number of ticks in s. One set holds at most 2^63-1 ticks, so it
// always fits; sums over several sets need [AddCounts].
func (s Set) Count() uint64 {
	var n uint64
	for _, r := range s.ranges {
		n += r.Len()
	}
	return n
}

// AddCounts adds two counts and stays at the highest uint64 where the sum would
// pass it: counts of many sets can exceed 64 bits, and a count that is too small
// would hide a loss.
func AddCounts(a, b uint64) uint64 {
	sum, carry := bits.Add64(a, b, 0)
	if carry != 0 {
		return ^uint64(0)
	}
	return sum
}

// Contains reports whether t is in s. It costs the logarithm of the ranges.
func (s Set) Contains(t Tick) bool {
	i := sort.Search(len(s.ranges), func(i int) bool { return s.ranges[i].End > t })
	return i < len(s.ranges) && s.ranges[i].Begin <= t
}

// Equal reports whether s and o hold the same ticks.
func (s Set) Equal(o Set) bool {
	if len(s.ranges) == len(o.ranges) && len(s.ranges) > 0 && &s.ranges[0] == &o.ranges[0] {
		return true
	}
	return slices.Equal(s.ranges, o.ranges)
}

// Compare orders sets by their first difference in ranges.
func (s Set) Compare(o Set) int {
	return slices.CompareFunc(s.ranges, o.ranges, func(a, b Range) int {
		return cmp.Or(cmp.Compare(a.Begin, b.Begin), cmp.Compare(a.End, b.End))
	})
}

// String writes s for people: "1, 3-9", and "-" for the empty set.
func (s Set) String() string {
	if s.Empty() {
		return "-"
	}
	parts := make([]string, len(s.ranges))
	for i, r := range s.ranges {
		parts[i] = r.String()
	}
	return strings.Join(parts, ", ")
}

// Canonical reports whether ranges are as a server writes them: in order, none
// empty, none overlapping or touching the next.
func Canonical(ranges []Range) bool {
	for i, r := range ranges {
		if r.Empty() || i > 0 && r.Begin <= ranges[i-1].End {
			return false
		}
	}
	return true
}

// builder collects ranges that come in order of their begins.
type builder struct {
	ranges []Range
}

func (b *builder) add(r Range) {
	if r.Empty() {
		return
	}
	if n := len(b.ranges); n > 0 && r.Begin <= b.ranges[n-1].End {
		b.ranges[n-1].End = max(b.ranges[n-1].End, r.End)
		return
	}
	b.ranges = append(b.ranges, r)
}

func (b *builder) set() Set { return Set{b.ranges} }
