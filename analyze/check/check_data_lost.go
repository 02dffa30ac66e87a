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
	run:      ofEach((*Case).reportDataLost),
}

func (c *Case) reportDataLost(s *cluster.Server, o *cluster.Origin, a *cluster.Replica, report func(Finding)) {
	if a.Misses().Empty() {
		return // of a plain save, save-not-full tells
	}
	older := newestFirst(s.Earlier(a.From(dump.Missing)))
	had := findInOlder(s, o.Name, a.Missing, dump.Present, older)
	deletions := findInOlder(s, o.Name, had.set, dump.Deleted, older).set
	lost := func(set ticks.Set, reason, what string, action func(Part) prose.Text) {
		if set.Empty() {
			return
		}
		report(Finding{
			Reason: reason, Parts: []Part{part(MissingOn, s.Name)}, Origin: o.Name, HasOrigin: true, Ticks: set,
			Evidence: append(cut(had.evidence, set), a.Proof(o.Name, cluster.InMissing, set)),
			say: func(f *Finding) (prose.Text, prose.Text) {
				on := f.Part(MissingOn)
				return prose.Say("%s had %s of %q%s, and %s %s now%s", on.names(), prose.Numbered(set), f.Origin, what, on.does("misses", "miss"), prose.ItOrThem(set), f.alone(cluster.TockOf(a.From(dump.Missing)))),
					action(on)
			},
		})
	}
	lost(had.set.Minus(deletions), "", "", func(on Part) prose.Text {
		return prose.Say("find out what %s started from; let %s re-join; mark nothing before that", on.does("the server was", "the servers were"), on.does("it", "them"))
	})
	if a.From(dump.Missing).Source.Save {
		return // save-lacks-deletions tells of the deletions
	}
	lost(deletions, "deletion", ", as a pending deletion", func(on Part) prose.Text {
		return prose.Say("let %s re-join: what was deleted may live again there until %s of it", on.does("the server", "the servers"), on.does("it hears", "they hear"))
	})
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
