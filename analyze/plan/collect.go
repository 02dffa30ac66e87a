package plan

import (
	"math"

	"tickdiff/analyze/cluster"
	"tickdiff/ticks"
)

// collector groups segments by verdict, one origin after the other.
type collector struct {
	view      *cluster.View
	plan      *Plan
	allAsked  bool   // see [cluster.View.AllAsked]
	hosted    []bool // of each dumped server: its host can stand in a command
	decisions []Decision
	groups    map[groupKey]*group
	unmarked  int                 // how many groups are not marked
	most      int                 // how many of them there may be, before those of one reason are joined
	joined    bool                // they are
	twice     map[int]ticks.Set   // of the origin at hand: see missedTwice
	lists     map[string][]string // names of servers, so that equal lists are one
	rests     restsWith           // of the last verdict
}

func newCollector(v *cluster.View, p *Plan) *collector {
	c := &collector{view: v, plan: p, allAsked: v.AllAsked(), groups: map[groupKey]*group{}, twice: map[int]ticks.Set{},
		lists: map[string][]string{}}
	for _, s := range v.Dumped {
		c.hosted = append(c.hosted, p.Options.client(s.Name).Usable())
	}
	return c
}

// collect decides on ticks of an origin that servers miss. Where more decisions would
// differ in nothing but the servers they rest with than ranges are said of the origin,
// those of one server and reason are joined: their lists alone would grow with servers
// times ranges.
func (c *collector) collect(o *cluster.Origin, within ticks.Set, servers []int) {
	c.most, c.joined = rangesSaid(o), false
	c.decide(o, within, servers)
}

// apart decides on ticks of a joined decision, each set of servers by itself.
func (c *collector) apart(o *cluster.Origin, within ticks.Set, server int) {
	c.most, c.joined = math.MaxInt, false
	c.decide(o, within, []int{server})
}

// again decides on ticks of a joined decision, and joins what it finds.
func (c *collector) again(o *cluster.Origin, within ticks.Set, server int) {
	c.most, c.joined = 0, true
	c.decide(o, within, []int{server})
}

func (c *collector) decide(o *cluster.Origin, within ticks.Set, servers []int) {
	j := newJudge(c, o)
	clear(c.groups)
	clear(c.twice)
	c.unmarked = 0
	for seg := range o.SegmentsIn(within) {
		for _, i := range servers {
			if seg.States[i].Is(cluster.InMissing) {
				c.add(i, j.decide(i, seg), seg)
			}
		}
		if c.unmarked > c.most && !c.joined {
			c.join()
		}
	}
	for key, p := range c.groups {
		c.decisions = append(c.decisions, c.decision(o, key, p))
	}
}

// rangesSaid is how many ranges the seen servers say of an origin.
func rangesSaid(o *cluster.Origin) int {
	n := 0
	for i := range o.Replicas {
		a := &o.Replicas[i]
		n += a.Present.NumRanges() + a.Superseded.NumRanges() + a.Deleted.NumRanges() + a.Missing.NumRanges()
	}
	return n
}

func (c *collector) add(server int, v verdict, seg cluster.Segment) {
	key := c.key(server, v)
	p := c.groups[key]
	if p == nil {
		p = c.group(key, v)
	}
	p.add(seg.Range)
	switch {
	case v.mark != "":
		p.prove(c.view, seg)
	case c.joined:
		p.rest(c.rests.of(v, len(c.view.Dumped)))
	}
}

// group begins one.
func (c *collector) group(key groupKey, v verdict) *group {
	p := newGroup(key.server, v)
	c.groups[key] = p
	if v.mark == "" {
		c.unmarked++
	}
	return p
}

// key tells by which servers a verdict rests with, unless such verdicts are joined. What
// some server would answer deleted is never joined with what none would.
func (c *collector) key(server int, v verdict) groupKey {
	key := groupKey{server: server, reason: v.reason, mark: v.mark}
	switch {
	case v.mark != "":
	case !c.joined:
		key.others = c.rests.of(v, len(c.view.Dumped)).key
	case len(v.deleted) > 0:
		key.others = "deleted"
	}
	return key
}

// join joins the groups that there are, and those to come.
func (c *collector) join() {
	c.joined, c.unmarked = true, 0
	apart := c.groups
	c.groups = map[groupKey]*group{}
	for key, p := range apart {
		if key.mark != "" {
			c.groups[key] = p
			continue
		}
		joint := c.key(key.server, p.verdict)
		all := c.groups[joint]
		if all == nil {
			all = c.group(joint, p.verdict)
		}
		all.take(p, len(c.view.Dumped))
	}
}

// missedTwice is [cluster.Server.MissedTwice], found once for each server.
func (c *collector) missedTwice(o *cluster.Origin, server int) ticks.Set {
	set, ok := c.twice[server]
	if !ok {
		set = c.view.Dumped[server].MissedTwice(o.Name)
		c.twice[server] = set
	}
	return set
}

// names is a list of names that all verdicts with the same servers share.
func (c *collector) names(servers []int) []string {
	key := Pack(servers)
	list, ok := c.lists[key]
	if !ok {
		list = c.view.NamesOf(servers)
		c.lists[key] = list
	}
	return list
}

// decision turns a group into its decision.
func (c *collector) decision(o *cluster.Origin, key groupKey, p *group) Decision {
	d := Decision{Server: c.view.Dumped[key.server].Name, Origin: o.Name, Reason: key.reason, Kind: key.mark, Ticks: ticks.Of(p.ranges...)}
	switch d.Fate() {
	case Marked:
		d.Evidence = p.evidence(o)
	case Left:
		d.Holders, d.DeletedOn, d.Some = c.names(p.verdict.servers), c.names(p.verdict.deleted), p.some
		d.Stuck = d.Ticks.Intersect(c.missedTwice(o, key.server))
		if p.some {
			c.nameSome(&d, p)
		}
	case Refused:
		d.Needs, d.Some = c.names(p.verdict.servers), p.some
		if p.some {
			d.Needs = c.names(p.servers.List())
		}
	}
	return d
}

// nameSome names the first of the servers that have some of the ticks left, first one
// that has the first of them, and counts the others.
func (c *collector) nameSome(d *Decision, p *group) {
	first := d.Holders[0]
	holders, deleted := p.servers.List(), p.deleted.List()
	d.More, d.MoreDeleted = max(0, len(holders)-cluster.MaxNames), max(0, len(deleted)-cluster.MaxNames)
	d.Holders = ownFirst(c.view.NamesOf(holders[:len(holders)-d.More]), first)
	if d.Holders[0] != first {
		d.Holders = append([]string{first}, d.Holders[:len(d.Holders)-1]...)
	}
	d.DeletedOn = c.view.NamesOf(deleted[:len(deleted)-d.MoreDeleted])
}
