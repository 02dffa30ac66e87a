package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/ticks"
)

// later tells what a server lacks of another that can have come later than a tick of
// one origin: anything of another origin, or a higher tick of the same. A server gives
// out its ticks in order, so a lower one of the same origin came before.
type later struct {
	of      *comparison
	o       *cluster.Origin
	records []int             // see [comparison.records]
	here    []cluster.Servers // by column: who lacks something of this origin
	known   map[[2]int]ticks.Tick
}

// laterThan prepares it for an origin.
func (c *Case) laterThan(m *comparison, i int) *later {
	if m.once == nil {
		c.findLacking(m)
	}
	l := &later{of: m, o: c.origins[i], records: m.records(c.View, c.origins[i]),
		here: cluster.ManyServers(m.columns(), len(m.before)), known: map[[2]int]ticks.Tick{}}
	c.lackingOf(m, l.o, m.uneven[i], l.here)
	return l
}

// mostKnown is how many pairs are remembered.
const mostKnown = 1 << 18

// lacked is the tick up to which something later is lacked: what a column has seen,
// and a server has not. It is 0 if nothing is lacked, and [ticks.Max] if anything of
// another origin is.
func (l *later) lacked(column, by int) ticks.Tick {
	once, here := l.of.once[column].Has(by), l.here[column].Has(by)
	switch {
	case !once:
		return 0
	case !here || l.of.twice[column].Has(by):
		return ticks.Max
	}
	key := [2]int{l.track(column), l.track(by)}
	last, ok := l.known[key]
	if !ok {
		if len(l.known) == mostKnown {
			clear(l.known)
		}
		last = ticks.LastOnlyIn(l.seen(key[0]), l.seen(key[1]))
		l.known[key] = last
	}
	return last
}

// track is the index of what a column tells of the origin, or -1 if no dump of the
// server names it.
func (l *later) track(column int) int {
	count := len(l.of.before)
	if column < count {
		return l.o.Track(column)
	}
	return l.o.PastTrack(l.records[column-count])
}

// seen is what a track has present or superseded.
func (l *later) seen(track int) []ticks.Set {
	if track < 0 {
		return nil
	}
	a := l.o.Accounts[track]
	return []ticks.Set{a.Present, a.Superseded}
}

// below are the ticks of a set than which something later is lacked.
func below(set ticks.Set, lacked ticks.Tick) ticks.Set {
	if lacked == ticks.Max {
		return set
	}
	return set.Intersect(ticks.Between(1, max(1, lacked)))
}
