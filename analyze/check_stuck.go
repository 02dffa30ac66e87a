package analyze

import (
	"fmt"
	"slices"

	"tickdiff/dump"
	"tickdiff/ticks"
)

var stuck = &Check{
	ID:       "stuck",
	Title:    "ticks that are still missing after the tock rose",
	Severity: Warning,
	Needs:    Needs{Sets: []dump.Kind{dump.Missing}, History: true},
	Doc: `A server misses ticks that an older dump of it, with a lower tock, shows missing
already. A server asks for what it misses once, and again only after a restart or
a re-join; so on a quiet net they can stay missing for ever.

How it comes about: nobody has them, or the answer did not arrive, or the server
has a newer version of the entry already and passes the older update over; then
nothing is wrong, and it stays missing all the same.

What to do: if others have them, restart the server or let it re-join, and dump it
again. If they are missing still, look at the entry on a holder, and at its path
on the server that misses it ("moat kv get PATH"). If the server's entry is the
same or newer, settle the tick; else write the entry anew on the holder. What
nobody has follows the plan.`,
	run: func(c *Case, report func(Finding)) {
		for i, s := range c.View.Dumped {
			if !c.Eligible(i) {
				continue
			}
			for _, o := range c.origins {
				c.reportStuck(s, o, &o.Accounts[i], report)
			}
		}
	},
}

func (c *Case) reportStuck(s *Server, o *Origin, a *Account, report func(Finding)) {
	missing := a.Missing.Set
	if missing.Empty() {
		return
	}
	later := a.Missing.Dump
	older := slices.DeleteFunc(slices.Clone(s.earlier(later)), func(d *dump.Dump) bool {
		return !d.HasTock || !later.HasTock || d.Tock >= later.Tock
	})
	still := remember(s, o.Name, missing, dump.Missing, older)
	alive, look := c.leftOf(s.Name, o.Name)
	say := func(set ticks.Set, who, action string, run [][]string) {
		if set.Empty() {
			return
		}
		since := cut(still.evidence, set)
		report(Finding{
			Servers: []string{s.Name}, Origin: o.Name, HasOrigin: true, Ticks: set,
			Message:  fmt.Sprintf("%q still misses %s of %q at tock %d, as at tock %d; %s", s.Name, numbered(set), o.Name, later.Tock, since[0].Tock, who),
			Action:   action,
			Run:      run,
			Evidence: append(since, a.proof(s, o.Name, InMissing, set)),
		})
	}
	say(still.set.Intersect(alive), "others have it present", "restart the server or let it re-join; if that was done, compare the entry on both sides and settle the ticks, or write it anew", look)
	say(still.set.Minus(alive), "none that was asked has it present", "see the plan", nil)
}

// leftOf is what the plan leaves to the servers, and the commands that show it
// on a holder.
func (c *Case) leftOf(server, origin string) (set ticks.Set, look [][]string) {
	for _, l := range c.Plan.Left {
		if l.Server == server && l.Origin == origin {
			set = set.Union(l.Ticks)
			if l.Look != nil {
				look = append(look, l.Look)
			}
		}
	}
	return set, look
}
