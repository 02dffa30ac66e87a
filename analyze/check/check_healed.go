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
	run:      ofEach((*Case).reportHealed),
}

func (c *Case) reportHealed(s *cluster.Server, o *cluster.Origin, a *cluster.Replica, report func(Finding)) {
	say := func(set ticks.Set, role Role, state cluster.State, one, many string) ticks.Set {
		d := a.From(state.Kind())
		if d == nil {
			return ticks.Set{}
		}
		was := findInOlder(s, o.Name, set, dump.Missing, newestFirst(s.Earlier(d)))
		if was.set.Empty() {
			return ticks.Set{}
		}
		report(Finding{
			Reason: state.String(), Parts: []Part{part(role, s.Name)}, Origin: o.Name, HasOrigin: true, Ticks: was.set,
			Evidence: append(was.evidence, a.Proof(o.Name, state, was.set)),
			say: func(f *Finding) (prose.Text, prose.Text) {
				on := f.Part(role)
				return prose.Say("%s missed %s of %q, and %s now%s", on.names(), prose.Numbered(f.Ticks), f.Origin, fmt.Sprintf(on.does(one, many), prose.ItOrThem(f.Ticks)), f.alone(cluster.TockOf(d))),
					prose.Say("nothing")
			},
		})
		return was.set
	}
	missing, present := a.Missing, a.Present
	say(present.Minus(missing), Holders, cluster.InPresent, "has %s", "have %s")
	deleted := say(a.Deleted.Minus(present).Minus(missing), GoneOn, cluster.InDeleted, "calls %s deleted", "call %s deleted")
	say(a.Superseded.Minus(present).Minus(missing).Minus(deleted), GoneOn, cluster.InSuperseded, "calls %s superseded", "call %s superseded")
}
