package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/ticks"
)

// disputedAndUneven finds, in one pass, the ticks that any server has present and any
// calls gone or deleted, and those that some server has seen, which is present or
// superseded, now or before, and another has not.
func (c *Case) disputedAndUneven(m *comparison, o *cluster.Origin) (disputed, uneven ticks.Set) {
	replicas := c.distinct(o)
	if len(replicas) < 2 {
		return ticks.Set{}, ticks.Set{}
	}
	tracks := make([][]ticks.Set, len(replicas))
	for i, a := range replicas {
		tracks[i] = a.Track()[:3] // as the lowest bits of a State
	}
	var inDispute, unevenly []ticks.Range
	for r, masks := range ticks.Sweep(append(tracks, m.tracksBefore(c.View, o)...)) {
		said, all, now, before := contestOf(masks, len(replicas))
		if said.Is(cluster.InPresent) && said&(cluster.InSuperseded|cluster.InDeleted) != 0 {
			inDispute = append(inDispute, r)
		}
		if !all && (now || before) {
			unevenly = append(unevenly, r)
		}
	}
	return ticks.Of(inDispute...), ticks.Of(unevenly...)
}

// contestOf tells what the first of some states say together, whether all or any of
// them have seen the tick, and whether any of the rest has.
func contestOf(masks []ticks.Mask, count int) (said cluster.State, all, now, before bool) {
	all = true
	for i, m := range masks {
		seen := cluster.State(m)&(cluster.InPresent|cluster.InSuperseded) != 0
		switch {
		case i >= count:
			before = before || seen
		default:
			said |= cluster.State(m)
			all, now = all && seen, now || seen
		}
	}
	return said, all, now, before
}

// tracksBefore are the tracks of the dumps before, each once.
func (m *comparison) tracksBefore(v *cluster.View, o *cluster.Origin) [][]ticks.Set {
	if !m.again {
		return nil
	}
	var out [][]ticks.Set
	taken := make([]bool, len(o.Accounts))
	for _, r := range m.records(v, o) {
		if r < 0 {
			continue
		}
		if t := o.PastTrack(r); !taken[t] {
			taken[t] = true
			out = append(out, o.Accounts[t].Track())
		}
	}
	return out
}
