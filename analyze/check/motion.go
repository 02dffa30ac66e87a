package check

import (
	"cmp"
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/ticks"
)

// motion tells which lags are shown to be on their way only. A server lags because it
// was asked a moment before another if
//   - it has heard of all that the other's older dumps told,
//   - and of something that they did not tell, so that it does hear,
//   - and the other's newest dump knows all that it has heard of,
//   - and its tock is the lower one.
//
// The tock alone shows nothing: that of a server cut off stands still, as if its dump
// were the older one.
//
// Where a collection shows the dumps together, the first is enough: the server was asked
// after the other had told of what it knew before.
type motion struct {
	rounds []int             // of each dumped server: how many moments of its present life say nodes
	again  []int             // the servers with more than one
	lacks  []cluster.Servers // of each of those: who lacks what an older dump told
	behind []cluster.Servers // of each of those: who lacks what an older dump told, or knows what the newest does not
	hears  []cluster.Servers // of each of those: who has heard of something that no older dump told
}

// motion finds out once what all checks ask.
func (c *Case) motion() *motion {
	if c.moving == nil {
		c.moving = c.newMotion()
	}
	return c.moving
}

func (c *Case) newMotion() *motion {
	count := len(c.View.Dumped)
	m := &motion{rounds: make([]int, count), lacks: make([]cluster.Servers, count), behind: make([]cluster.Servers, count), hears: make([]cluster.Servers, count)}
	for i, s := range c.View.Dumped {
		m.rounds[i] = s.Rounds()
		if m.rounds[i] > 1 {
			m.again = append(m.again, i)
			m.lacks[i], m.behind[i], m.hears[i] = cluster.NewServers(count), cluster.NewServers(count), cluster.NewServers(count)
		}
	}
	if len(m.again) > 0 {
		for _, o := range c.origins {
			m.add(c.View, o)
		}
	}
	return m
}

// add notes what an origin shows.
func (m *motion) add(v *cluster.View, o *cluster.Origin) {
	told := make([]ticks.Tick, o.Servers())
	for i, naming := range cluster.ByServer(v.Naming(o.Name)) {
		if m.rounds[i] > 1 {
			told[i] = v.Dumped[i].ToldBefore(naming)
		}
	}
	own := v.Index(o.Name)
	var order []int // those that say nodes; who has heard of most first
	for j := range o.Servers() {
		if a := o.Replica(j); a.HeardFrom != nil && !removes(a, o.Name) {
			order = append(order, j)
		}
	}
	heard := func(j int) ticks.Tick { return o.Replica(j).Heard }
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(heard(b), heard(a)) })
	for _, i := range m.again {
		for _, j := range slices.Backward(order) {
			if heard(j) >= told[i] {
				break
			}
			m.lacks[i].Add(j)
			m.behind[i].Add(j)
		}
	}
	m.addAbove(m.behind, order, heard, heard, -1)
	m.addAbove(m.hears, order, heard, func(i int) ticks.Tick { return told[i] }, own)
}

// addAbove adds to each server's set those that have heard of more than a limit, except
// the origin itself.
func (m *motion) addAbove(to []cluster.Servers, order []int, heard, limit func(int) ticks.Tick, own int) {
	falling := slices.SortedStableFunc(slices.Values(m.again), func(a, b int) int { return cmp.Compare(limit(b), limit(a)) })
	more, passed := cluster.NewServers(len(to)), 0
	for _, i := range falling {
		for ; passed < len(order) && heard(order[passed]) > limit(i); passed++ {
			if order[passed] != own {
				more.Add(order[passed])
			}
		}
		to[i].AddAll(more)
	}
}

// shown reports whether it is shown that what one server lacks of another is on its way.
func (c *Case) shown(ahead, lags int) bool {
	m := c.motion()
	if c.View.Collected() {
		return !m.lacks[ahead].Has(lags)
	}
	if m.behind[ahead] == nil || m.behind[ahead].Has(lags) || !m.hears[ahead].Has(lags) {
		return false
	}
	from, to := c.View.Dumped[ahead], c.View.Dumped[lags]
	newer, older := from.SaidNodes(), to.SaidNodes()
	return older != nil && newer.HasTock && older.HasTock && older.Tock < newer.Tock
}

// explained reports whether all that a server lacks of others is on its way.
func (c *Case) explained(ahead []int, lags int) bool {
	return !slices.ContainsFunc(ahead, func(i int) bool { return !c.shown(i, lags) })
}

// removes reports whether the server is just removing the origin from the cluster.
func removes(a *cluster.Replica, origin string) bool {
	return slices.Contains(a.HeardFrom.NodeDrop.Names, origin)
}
