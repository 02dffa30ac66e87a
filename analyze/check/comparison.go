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
		if c.Eligible(i) {
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
	if d == nil || !d.Superseded.Said || !d.Deleted.Said || !d.Present.Said && !d.Derivable(dump.Present) {
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
		for p := range c.patterns(o, m.disputed[i], disputedState) {
			for _, k := range p.Of(keepsDeleted) {
				for _, word := range []byte{saysSuperseded, saysDeleted} {
					for _, j := range p.Of(word) {
						m.dismissed[k].Add(j)
					}
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

// lackingOf finds for one origin, and each column, who lacks something that the column
// has seen.
func (c *Case) lackingOf(m *comparison, o *cluster.Origin, uneven ticks.Set, here []cluster.Servers) {
	for _, h := range here {
		clear(h)
	}
	not := cluster.NewServers(len(c.View.Dumped))
	for p := range c.stances(m, o, uneven, seenOrNot) {
		clear(not)
		for _, j := range p.Of('n') {
			if j < len(m.before) {
				not.Add(j)
			}
		}
		for _, col := range p.Of('s') {
			here[col].AddAll(not)
		}
	}
}

func seenOrNot(s cluster.State) byte {
	if s&(cluster.InPresent|cluster.InSuperseded) != 0 {
		return 's'
	}
	return 'n'
}

// stances are patterns with one byte a column.
func (c *Case) stances(m *comparison, o *cluster.Origin, within ticks.Set, class func(cluster.State) byte) map[cluster.Pattern]ticks.Set {
	count := len(m.before)
	records := m.records(c.View, o)
	key := make([]byte, m.columns())
	return cluster.SortOut(o, within, key, func(seg cluster.Segment) {
		for i, s := range seg.States {
			key[i] = 0
			if c.eligible[i] {
				key[i] = class(s)
			}
		}
		for i := range len(key) - count {
			key[count+i] = 0
			if r := records[i]; r >= 0 {
				key[count+i] = class(seg.Past[r])
			}
		}
	})
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
