package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
)

var resurfaced = &Check{
	ID:       "resurfaced",
	Title:    "superseded or deleted ticks that are present again",
	Severity: cluster.Info,
	Needs:    Needs{Sets: []dump.Kind{dump.Present, dump.Superseded}, History: true},
	run:      ofEach((*Case).reportResurfaced),
}

func (c *Case) reportResurfaced(s *cluster.Server, o *cluster.Origin, a *cluster.Replica, report func(Finding)) {
	older := newestFirst(s.Earlier(a.From(dump.Present)))
	alive := a.Present.Minus(a.Deleted)
	gone := findInOlder(s, o.Name, alive, dump.Superseded, older)
	if a.From(dump.Deleted) != nil {
		deleted := findInOlder(s, o.Name, alive.Minus(gone.set), dump.Deleted, older)
		gone = pastTicks{gone.set.Union(deleted.set), append(gone.evidence, deleted.evidence...)}
	}
	if gone.set.Empty() {
		return
	}
	report(Finding{
		Parts: []Part{part(Holders, s.Name)}, Origin: o.Name, HasOrigin: true, Ticks: gone.set,
		say: func(f *Finding) (prose.Text, prose.Text) {
			on := f.Part(Holders)
			return prose.Say("%s called %s of %q superseded or deleted, and %s %s present now%s", on.names(), prose.Numbered(f.Ticks), f.Origin, on.does("has", "have"), prose.ItOrThem(f.Ticks), f.alone(cluster.TockOf(a.From(dump.Present)))),
				prose.Say("see whether the other servers have the same")
		},
		Evidence: append(gone.evidence, a.Proof(o.Name, cluster.InPresent, gone.set)),
	})
}
