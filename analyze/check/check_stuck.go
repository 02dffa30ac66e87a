package check

import (
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var stuck = &Check{
	ID:       "stuck",
	Title:    "ticks that are still missing after the tock rose",
	Severity: cluster.Warning,
	Needs:    Needs{Sets: []dump.Kind{dump.Missing}, History: true},
	run: func(c *Case, report func(Finding)) {
		left := map[[2]string][]plan.Unmarked{}
		for _, u := range c.Plan.Unmarked(plan.Left) {
			key := [2]string{u.Server, u.Origin}
			left[key] = append(left[key], u)
		}
		ofEach(func(c *Case, s *cluster.Server, o *cluster.Origin, a *cluster.Replica, report func(Finding)) {
			c.reportStuck(s, o, a, left[[2]string{s.Name, o.Name}], report)
		})(c, report)
	},
}

// reportStuck tells what others have, and is left to the servers, from the rest.
func (c *Case) reportStuck(s *cluster.Server, o *cluster.Origin, a *cluster.Replica, left []plan.Unmarked, report func(Finding)) {
	if a.Misses().Empty() {
		return
	}
	later := a.From(dump.Missing)
	older := slices.DeleteFunc(slices.Clone(s.Earlier(later)), func(d *dump.Dump) bool {
		return !d.HasTock || !later.HasTock || d.Tock >= later.Tock
	})
	still := findInOlder(s, o.Name, a.Missing, dump.Missing, older)
	var alive, race ticks.Set
	var look [][]string
	for _, u := range left {
		alive = alive.Union(u.Ticks)
		if len(u.DeletedOn) > 0 {
			race = race.Union(u.Ticks)
		}
		look = addRun(look, c.Plan.Look(&u.Decision))
	}
	say := func(set ticks.Set, reason, who string, action prose.Text, run [][]string) {
		if set.Empty() {
			return
		}
		since := cut(still.evidence, set)
		report(Finding{
			Reason: reason, Parts: []Part{part(MissingOn, s.Name)}, Origin: o.Name, HasOrigin: true, Ticks: set,
			Run: run, Evidence: append(since, a.Proof(o.Name, cluster.InMissing, set)),
			say: func(f *Finding) (prose.Text, prose.Text) {
				on := f.Part(MissingOn)
				when := prose.Say(" at tock %d, as at tock %d", later.Tock, since[0].Tock)
				if f.joined > 0 {
					when = prose.Say(", as they did at lower tocks")
				}
				return prose.Say("%s still %s %s of %q%s; %s", on.names(), on.does("misses", "miss"), prose.Numbered(f.Ticks), f.Origin, when, who), action
			},
		})
	}
	say(still.set.Intersect(race), "deletion-race", "others have it present, or would answer that it was deleted", prose.Say("follow deletion-race first"), look)
	say(still.set.Intersect(alive.Minus(race)), "held", "others have it present",
		prose.Say("restart the server from a full save, or let it re-join; if that was done, compare the entry on both sides, and settle the ticks if the server's is the same or newer"), look)
	say(still.set.Minus(alive), "not-held", "none that was asked has it present", prose.Say("see the plan"), nil)
}
