package check

import (
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
)

var conflictLogged = &Check{
	ID:       "conflict-logged",
	Title:    "a conflict that a server wrote to its log",
	Severity: cluster.Warning,
	run: func(c *Case, report func(Finding)) {
		settled, open := map[string][]*logged{}, map[dump.Link][]*logged{}
		complete := c.View.Complete()
		for _, l := range loggedOnce(c.View.Logged) {
			if complete && c.settledNow(l) {
				settled[l.loser.Head().Origin] = append(settled[l.loser.Head().Origin], l)
			} else {
				open[l.loser.Head()] = append(open[l.loser.Head()], l)
			}
		}
		for loser, all := range open {
			report(c.openFinding(loser, all))
		}
		for origin, all := range settled {
			report(c.settledFinding(origin, all))
		}
	},
}

// settledNow reports whether all servers agree on both versions. No entry holds both, so
// none may have them both present.
func (c *Case) settledNow(l *logged) bool {
	winner, loser := c.agreed(l.winner.Head()), c.agreed(l.loser.Head())
	return winner != 0 && loser != 0 && !(winner.Is(cluster.InPresent) && loser.Is(cluster.InPresent))
}

// agreed is the state in which all servers have a change, present or superseded. It is 0
// if they do not agree, or not all were asked.
func (c *Case) agreed(l dump.Link) cluster.State {
	if c.View.Server(l.Origin) == nil {
		return 0
	}
	o, all := c.originNamed(l.Origin), cluster.State(0)
	for i, s := range c.View.Dumped {
		if s.Status != cluster.Seen {
			continue
		}
		st := o.Replica(i).At(l.Tick)
		if st.Contradicts() || st&(cluster.InPresent|cluster.InSuperseded) == 0 || all != 0 && st&cluster.InPresent != all&cluster.InPresent {
			return 0
		}
		all = st & (cluster.InPresent | cluster.InSuperseded)
	}
	return all
}

// holdersOf are the servers that have a change present.
func (c *Case) holdersOf(l dump.Link) []string {
	if c.View.Server(l.Origin) == nil {
		return nil
	}
	return c.names(holders(c.originNamed(l.Origin), tickSet(l.Tick)))
}

// openFinding tells of the conflicts in which one change lost, or may have.
func (c *Case) openFinding(loser dump.Link, all []*logged) Finding {
	f := Finding{Reason: "open", Origin: loser.Origin, HasOrigin: true, Ticks: tickSet(loser.Tick),
		Action: prose.Say("let the servers re-join and dump them again; then compare the entry on all servers")}
	var texts []prose.Text
	for _, l := range all[:min(len(all), witnesses)] {
		texts, f.Evidence = append(texts, l.text()), append(f.Evidence, l.proofs()...)
	}
	told := prose.Join(texts, "; ").AndMore(len(all) - len(texts))
	f.Message = prose.Say("%s; the dumps do not show that all servers agree on %s", told, prose.Does(uint64(len(all)), "both", "them"))
	if holders := part(Holders, c.holdersOf(loser)...); len(holders.Servers) > 0 {
		f.Parts = []Part{holders}
		f.Message = prose.Say("%s; %s is present on %s", told, chainText([]dump.Link{loser}), holders.names())
	}
	return f
}

// settledFinding tells of all settled conflicts in which changes of one origin lost.
func (c *Case) settledFinding(origin string, all []*logged) Finding {
	f := Finding{Severity: cluster.Info, Reason: "agreed", Origin: origin, HasOrigin: true,
		Action: prose.Say("nothing for the servers; tell the author of a value that was dropped")}
	var paths []string
	for _, l := range all {
		paths = append(paths, l.path)
		f.Ticks = f.Ticks.Union(tickSet(l.loser.Head().Tick))
		if len(f.Evidence) < witnesses {
			f.Evidence = append(f.Evidence, l.proofs()...)
		}
	}
	f.Message = prose.Say("servers logged conflicts at %s, and agree on both sides of each by now", prose.QuotedList(slices.Compact(paths)))
	if len(all) == 1 {
		f.Message = prose.Say("%s; all servers %s, and %s", all[0].text(), c.agreedText(all[0].winner), c.agreedText(all[0].loser))
	}
	return f
}

func (c *Case) agreedText(v dump.Version) prose.Text {
	head := chainText(v.Chain[:1])
	if c.agreed(v.Head()).Is(cluster.InPresent) {
		return prose.Say("have %s", head)
	}
	return prose.Say("call %s superseded", head)
}
