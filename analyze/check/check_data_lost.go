package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var dataLost = &Check{
	ID:       "data-lost",
	Title:    "ticks that a server had, and now misses",
	Severity: cluster.Critical,
	Needs:    Needs{Sets: []dump.Kind{dump.Present, dump.Missing}, History: true},
	Doc: `An older dump of a server shows ticks present that it misses now. A server that
keeps its data never loses one.

How it comes about: it was restarted from an old save file, or without one. Since
0.71.9 a save file does not hold pending deletions, so those are missing after any
restart from one: no value is lost with them, but what they deleted may live
again. Of a save file itself, save-lacks-deletions tells that.

What to do: keep a copy of the older save file and of what the server has now. If
other servers have the ticks, let it re-join; never mark them before that.`,
	run: func(c *Case, report func(Finding)) {
		c.each(func(s *cluster.Server, o *cluster.Origin, a *cluster.Replica) { c.reportDataLost(s, o, a, report) })
	},
}

func (c *Case) reportDataLost(s *cluster.Server, o *cluster.Origin, a *cluster.Replica, report func(Finding)) {
	if a.Misses().Empty() {
		return // of a plain save, save-not-full tells
	}
	older := newestFirst(s.Earlier(a.From(dump.Missing)))
	had := findInOlder(s, o.Name, a.Missing, dump.Present, older)
	deletions := findInOlder(s, o.Name, had.set, dump.Deleted, older).set
	lost := func(set ticks.Set, what, action string) {
		if set.Empty() {
			return
		}
		report(Finding{
			Servers: []string{s.Name}, Origin: o.Name, HasOrigin: true, Ticks: set,
			Message:  prose.Say("%q had %s of %q%s, and misses %s now (%s)", s.Name, prose.Numbered(set), o.Name, what, prose.ItOrThem(set), cluster.TockOf(a.From(dump.Missing))),
			Action:   prose.Say("%s", action),
			Evidence: append(cut(had.evidence, set), a.Proof(o.Name, cluster.InMissing, set)),
		})
	}
	lost(had.set.Minus(deletions), "", "find out what the server was started from; let it re-join; mark nothing before that")
	if a.From(dump.Missing).Source.Save {
		return // save-lacks-deletions tells of the deletions
	}
	lost(deletions, ", as a pending deletion", "let the server re-join: what was deleted may live again there until it hears of it")
}

// cut keeps what proofs say of some ticks.
func cut(all []cluster.Proof, set ticks.Set) []cluster.Proof {
	var out []cluster.Proof
	for _, p := range all {
		if p.Ticks = p.Ticks.Intersect(set); !p.Ticks.Empty() {
			out = append(out, p)
		}
	}
	return out
}
