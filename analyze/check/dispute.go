package check

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/ticks"
)

// divergence is ticks that some servers call gone, in the same word, and others
// have, who lack nothing that can have superseded them.
type divergence struct {
	word    byte
	callers []int
	holders cluster.Servers
	held    []ticks.Set // of the ticks, by holder, of the first few
	some    bool        // not every holder has all of them
	set     ticks.Set
}

// disputes are what servers dispute of one origin.
type disputes struct {
	*later
	c        *Case
	within   ticks.Set
	diverged []*divergence
	contests map[contestKey]*contest
}

// disputesOf compares each two servers on what is contested of an origin, once for
// all checks.
func (c *Case) disputesOf(m *comparison, i int) *disputes {
	if m.disputes[i] == nil {
		m.disputes[i] = c.newDisputes(m, i)
	}
	return m.disputes[i]
}

func (c *Case) newDisputes(m *comparison, i int) *disputes {
	if m.dismissed == nil {
		c.findDismissed(m)
	}
	d := &disputes{later: c.laterThan(m, i), c: c, within: m.disputed[i], contests: map[contestKey]*contest{}}
	said := c.wordsOn(m, c.origins[i], d.within)
	joined := map[[sha256.Size]byte]*divergence{}
	for _, gone := range said.gone {
		d.goneFrom(&gone, said.present, joined)
		for _, kept := range said.kept {
			for column, set := range kept.judged(len(m.before)) {
				both := d.both(set, gone.now.Union(gone.before))
				d.lag(callerLags, column, kept.server, gone.server, below(both, d.lacked(column, gone.server)))
			}
		}
	}
	for _, kept := range said.kept {
		for _, holder := range said.present {
			d.keptFrom(&kept, &holder)
		}
	}
	d.later, d.c = nil, nil // they are large, and not needed any more
	return d
}

// both are the disputed ticks in two sets.
func (d *disputes) both(a, b ticks.Set) ticks.Set { return a.Intersect(b).Intersect(d.within) }

// goneFrom compares a server that calls ticks gone with those that have them.
func (d *disputes) goneFrom(w *word, present []word, joined map[[sha256.Size]byte]*divergence) {
	count := len(d.of.before)
	found := &divergence{word: w.says, callers: []int{w.server}, holders: cluster.NewServers(count)}
	for _, h := range present {
		var rest ticks.Set
		for column, set := range w.judged(count) {
			both := d.both(set, h.now)
			masked := below(both, d.lacked(column, h.server))
			rest = rest.Union(both.Minus(masked))
			d.lag(holderLags, column, w.server, h.server, masked)
		}
		if !rest.Empty() {
			found.holders.Add(h.server)
			found.held = append(found.held, rest)
		}
	}
	if len(found.held) > 0 {
		d.diverge(found, joined)
	}
}

// diverge adds what a server disputes in one word. Servers that dispute the same against
// the same others are joined.
func (d *disputes) diverge(found *divergence, joined map[[sha256.Size]byte]*divergence) {
	key := sha256.Sum256(fmt.Append(nil, found.word, found.holders, found.held))
	if first := joined[key]; first != nil {
		first.callers = append(first.callers, found.callers...)
		return
	}
	joined[key] = found
	found.set = ticks.Union(found.held...)
	found.some = slices.ContainsFunc(found.held, func(held ticks.Set) bool { return !held.Equal(found.set) })
	found.held = slices.Clone(found.held[:min(len(found.held), witnesses)])
	d.diverged = append(d.diverged, found)
}

// keptFrom compares a server that keeps deleted ticks with one where they live.
func (d *disputes) keptFrom(w, holder *word) {
	h := holder.server
	for column, set := range w.judged(len(d.of.before)) {
		both := d.both(set, holder.now)
		masked := below(both, d.lacked(column, h))
		d.lag(holderLags, column, w.server, h, masked)
		if d.of.dismissed[w.server].Has(h) {
			d.contest(contestKey{even, h, false}, w.server, both.Minus(masked).Minus(below(both, d.lacked(h, w.server))))
		}
	}
}

// lag notes ticks that one server may dispute only because it is behind another. What
// is shown to be on its way is noted apart.
func (d *disputes) lag(kind contestKind, column, ahead, lags int, set ticks.Set) {
	if set.Empty() {
		return
	}
	subject, other := lags, ahead
	if kind == callerLags {
		subject, other = ahead, lags
	}
	stands := set
	if before := len(d.of.before) + ahead; column == ahead && d.of.before[ahead] != nil && d.c.shown(ahead, lags) {
		stands = below(set, d.lacked(before, lags))
	}
	d.contest(contestKey{kind, subject, false}, other, stands)
	d.contest(contestKey{kind, subject, true}, other, set.Minus(stands))
}
