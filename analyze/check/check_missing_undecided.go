package check

import (
	"maps"
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/ticks"
)

var missingUndecided = &Check{
	ID:       "missing-undecided",
	Title:    "missing ticks that cannot be decided yet",
	Severity: cluster.Error,
	run: func(c *Case, report func(Finding)) {
		for _, u := range c.joinUnasked(c.Plan.Unmarked(plan.Refused), report) {
			report(c.refusedFinding(&u))
		}
		for _, n := range c.Plan.Of(plan.Untold) {
			report(c.untoldFinding(&n))
		}
	},
}

func (c *Case) refusedFinding(u *plan.Unmarked) Finding {
	f := Finding{
		Reason: string(u.Reason), Parts: []Part{part(MissingOn, u.Server)}, Origin: u.Origin, HasOrigin: true, Ticks: u.Ticks,
		Evidence: []cluster.Proof{c.proof(c.originNamed(u.Origin), c.index(u.Server), cluster.InMissing, u.Ticks)},
	}
	asked := Part{Role: ToDump, Servers: u.Who, More: u.More, Some: !u.Same}
	if u.Reason != plan.UnseenServer && len(u.Who) > 0 {
		f.Parts = append(f.Parts, asked)
	}
	for _, name := range u.Who[:min(len(u.Who), c.asked(u))] { // the plan's requests have all
		f.Run = c.ask(f.Run, name)
	}
	reason := u.Reason
	f.say = func(f *Finding) (prose.Text, prose.Text) {
		on, asked := f.Part(MissingOn), asked
		if reason != plan.UnseenServer {
			asked = f.Part(ToDump)
		}
		return prose.Say("%s %s %s of %q, not decided: %s", on.names(), on.does("misses", "miss"), prose.Numbered(f.Ticks), f.Origin, f.Reason), c.unblock(f.Origin, reason, asked)
	}
	return f
}

// untoldFinding is on what an older dump shows missing, and no newer one accounts for.
func (c *Case) untoldFinding(n *plan.Decision) Finding {
	f := Finding{
		Reason: string(n.Reason), Parts: []Part{part(MissingOn, n.Server)}, Origin: n.Origin, HasOrigin: true, Ticks: n.Ticks,
		Run: c.ask(nil, n.Server), Evidence: n.Evidence,
		say: func(f *Finding) (prose.Text, prose.Text) {
			on := f.Part(MissingOn)
			return prose.Say("%s missed %s of %q, and no newer dump tells what became of %s: not told", on.names(), prose.Numbered(f.Ticks), f.Origin, prose.ItOrThem(f.Ticks)),
				prose.Say("dump %s again, with -a", on.names())
		},
	}
	if len(n.Holders) > 0 {
		f.Parts = append(f.Parts, Part{Role: Holders, Servers: n.Holders, More: n.More, Some: n.Some})
	}
	return f
}

// joinUnasked reports what servers miss of more than [cluster.MaxNames] origins and rule 3
// refuses, as one finding: all of it needs the same dumps. It returns the others.
func (c *Case) joinUnasked(all []plan.Unmarked, report func(Finding)) []plan.Unmarked {
	refused := map[string]int{}
	for _, u := range all {
		if u.Reason == plan.UnseenServer {
			refused[u.Server]++
		}
	}
	maps.DeleteFunc(refused, func(_ string, origins int) bool { return origins <= cluster.MaxNames })
	if len(refused) == 0 {
		return all
	}
	ranges := map[string][]ticks.Range{}
	rest := slices.DeleteFunc(all, func(u plan.Unmarked) bool {
		joins := u.Reason == plan.UnseenServer && refused[u.Server] > 0
		if joins {
			ranges[u.Origin] = slices.AppendSeq(ranges[u.Origin], u.Ticks.All())
		}
		return joins
	})
	f := Finding{Reason: string(plan.UnseenServer), Parts: []Part{part(MissingOn, slices.Sorted(maps.Keys(refused))...)}, joins: true,
		Action: prose.Say("take the dumps that the plan asks for, or declare gone with --gone what is lost for good")}
	for _, of := range ranges {
		f.count = ticks.AddCounts(f.count, ticks.Of(of...).Count())
	}
	on := f.Parts[0]
	f.Message = prose.Say("%s %s %d ticks of %s, not decided: %s", on.names(), on.does("misses", "miss"), f.count, prose.QuotedList(slices.Sorted(maps.Keys(ranges))), f.Reason)
	report(f)
	return rest
}

// unblock is what would let a refusal be decided.
func (c *Case) unblock(origin string, reason plan.Reason, asked Part) prose.Text {
	switch reason {
	case plan.OriginBehind:
		return prose.Say("keep %q from writing: it gives out ticks again; start it from current data, then dump again", origin)
	case plan.UnsafeName:
		return prose.Say("decide by hand: no command can be trusted with this name")
	case plan.UnseenServer:
		if c.View.Server(asked.Servers[0]).Status == cluster.Unseen {
			return prose.Say("dump %s, or declare gone with --gone what is lost for good", asked.names())
		}
	}
	return prose.Say("dump %s again, with -a", asked.names())
}

// asked is how many commands stand in a finding. What rule 3 refuses needs the same
// dumps again and again.
func (c *Case) asked(u *plan.Unmarked) int {
	if u.More > 0 {
		return 1
	}
	return plan.MaxCited
}

// ask adds the command that dumps a server, unless none can be trusted with its
// name.
func (c *Case) ask(run [][]string, server string) [][]string {
	return addRun(run, c.Plan.Client(server).State())
}
