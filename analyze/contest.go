package analyze

import "tickdiff/ticks"

// contests finds, in one pass, the ticks that any server has present and any
// calls gone, and those that some server has seen, which is present or superseded,
// and another has not.
func (c *Case) contests(o *Origin) (contested, parted ticks.Set) {
	accounts := c.distinct(o)
	if len(accounts) < 2 {
		return ticks.Set{}, ticks.Set{}
	}
	tracks := make([][]ticks.Set, len(accounts))
	for i, a := range accounts {
		tracks[i] = a.track()[:3] // as the lowest bits of a State
	}
	var inContest, inParts []ticks.Range
	for r, masks := range ticks.Sweep(tracks) {
		said, seen := State(0), 0
		for _, m := range masks {
			said |= State(m)
			if State(m)&(InPresent|InSuperseded) != 0 {
				seen++
			}
		}
		if said.Is(InPresent) && said&(InSuperseded|InDeleted) != 0 {
			inContest = append(inContest, r)
		}
		if 0 < seen && seen < len(masks) {
			inParts = append(inParts, r)
		}
	}
	return ticks.Of(inContest...), ticks.Of(inParts...)
}

// notSeen tells of each server i and j whether i has seen a tick, of any origin,
// that j has not seen; parted are the ticks of each origin where that can be.
func (c *Case) notSeen(parted []ticks.Set) []servers {
	unseen := make([]servers, len(c.View.Dumped))
	for i := range unseen {
		unseen[i] = newServers(len(c.View.Dumped))
	}
	not := newServers(len(c.View.Dumped))
	for i, o := range c.origins {
		for p := range c.patterns(o, parted[i], seenOrNot) {
			clear(not)
			for _, j := range p.of('n') {
				not.add(j)
			}
			for _, i := range p.of('s') {
				unseen[i].addAll(not)
			}
		}
	}
	return unseen
}

func seenOrNot(s State) byte {
	if s&(InPresent|InSuperseded) != 0 {
		return 's'
	}
	return 'n'
}

// servers is a set of servers by index, so small that pairs of a thousand are
// soon compared.
type servers []uint64

func newServers(of int) servers { return make(servers, (of+63)/64) }

func (s servers) add(i int) { s[i/64] |= 1 << (i % 64) }

func (s servers) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }

func (s servers) addAll(o servers) {
	for i := range s {
		s[i] |= o[i]
	}
}
