package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
)

var missingAlive = &Check{
	ID:       "missing-alive",
	Title:    "missing ticks that another server still has",
	Severity: cluster.Warning,
	run: func(c *Case, report func(Finding)) {
		for _, u := range c.Plan.Unmarked(plan.Left) {
			report(c.leftFinding(&u))
		}
	},
}

// wayOut is what makes servers get what others have. A restart or a re-join of any
// server makes all servers answer all that was asked. So a race on any tick comes first,
// and a deletion that is pending: what was written again since can be destroyed, too.
func (c *Case) wayOut(f *Finding) prose.Text {
	on := f.Part(MissingOn)
	restart := prose.Say("restart %s from a full save, or let it re-join, then dump again; do not mark", on.names())
	if len(on.Servers) > 1 {
		restart = prose.Say("restart %s one at a time, each from a full save just taken, or let them re-join one at a time, then dump again; do not mark", on.names())
	}
	switch {
	case len(f.Part(DeletedOn).Servers) > 0:
		return prose.Say("follow deletion-race first; do not mark")
	case c.racing:
		return prose.Say("once deletion-race is dealt with, %s", restart)
	case f.Reason == string(plan.DeletionPending):
		return prose.Say("look first, as a re-join can destroy what was written again since: the plan says how to go on; do not mark")
	case c.waiting:
		return prose.Say("once the deletions that wait for their purge were looked at, %s", restart)
	}
	return restart
}

func (c *Case) leftFinding(u *plan.Unmarked) Finding {
	what, state := "present on ", cluster.InPresent
	if u.Reason == plan.DeletionPending {
		what, state = "a deletion whose purge is pending on ", cluster.InPresent|cluster.InDeleted
	}
	o, server := c.originNamed(u.Origin), c.index(u.Server)
	f := leftParts(u)
	f.say = func(f *Finding) (prose.Text, prose.Text) {
		on, holders := f.Part(MissingOn), f.Part(Holders)
		return prose.Say("%s %s %s of %q, %s%s%s", on.names(), on.does("misses", "miss"), prose.Numbered(f.Ticks), f.Origin, what, holders.some(), holders.names()), c.wayOut(f)
	}
	f.Evidence = append([]cluster.Proof{c.proof(o, server, cluster.InMissing, u.Ticks)}, c.citeParts(o, c.witnessing(u.Who), state, u.Ticks)...)
	if u.Reason == plan.DeletionPending {
		f.Run = addRun(nil, c.Plan.Look(&u.Decision))
	}
	return f
}

// leftParts is a finding on what is left to the servers, without words.
func leftParts(u *plan.Unmarked) Finding {
	f := Finding{Reason: string(u.Reason), Origin: u.Origin, HasOrigin: true, Ticks: u.Ticks,
		Parts: []Part{part(MissingOn, u.Server), {Role: Holders, Servers: u.Who, More: u.More, Some: !u.Same}}}
	if len(u.DeletedOn) > 0 {
		f.Parts = append(f.Parts, Part{Role: DeletedOn, Servers: u.DeletedOn, More: u.MoreDeleted})
	}
	return f
}
