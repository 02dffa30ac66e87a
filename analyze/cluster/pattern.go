package cluster

import "tickdiff/ticks"

// Pattern is what servers say of some ticks: one byte a server, 0 for those that
// the caller passes over or that say nothing to the point.
type Pattern string

// Of lists the servers with that byte.
func (p Pattern) Of(class byte) []int {
	var out []int
	for i := range len(p) {
		if p[i] == class {
			out = append(out, i)
		}
	}
	return out
}

// SortOut sorts ticks by the key that fill writes for each segment.
func SortOut(o *Origin, within ticks.Set, key []byte, fill func(Segment)) map[Pattern]ticks.Set {
	found := map[Pattern]*[]ticks.Range{}
	for seg := range o.SegmentsIn(within) {
		fill(seg)
		ranges := found[Pattern(key)]
		if ranges == nil {
			ranges = new([]ticks.Range)
			found[Pattern(key)] = ranges
		}
		*ranges = append(*ranges, seg.Range)
	}
	out := make(map[Pattern]ticks.Set, len(found))
	for p, ranges := range found {
		out[p] = ticks.Of(*ranges...)
	}
	return out
}
