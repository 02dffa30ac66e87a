package check

import (
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var contested = &Check{
	ID:       "contested",
	Title:    "two servers may hold different entries or chains",
	Severity: cluster.Warning,
	Needs:    Needs{Sets: []dump.Kind{dump.Present, dump.Superseded, dump.Deleted}, Servers: 2},
	run: func(c *Case, report func(Finding)) {
		m := c.comparison()
		for i, o := range c.origins {
			if m.disputed[i].Empty() {
				continue
			}
			for _, at := range joinContests(c.disputesOf(m, i).contests) {
				report(c.contestFinding(o, at))
			}
		}
	},
}

func (c *Case) contestFinding(o *cluster.Origin, at *contest) Finding {
	subjects, others := c.names(at.subjects), c.names(at.others.List())
	f := Finding{
		Reason: at.reason(), Parts: []Part{part(Holders, subjects...), part(GoneOn, others...)}, Origin: o.Name, HasOrigin: true, Ticks: at.set,
		Message: append(contestWords(at, o.Name, subjects, others), c.entriesAt(o.Name, at.set)...),
		Action:  prose.Say("dump every server once more, and give both rounds; what is contested still, compare on both sides"),
	}
	switch {
	case at.moving:
		f.Severity = cluster.Info
		f.Action = prose.Say("nothing now; dump again to see the lag end")
	case at.kind == even:
		f.Action = prose.Say("compare the entry on both sides; write it again on the server that is right")
	}
	for _, server := range append(slices.Clone(at.subjects), at.others.List()...)[:min(2*witnesses, len(subjects)+len(others))] {
		f.Evidence = append(f.Evidence, c.wordsOf(o, server, at.set)...)
	}
	if !at.moving {
		f.Run = c.look(c.look(nil, subjects[0], o.Name, at.set), others[0], o.Name, at.set)
	}
	if c.equal {
		f.onlyChains()
	}
	return f
}

// contestWords says who contests what, and why that may be right.
func contestWords(at *contest, origin string, subjects, others []string) prose.Text {
	n, many := uint64(len(subjects)), uint64(len(others))
	has := prose.Does(n, "has", "have")
	these, those, what := prose.QuotedList(subjects), prose.QuotedList(others), prose.Say("%s of %q", prose.Numbered(at.set), origin)
	is := prose.Does(at.set.Count(), "is", "are")
	why := "a later change may explain it"
	if at.moving {
		why = "a later change, which may be on its way, explains it"
	}
	switch at.kind {
	case holderLags:
		return prose.Say("%s %s %s present and not deleted; on %s %s %s superseded or deleted, or in part; %s not seen all that %s seen: %s, or the entries differ",
			these, has, what, those, prose.Does(at.set.Count(), "it", "they"), is, prose.Does(n, "the first has", "the first have"), prose.Does(many, "the other has", "the others have"), why)
	case callerLags:
		return prose.Say("%s %s %s present and deleted; %s %s %s gone, or in part, and %s not seen all that the first %s seen: %s, or the entries differ",
			these, has, what, those, prose.Does(many, "calls", "call"), prose.ItOrThem(at.set), prose.Does(many, "has", "have"), has, why)
	}
	return prose.Say("%s %s deleted on %s, and not deleted on %s, and present on both; neither side lacks a later change of the other: the entry lives on one side alone, or it was written again",
		what, is, those, these)
}

// wordsOf are a server's words on contested ticks, one proof for each state.
func (c *Case) wordsOf(o *cluster.Origin, server int, set ticks.Set) []cluster.Proof {
	a := o.Replica(server)
	deleted, present := a.Deleted.Intersect(set), a.Present.Intersect(set)
	var out []cluster.Proof
	add := func(state cluster.State, of ticks.Set) {
		if !of.Empty() {
			out = append(out, c.proof(o, server, state, of))
		}
	}
	add(cluster.InPresent|cluster.InDeleted, present.Intersect(deleted))
	add(cluster.InPresent, present.Minus(deleted))
	add(cluster.InDeleted, deleted.Minus(present))
	add(cluster.InSuperseded, a.Superseded.Intersect(set).Minus(deleted).Minus(present))
	return out
}
