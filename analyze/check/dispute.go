package check

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/ticks"
)

// What a server says of a tick that was heard of.
const (
	saysSuperseded = 's' // purged, or marked
	saysDeleted    = 'd' // and no longer present
	saysPresent    = 'p' // and not deleted
	keepsDeleted   = 'k' // present and deleted: the purge is pending, or the entry was written again
)

// disputedState is one of the words above, or 0: a dump that contradicts itself, or
// misses a tick, says nothing of it.
func disputedState(s cluster.State) byte {
	if s.Contradicts() || s.Is(cluster.InMissing) {
		return 0
	}
	return heldState(s)
}

// heldState is one of the words above, or 0.
func heldState(s cluster.State) byte {
	switch {
	case s.Is(cluster.InPresent | cluster.InDeleted):
		return keepsDeleted
	case s.Is(cluster.InPresent):
		return saysPresent
	case s.Is(cluster.InDeleted):
		return saysDeleted
	case s.Is(cluster.InSuperseded):
		return saysSuperseded
	}
	return 0
}

// dispute is two servers, one of which calls gone what the other has.
type dispute struct {
	caller, holder int
	word           byte // of the caller
}

// divergence is ticks that some servers call gone, in the same word, and others
// have, who lack nothing that can have superseded them.
type divergence struct {
	word    byte
	callers []int
	holders []int
	held    []ticks.Set // of the ticks, by holder
	set     ticks.Set
}

// disputes are what servers dispute of one origin.
type disputes struct {
	*later
	c        *Case
	diverged map[dispute][]ticks.Range
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
	d := &disputes{later: c.laterThan(m, i), c: c, diverged: map[dispute][]ticks.Range{}, contests: map[contestKey]*contest{}}
	for p, set := range c.stances(m, c.origins[i], m.disputed[i], disputedState) {
		now := p[:len(m.before)]
		holders, keepers := now.Of(saysPresent), now.Of(keepsDeleted)
		for server := range len(now) {
			switch now[server] {
			case saysSuperseded, saysDeleted:
				d.gone(p, server, holders, keepers, set)
			case keepsDeleted:
				d.kept(p, server, holders, set)
			}
		}
	}
	d.later, d.c = nil, nil // they are large, and not needed any more
	return d
}

// column is what a server's word is judged by: its dump before, if that said as much
// already. What the server has seen since then did not lead to the word.
func (d *disputes) column(p cluster.Pattern, server int) int {
	count := len(d.of.before)
	if len(p) == count || p[server] == keepsDeleted && p[count+server] != keepsDeleted {
		return server
	}
	switch p[count+server] {
	case saysSuperseded, saysDeleted, keepsDeleted:
		return count + server
	}
	return server
}

// gone compares a server that calls ticks gone with those that have them.
func (d *disputes) gone(p cluster.Pattern, caller int, holders, keepers []int, set ticks.Set) {
	column := d.column(p, caller)
	for _, h := range holders {
		masked := below(set, d.lacked(column, h))
		if rest := set.Minus(masked); !rest.Empty() {
			key := dispute{caller, h, p[caller]}
			d.diverged[key] = slices.AppendSeq(d.diverged[key], rest.All())
		}
		d.lag(holderLags, column, caller, h, masked)
	}
	for _, k := range keepers {
		d.lag(callerLags, d.column(p, k), k, caller, below(set, d.lacked(d.column(p, k), caller)))
	}
}

// kept compares a server that keeps deleted ticks with those where they live.
func (d *disputes) kept(p cluster.Pattern, keeper int, holders []int, set ticks.Set) {
	column := d.column(p, keeper)
	for _, h := range holders {
		masked := below(set, d.lacked(column, h))
		d.lag(holderLags, column, keeper, h, masked)
		if d.of.dismissed[keeper].Has(h) {
			d.contest(contestKey{even, h, false}, keeper, set.Minus(masked).Minus(below(set, d.lacked(h, keeper))))
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

// joinDisputes makes one divergence of all that a server disputes in one word, and
// of the servers that dispute the same against the same others.
func joinDisputes(found map[dispute][]ticks.Range) []*divergence {
	order := slices.SortedFunc(maps.Keys(found), func(a, b dispute) int {
		return cmp.Or(cmp.Compare(a.caller, b.caller), cmp.Compare(a.word, b.word), cmp.Compare(a.holder, b.holder))
	})
	var all []*divergence
	for _, d := range order {
		last := len(all) - 1
		if last < 0 || all[last].callers[0] != d.caller || all[last].word != d.word {
			all = append(all, &divergence{word: d.word, callers: []int{d.caller}})
			last++
		}
		held := ticks.Of(found[d]...)
		all[last].holders = append(all[last].holders, d.holder)
		all[last].held = append(all[last].held, held)
		all[last].set = all[last].set.Union(held)
	}
	joined := map[string]*divergence{}
	return slices.DeleteFunc(all, func(d *divergence) bool {
		key := fmt.Sprint(d.word, d.holders, d.held)
		first := joined[key]
		if first == nil {
			joined[key] = d
			return false
		}
		first.callers = append(first.callers, d.callers...)
		return true
	})
}
