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
	Doc: `A server misses ticks, and the dumps do not show whether anybody has them: a
server was not dumped, a dump does not hold the section that would tell, or it is
too old. Or an older dump of a server shows ticks missing, and its newer dumps do
not tell what became of them.

How it comes about: the evidence is incomplete; or the origin itself went back
(see origin-behind) and will give the ticks out again, for other changes.

What to do: take the dumps that are asked for, or, if a server is lost for good,
declare it gone. Do not mark: what was not asked may be the last copy.`,
	run: func(c *Case, report func(Finding)) {
		for _, u := range c.joinUnasked(c.Plan.Unmarked(plan.Refused), report) {
			f := Finding{
				Servers: []string{u.Server}, Origin: u.Origin, HasOrigin: true, Ticks: u.Ticks,
				Message:  prose.Say("%q misses %s of %q, not decided: %s", u.Server, prose.Numbered(u.Ticks), u.Origin, u.Reason),
				Action:   c.unblock(&u),
				Evidence: []cluster.Proof{c.proof(c.originNamed(u.Origin), c.index(u.Server), cluster.InMissing, u.Ticks)},
			}
			for _, name := range u.Who[:min(len(u.Who), c.asked(&u))] { // the plan's requests have all
				f.Run = c.ask(f.Run, name)
			}
			report(f)
		}
		for _, n := range c.Plan.Of(plan.Untold) {
			report(Finding{
				Servers: []string{n.Server}, Origin: n.Origin, HasOrigin: true, Ticks: n.Ticks,
				Message:  prose.Say("%q missed %s of %q, and no newer dump tells what became of %s: not told", n.Server, prose.Numbered(n.Ticks), n.Origin, prose.ItOrThem(n.Ticks)),
				Action:   prose.Say("dump %q again, with -a", n.Server),
				Run:      c.ask(nil, n.Server),
				Evidence: n.Evidence,
			})
		}
	},
}

// joinUnasked reports what a server misses of more than [cluster.MaxNames] origins and rule 3
// refuses, as one finding: all of it needs the same dumps. It returns the others.
func (c *Case) joinUnasked(all []plan.Unmarked, report func(Finding)) []plan.Unmarked {
	origins, count := map[string][]string{}, map[string]uint64{}
	for _, u := range all {
		if u.Reason == plan.UnseenServer {
			origins[u.Server] = append(origins[u.Server], u.Origin)
			count[u.Server] = ticks.AddCounts(count[u.Server], u.Ticks.Count())
		}
	}
	maps.DeleteFunc(origins, func(_ string, of []string) bool { return len(of) <= cluster.MaxNames })
	for _, server := range slices.Sorted(maps.Keys(origins)) {
		report(Finding{Servers: []string{server}, joins: true, count: count[server],
			Message: prose.Say("%q misses %d ticks of %s, not decided: %s", server, count[server], prose.QuotedList(origins[server]), plan.UnseenServer),
			Action:  prose.Say("take the dumps that the plan asks for, or declare gone with --gone what is lost for good")})
	}
	return slices.DeleteFunc(all, func(u plan.Unmarked) bool { return u.Reason == plan.UnseenServer && origins[u.Server] != nil })
}

// unblock is what would let a refusal be decided.
func (c *Case) unblock(u *plan.Unmarked) prose.Text {
	switch u.Reason {
	case plan.OriginBehind:
		return prose.Say("keep %q from writing: it gives out ticks again; start it from current data, then dump again", u.Origin)
	case plan.UnsafeName:
		return prose.Say("decide by hand: no command can be trusted with this name")
	case plan.UnseenServer:
		if c.View.Server(u.Who[0]).Status == cluster.Unseen {
			return prose.Say("dump %s, or declare gone with --gone what is lost for good", prose.QuotedSome(u.Who, u.More))
		}
	}
	return prose.Say("dump %s again, with -a", prose.QuotedSome(u.Who, u.More))
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
