package check

import (
	"fmt"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var healed = &Check{
	ID:       "healed",
	Title:    "ticks that were missing, and no longer are",
	Severity: cluster.Info,
	Needs:    Needs{Sets: []dump.Kind{dump.Missing}, History: true},
	Doc: `An older dump of a server shows ticks missing that it has present now, or calls
superseded or deleted now.

How it comes about: the data arrived, or another server's answer or a mark settled
them. The dumps do not show which of the two settled them.

What to do: nothing. It shows that a repair worked.`,
	run: func(c *Case, report func(Finding)) {
		c.each(func(s *cluster.Server, o *cluster.Origin, a *cluster.Replica) { c.reportHealed(s, o, a, report) })
	},
}

func (c *Case) reportHealed(s *cluster.Server, o *cluster.Origin, a *cluster.Replica, report func(Finding)) {
	say := func(set ticks.Set, state cluster.State, now string) ticks.Set {
		d := a.From(state.Kind())
		if d == nil {
			return ticks.Set{}
		}
		was := findInOlder(s, o.Name, set, dump.Missing, newestFirst(s.Earlier(d)))
		if was.set.Empty() {
			return ticks.Set{}
		}
		report(Finding{
			Servers: []string{s.Name}, Origin: o.Name, HasOrigin: true, Ticks: was.set,
			Message:  prose.Say("%q missed %s of %q, and %s (%s)", s.Name, prose.Numbered(was.set), o.Name, fmt.Sprintf(now, prose.ItOrThem(was.set)), cluster.TockOf(d)),
			Action:   prose.Say("nothing"),
			Evidence: append(was.evidence, a.Proof(o.Name, state, was.set)),
		})
		return was.set
	}
	missing, present := a.Missing, a.Present
	say(present.Minus(missing), cluster.InPresent, "has %s now")
	deleted := say(a.Deleted.Minus(present).Minus(missing), cluster.InDeleted, "calls %s deleted now")
	say(a.Superseded.Minus(present).Minus(missing).Minus(deleted), cluster.InSuperseded, "calls %s superseded now")
}
