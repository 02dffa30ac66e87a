package analyze

import (
	"fmt"
	"slices"

	"tickdiff/dump"
	"tickdiff/ticks"
)

var diverged = &Check{
	ID:       "diverged",
	Title:    "two servers hold different entries or chains",
	Severity: Error,
	Needs:    Needs{Sets: []dump.Kind{dump.Present, dump.Superseded, dump.Deleted}, Servers: 2},
	Doc: `One server calls a tick superseded, or deleted and no longer present, that another
has present, although the other has seen everything the first has seen. So it is
not merely behind: for some entry the two hold different chains of changes, and
perhaps different values. On real servers this was so 69 times out of 69; 31 of
them were other values, the rest other chains of one value.

A tick that the other has deleted as well is passed over: it is a deletion that
one server has purged already and the other not yet (see purge-pending).

How it comes about: a mark of a tick that was alive elsewhere, or conflicting
writes and deletions while messages were lost. It does not heal by itself.

What to do: the first command shows the entry's path, value and chain on a server
that has the tick. The second asks a server that calls it gone; it fails if no
entry there has the tick: then look at the same path on that server ("moat kv get
PATH"). Write the entry anew on the server that is right; the new change
supersedes the old everywhere.`,
	run: func(c *Case, report func(Finding)) { c.findDiverged(report) },
}

// What a server says of a contested tick.
const (
	saysSuperseded = 's'
	saysDeleted    = 'd' // and no longer present
	saysPresent    = 'p' // and not deleted
)

// contestedState is one of the words above, or 0: a deletion whose purge is
// pending says nothing against a purged one, nor does a dump that contradicts
// itself.
func contestedState(s State) byte {
	switch {
	case s.Contradicts() || s.Is(InMissing):
		return 0
	case s.Is(InPresent | InDeleted):
		return 0
	case s.Is(InPresent):
		return saysPresent
	case s.Is(InDeleted):
		return saysDeleted
	case s.Is(InSuperseded):
		return saysSuperseded
	}
	return 0
}

func (c *Case) findDiverged(report func(Finding)) {
	contested, any := make([]ticks.Set, len(c.origins)), false
	for i, o := range c.origins {
		contested[i] = c.contested(o)
		any = any || !contested[i].Empty()
	}
	if !any {
		return
	}
	unseen := c.notSeen()
	for i, o := range c.origins {
		if contested[i].Empty() {
			continue
		}
		for _, d := range c.divergences(o, contested[i], unseen) {
			c.reportDiverged(o, d, report)
		}
	}
}

// contested are the ticks that any server has present and any other calls gone.
func (c *Case) contested(o *Origin) ticks.Set {
	accounts := c.distinct(o)
	if len(accounts) < 2 {
		return ticks.Set{}
	}
	has := anyOf(accounts, func(a *Account) ticks.Set { return a.Present.Set })
	gone := anyOf(accounts, func(a *Account) ticks.Set { return a.Superseded.Set.Union(a.Deleted.Set) })
	return has.Intersect(gone)
}

// notSeen tells of each server i and j whether i has seen a tick, of any origin,
// that j has not seen: seen is present, superseded or deleted.
func (c *Case) notSeen() [][]bool {
	unseen := make([][]bool, len(c.View.Dumped))
	for i := range unseen {
		unseen[i] = make([]bool, len(c.View.Dumped))
	}
	for _, o := range c.origins {
		for p := range c.patterns(o, c.seenBySome(o), seenOrNot) {
			not := p.of('n')
			for _, i := range p.of('s') {
				for _, j := range not {
					unseen[i][j] = true
				}
			}
		}
	}
	return unseen
}

func seenOrNot(s State) byte {
	if s&(InPresent|InSuperseded|InDeleted) != 0 {
		return 's'
	}
	return 'n'
}

// seenBySome are the ticks that some server has seen and another has not.
func (c *Case) seenBySome(o *Origin) ticks.Set {
	accounts := c.distinct(o)
	if len(accounts) < 2 {
		return ticks.Set{}
	}
	seen := func(a *Account) ticks.Set { return ticks.Union(a.Present.Set, a.Superseded.Set, a.Deleted.Set) }
	some := anyOf(accounts, seen)
	return anyOf(accounts, func(a *Account) ticks.Set { return some.Minus(seen(a)) })
}

// divergence is ticks that some servers call gone, in the same word, and others
// have, who have seen all that each of the first has seen.
type divergence struct {
	word             byte
	callers, holders []int
	sets             []ticks.Set
}

// divergences joins the pairs of servers that differ: callers that face the same
// holders over the same ticks stand in one.
func (c *Case) divergences(o *Origin, contested ticks.Set, unseen [][]bool) []*divergence {
	ofCaller := map[string]*divergence{}
	for p, set := range c.patterns(o, contested, contestedState) {
		present := p.of(saysPresent)
		for _, word := range []byte{saysSuperseded, saysDeleted} {
			for _, caller := range p.of(word) {
				holders := slices.DeleteFunc(slices.Clone(present), func(h int) bool { return unseen[caller][h] })
				if len(holders) == 0 {
					continue
				}
				key := string(word) + pack([]int{caller}) + pack(holders)
				if ofCaller[key] == nil {
					ofCaller[key] = &divergence{word: word, callers: []int{caller}, holders: holders}
				}
				ofCaller[key].sets = append(ofCaller[key].sets, set)
			}
		}
	}
	return joinCallers(ofCaller)
}

func joinCallers(ofCaller map[string]*divergence) []*divergence {
	joined := map[string]*divergence{}
	var out []*divergence
	for _, d := range ofCaller {
		set := ticks.Union(d.sets...)
		key := string(d.word) + pack(d.holders) + set.String()
		if first := joined[key]; first != nil {
			first.callers = append(first.callers, d.callers...)
			continue
		}
		d.sets = []ticks.Set{set}
		joined[key] = d
		out = append(out, d)
	}
	for _, d := range out {
		slices.Sort(d.callers)
	}
	return out
}

func (c *Case) reportDiverged(o *Origin, d *divergence, report func(Finding)) {
	set, word, state := d.sets[0], "superseded", InSuperseded
	if d.word == saysDeleted {
		word, state = "deleted", InDeleted
	}
	callers, holders := c.names(d.callers), c.names(d.holders)
	ahead := does(uint64(len(holders)), "has", "have") + " seen all that " + does(uint64(len(callers)), "the other has seen", "each of the others has seen")
	f := Finding{
		Servers: append(slices.Clone(callers), holders...), Origin: o.Name, HasOrigin: true, Ticks: set,
		Message: fmt.Sprintf("%s %s %s of %q %s; %s %s present, and %s",
			quotedList(callers), does(uint64(len(callers)), "calls", "call"), numbered(set), o.Name, word,
			quotedList(holders), does(uint64(len(holders)), "has", "have")+" "+it(set), ahead),
		Action:   "compare the entry on both sides; write it anew on the server that is right",
		Evidence: append(c.cite(o, d.callers, state, set), c.cite(o, d.holders, InPresent, set)...),
	}
	first, _ := set.Bounds()
	for _, server := range []string{holders[0], callers[0]} {
		if argv := c.Plan.Options.getArgv(server, o.Name, first.Begin); argv != nil {
			f.Run = append(f.Run, argv)
		}
	}
	report(f)
}
