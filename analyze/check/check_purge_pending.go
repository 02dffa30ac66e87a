package check

import (
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var purgePending = &Check{
	ID:       "purge-pending",
	Title:    "deletions that wait for their purge",
	Severity: cluster.Info,
	Needs:    Needs{Sets: []dump.Kind{dump.Present, dump.Superseded, dump.Deleted}},
	run: func(c *Case, report func(Finding)) {
		m := c.comparison()
		for i, o := range c.origins {
			waiting, purged := c.pending(m, i)
			if !waiting.Empty() {
				report(c.pendingFinding(o, waiting, ticks.Set{}))
			}
			if !purged.Empty() {
				report(c.pendingFinding(o, purged, purged))
			}
		}
	},
}

// pending are the deletions that wait: those that nobody has purged, and those
// that some may have. What lives anywhere is neither. Nor is what one server may know
// more of than another.
func (c *Case) pending(m *comparison, i int) (waiting, purged ticks.Set) {
	o := c.origins[i]
	all := anyOf(c.distinct(o), func(a *cluster.Replica) ticks.Set { return a.Present.Intersect(a.Deleted) })
	if all.Empty() {
		return waiting, purged
	}
	var ranges [2][]ticks.Range
	a := aheads{l: c.laterThan(m, i), most: make([]ticks.Tick, len(m.before)), asked: cluster.NewServers(len(m.before))}
	for p, set := range c.patterns(o, all, heldState) {
		if strings.IndexByte(string(p), saysPresent) >= 0 {
			continue
		}
		last, _ := set.Bounds()
		set = set.Minus(ticks.Between(1, 1+a.kept(p, last.End)))
		n := 0
		if strings.IndexByte(string(p), saysSuperseded) >= 0 {
			n = 1
		}
		ranges[n] = slices.AppendSeq(ranges[n], set.All())
	}
	return ticks.Of(ranges[0]...), ticks.Of(ranges[1]...)
}

// aheads tells how far servers are ahead of others.
type aheads struct {
	l     *later
	most  []ticks.Tick // of each server, up to where it is ahead of any other
	asked cluster.Servers
}

// of is the tick up to which a server is ahead of any other.
func (a *aheads) of(server int) ticks.Tick {
	if !a.asked.Has(server) {
		a.asked.Add(server)
		for j := range a.most {
			a.most[server] = max(a.most[server], a.l.lacked(server, j))
		}
	}
	return a.most[server]
}

// kept is the tick up to which a server that keeps deletions is ahead of another, or one
// that calls them gone is ahead of it. What is beyond an end does not matter.
func (a *aheads) kept(p cluster.Pattern, end ticks.Tick) ticks.Tick {
	last, keepers := ticks.Tick(0), p.Of(keepsDeleted)
	for _, k := range keepers {
		last = max(last, a.of(k))
	}
	for j, says := range []byte(p) {
		if says != saysSuperseded && says != saysDeleted {
			continue
		}
		for _, k := range keepers {
			if last >= end {
				return last
			}
			last = max(last, a.l.lacked(j, k))
		}
	}
	return last
}

// pendingFinding tells of deletions that wait, and of the servers that call some
// of them superseded.
func (c *Case) pendingFinding(o *cluster.Origin, set, purged ticks.Set) Finding {
	holders, held := c.which(o, func(a *cluster.Replica) ticks.Set { return a.Present.Intersect(a.Deleted).Intersect(set) })
	done, gone := c.which(o, func(a *cluster.Replica) ticks.Set { return a.Superseded.Minus(a.Deleted).Intersect(purged) })
	names := c.names(holders)
	f := Finding{
		Parts: []Part{part(Holders, names...)}, Origin: o.Name, HasOrigin: true, Ticks: set,
		Message: prose.Say("%s %s %s of %q and not purged %s yet", prose.QuotedList(names), prose.Does(uint64(len(names)), "has deleted", "have deleted"),
			prose.Numbered(set), o.Name, prose.ItOrThem(set)),
		Action: prose.Say("nothing has to be done; the command lists the servers that the purge waits for"),
	}
	f.Evidence = c.citeEach(o, holders, cluster.InPresent|cluster.InDeleted, func(i int) ticks.Set { return held[i] })
	f.Run = addRun(nil, c.Plan.Client(names[0]).Deleter())
	if len(done) == 0 {
		return f
	}
	f.Parts = append(f.Parts, part(GoneOn, c.names(done)...))
	f.Message = prose.Say("%s; %s %s %s superseded: purged there already, or marked too early", f.Message,
		prose.QuotedList(c.names(done)), prose.Does(uint64(len(done)), "calls", "call"), prose.ItOrThem(purged))
	f.Action = prose.Say("%s; if it was a mark, look there whether the entry still lives", f.Action)
	f.Evidence = append(f.Evidence, c.citeEach(o, done, cluster.InSuperseded, func(i int) ticks.Set { return gone[i] })...)
	f.Run = c.look(f.Run, names[0], o.Name, held[0])
	return f
}

// which lists the servers, of those the check may look at, of which a set is not
// empty, and the sets.
func (c *Case) which(o *cluster.Origin, pick func(*cluster.Replica) ticks.Set) (servers []int, sets []ticks.Set) {
	for _, i := range o.Told {
		if !c.eligible[i] {
			continue
		}
		if set := pick(o.Replica(i)); !set.Empty() {
			servers, sets = append(servers, i), append(sets, set)
		}
	}
	return servers, sets
}
