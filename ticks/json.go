package ticks

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
)

// IsZero is [Set.Empty], for members that JSON leaves out.
func (s Set) IsZero() bool { return s.Empty() }

// MarshalJSON writes [begin, end) pairs.
func (s Set) MarshalJSON() ([]byte, error) {
	b := []byte{'['}
	for i, r := range s.ranges {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendUint(append(b, '['), uint64(r.Begin), 10)
		b = strconv.AppendUint(append(b, ','), uint64(r.End), 10)
		b = append(b, ']')
	}
	return append(b, ']'), nil
}

// UnmarshalJSON reads pairs as MarshalJSON writes them. It refuses any other form of
// the same set.
func (s *Set) UnmarshalJSON(text []byte) error {
	var pairs [][]uint64
	if json.Unmarshal(text, &pairs) != nil {
		return errors.New("ticks: not a list of pairs of numbers")
	}
	ranges := make([]Range, len(pairs))
	for i, p := range pairs {
		if len(p) != 2 {
			return fmt.Errorf("ticks: a range has two ends, not %d", len(p))
		}
		ranges[i] = Range{Tick(p[0]), Tick(p[1])}
	}
	if !Canonical(ranges) {
		return errors.New("ticks: ranges empty, out of order, or touching each other")
	}
	s.ranges = ranges
	return nil
}
