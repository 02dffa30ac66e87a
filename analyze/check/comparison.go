package check

import (
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// comparison is what the checks share that hold servers' words of one tick against
// each other. Those checks need the same sections, so they may look at the same servers.
type comparison struct {
	before    []*dump.Dump      // of each dumped server: the dump before its newest, if it tells all that is compared
	again     bool              // some server has one
	disputed  []ticks.Set       // of each origin: ticks that one server has and another calls gone, or deleted
	uneven    []ticks.Set       // of each origin: ticks that some server has seen, and another has not
	once      []cluster.Servers // by column, once it is asked for: the servers that lack something it has seen
	twice     []cluster.Servers // by column: the servers that lack something of two origins at least
	dismissed []cluster.Servers // by server that keeps deleted ticks: who calls any of them gone
	disputes  []*disputes       // of each origin; see [Case.disputesOf]
}

// A column is the index of a server for what it tells now; for what its dump before
// told it is the index plus the number of servers.

// comparison compares once, whichever check asks first.
func (c *Case) comparison() *comparison {
	if c.compared == nil {
		c.compared = c.newComparison()
	}
	return c.compared
}

func (c *Case) newComparison() *comparison {
	count := len(c.View.Dumped)
	m := &comparison{before: make([]*dump.Dump, count), disputed: make([]ticks.Set, len(c.origins)), uneven: make([]ticks.Set, len(c.origins)),
		disputes: make([]*disputes, len(c.origins))}
	for i, s := range c.View.Dumped {
		if c.eligible[i] {
			m.before[i] = comparedBefore(s)
			m.again = m.again || m.before[i] != nil
		}
	}
	for i, o := range c.origins {
		m.disputed[i], m.uneven[i] = c.disputedAndUneven(m, o)
	}
	return m
}

// comparedBefore is the newest dump from before the present one that tells by itself
// all that is compared, or nil.
func comparedBefore(s *cluster.Server) *dump.Dump {
	d := s.LastBefore()
	if d == nil || !d.Superseded.Said || !d.Deleted.Said || !d.Tells(dump.Present) {
		return nil
	}
	return d
}

// findLacking finds for each column who lacks something that it has seen.
func (c *Case) findLacking(m *comparison) {
	count := len(c.View.Dumped)
	m.once, m.twice = cluster.ManyServers(m.columns(), count), cluster.ManyServers(m.columns(), count)
	here := cluster.ManyServers(m.columns(), count)
	for i, o := range c.origins {
		if m.uneven[i].Empty() {
			continue
		}
		c.lackingOf(m, o, m.uneven[i], here)
		for col := range here {
			m.twice[col].AddCommon(m.once[col], here[col])
			m.once[col].AddAll(here[col])
		}
	}
}

// findDismissed finds for each server that keeps deleted ticks who calls any of them
// gone. Without that a deletion which the one knows cannot have passed the other by.
func (c *Case) findDismissed(m *comparison) {
	m.dismissed = cluster.ManyServers(len(m.before), len(m.before))
	for i, o := range c.origins {
		if m.disputed[i].Empty() {
			continue
		}
		said := c.wordsOn(m, o, m.disputed[i])
		for _, kept := range said.kept {
			keeps := kept.now.Union(kept.before).Intersect(m.disputed[i])
			for _, gone := range said.gone {
				if keeps.Overlaps(gone.now) || keeps.Overlaps(gone.before) {
					m.dismissed[kept.server].Add(gone.server)
				}
			}
		}
	}
}

func (m *comparison) columns() int {
	if m.again {
		return 2 * len(m.before)
	}
	return len(m.before)
}

// mostPatterns is how many bytes of patterns are remembered, so as to look at each but
// once.
const mostPatterns = 1 << 20

// lackingOf finds for one origin, and each column, who lacks something that the column
// has seen.
func (c *Case) lackingOf(m *comparison, o *cluster.Origin, uneven ticks.Set, here []cluster.Servers) {
	for _, h := range here {
		clear(h)
	}
	records, not := m.records(c.View, o), cluster.NewServers(len(m.before))
	key, done := make([]byte, m.columns()), map[cluster.Pattern]bool{}
	for seg := range o.SegmentsIn(uneven) {
		clear(not)
		c.writeSeen(key, seg, records, not)
		if done[cluster.Pattern(key)] {
			continue
		}
		if len(done)*len(key) > mostPatterns {
			clear(done)
		}
		done[cluster.Pattern(key)] = true
		for col, seen := range key {
			if seen == 's' {
				here[col].AddAll(not)
			}
		}
	}
}

// writeSeen writes for each column whether it has seen a tick, and adds the servers that
// have not.
func (c *Case) writeSeen(key []byte, seg cluster.Segment, records []int, not cluster.Servers) {
	count := len(records)
	for i, s := range seg.States {
		key[i] = 0
		if c.eligible[i] {
			if key[i] = seenOrNot(s); key[i] == 'n' {
				not.Add(i)
			}
		}
	}
	for i := range len(key) - count {
		key[count+i] = 0
		if r := records[i]; r >= 0 {
			key[count+i] = seenOrNot(seg.Past[r])
		}
	}
}

func seenOrNot(s cluster.State) byte {
	if s&(cluster.InPresent|cluster.InSuperseded) != 0 {
		return 's'
	}
	return 'n'
}

// records is where in Past the dump before of each server stands, or -1.
func (m *comparison) records(v *cluster.View, o *cluster.Origin) []int {
	out := slices.Repeat([]int{-1}, len(m.before))
	for k := len(o.Past) - 1; m.again && k >= 0; k-- {
		if i := v.Index(o.Past[k].Server.Name); m.before[i] != nil && m.before[i] == o.Past[k].Dump {
			out[i] = k // the first is the dump, others are its event log
		}
	}
	return out
}
