package analyze

import "tickdiff/ticks"

// contests finds, in one pass, the ticks that any server has present and any
// calls gone or deleted, and those that some server has seen, which is present or
// superseded, now or before, and another has not.
func (c *Case) contests(m *comparison, o *Origin) (contested, parted ticks.Set) {
	accounts := c.distinct(o)
	if len(accounts) < 2 {
		return ticks.Set{}, ticks.Set{}
	}
	tracks := make([][]ticks.Set, len(accounts))
	for i, a := range accounts {
		tracks[i] = a.track()[:3] // as the lowest bits of a State
	}
	var inContest, inParts []ticks.Range
	for r, masks := range ticks.Sweep(append(tracks, m.tracksBefore(c.View, o)...)) {
		said, all, now, before := contestOf(masks, len(accounts))
		if said.Is(InPresent) && said&(InSuperseded|InDeleted) != 0 {
			inContest = append(inContest, r)
		}
		if !all && (now || before) {
			inParts = append(inParts, r)
		}
	}
	return ticks.Of(inContest...), ticks.Of(inParts...)
}

// contestOf tells what the first of some states say together, whether all or any of
// them have seen the tick, and whether any of the rest has.
func contestOf(masks []ticks.Mask, count int) (said State, all, now, before bool) {
	all = true
	for i, m := range masks {
		seen := State(m)&(InPresent|InSuperseded) != 0
		switch {
		case i >= count:
			before = before || seen
		default:
			said |= State(m)
			all, now = all && seen, now || seen
		}
	}
	return said, all, now, before
}

// tracksBefore are the tracks of the dumps before, each once.
func (m *comparison) tracksBefore(v *View, o *Origin) [][]ticks.Set {
	if !m.again {
		return nil
	}
	var out [][]ticks.Set
	taken := make([]bool, len(o.tracks))
	for _, r := range m.records(v, o) {
		if r < 0 {
			continue
		}
		if t := o.trackOf[len(o.told)+r]; !taken[t] {
			taken[t] = true
			out = append(out, o.tracks[t])
		}
	}
	return out
}
