package check

import (
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var deletionRace = &Check{
	ID:       "deletion-race",
	Title:    "missing ticks that one server has and another would answer to be deleted",
	Severity: cluster.Critical,
	Needs:    Needs{Sets: []dump.Kind{dump.Present}, Servers: 2},
	Doc: `A server misses ticks that another has present, and a third has them deleted and
nothing to send. As soon as anybody asks, both answer, and the answer "deleted"
destroys the entry on all servers, also where it lives. A server that calls them
superseded and does not tell what it has deleted may answer so as well.

How it comes about: a mark --deleted of ticks that were alive elsewhere; or a
deletion that some servers heard of after the entry had been written again. On
real servers a value that three servers had was destroyed by a re-join.

The same is ahead where the server has not heard of the ticks yet: it asks once it
hears of them. Where two dumps show that they are on their way (see behind), it need
not ask.

What to do: do not restart or re-join anything yet, neither the server that misses
the ticks nor one that is cut off: that is when servers ask, and it can be soon in
any case. Look at the entry on a holder. If it lives, settle the ticks ("tickdiff
plan --settle ORIGIN:TICKS@SERVER --settle-unproven"): that marks them superseded
on the server that misses them, so that it does not ask, and on those that would
answer, as they answer late what was asked before. Run these marks, then write the
entry again on the holder, so that all have it. A server that has not heard of the
ticks must not be marked: write the entry again at once. If it is deleted there,
there is nothing to lose: let the servers re-join, and see whether all agree then.

` + plan.WriteAgain,
	run: func(c *Case, report func(Finding)) {
		for _, u := range c.Plan.Unmarked(plan.Left) {
			if len(u.DeletedOn) > 0 {
				report(c.race(&u))
			}
		}
		for _, o := range c.origins {
			c.racesAhead(o, report)
		}
	},
}

// racesAhead finds races that begin once a server that is behind hears of the
// ticks: until then it does not miss them, so no plan can settle them.
func (c *Case) racesAhead(o *cluster.Origin, report func(Finding)) {
	replicas := c.distinct(o)
	deleted := anyOf(replicas, func(a *cluster.Replica) ticks.Set { return a.Deleted.Minus(a.Present) })
	if deleted.Empty() {
		return
	}
	open := deleted.Intersect(anyOf(replicas, func(a *cluster.Replica) ticks.Set { return a.Present })).Minus(o.Missing())
	for p, set := range c.patterns(o, open, racer) {
		holders, deniers := p.Of('p'), p.Of('d')
		know := slices.Concat(holders, deniers)
		late := slices.DeleteFunc(p.Of('l'), func(i int) bool { return c.explained(know, i) })
		if len(late) > 0 && len(holders) > 0 && len(deniers) > 0 {
			report(c.raceAhead(o, set, late, holders, deniers))
		}
	}
}

// racer is the part of a server in a race: late, present or deleted.
func racer(s cluster.State) byte {
	switch {
	case s.Contradicts():
		return 0
	case s.Is(cluster.InPresent):
		return 'p'
	case s.Is(cluster.InDeleted):
		return 'd'
	case s.Is(cluster.TellsHeard) && s&(cluster.WithinHeard|cluster.InSuperseded) == 0:
		return 'l'
	}
	return 0
}

func (c *Case) raceAhead(o *cluster.Origin, set ticks.Set, late, holders, deniers []int) Finding {
	asks, who, denies := part(Behind, c.names(late)...), part(Holders, c.names(holders)...), part(DeletedOn, c.names(deniers)...)
	f := Finding{
		Reason: "not-heard-yet", Parts: []Part{asks, who, denies}, Origin: o.Name, HasOrigin: true, Ticks: set,
		Message: prose.Say("%s will ask for %s of %q, not heard of yet; %s %s %s present, and %s would answer that %s deleted", asks.names(), prose.Numbered(set), o.Name,
			who.names(), who.does("has", "have"), prose.ItOrThem(set), denies.names(), prose.Does(set.Count(), "it was", "they were")),
		Action:   prose.Say("before any server restarts or re-joins, look at the entry; if it lives, write it again on %q, then dump again", who.Servers[0]),
		Evidence: slices.Concat(c.cite(o, holders, cluster.InPresent, set), c.cite(o, deniers, cluster.InDeleted, set)),
	}
	f.Run = c.look(nil, who.Servers[0], o.Name, set)
	return f
}

func (c *Case) race(u *plan.Unmarked) Finding {
	o, f := c.originNamed(u.Origin), leftParts(u)
	was := prose.Does(u.Ticks.Count(), "it was", "they were")
	if u.Some {
		was = "some of them were"
	}
	f.say = func(f *Finding) (prose.Text, prose.Text) {
		on, who, denies := f.Part(MissingOn), f.Part(Holders), f.Part(DeletedOn)
		return prose.Say("%s %s %s of %q; %s %s %s%s present, and %s would answer, or may, that %s deleted", on.names(), on.does("misses", "miss"), prose.Numbered(f.Ticks), f.Origin,
				who.names(), who.does("has", "have"), who.some(), prose.ItOrThem(f.Ticks), denies.names(), was),
			c.raceAction(o, denies.Servers, who.Servers[0])
	}
	f.Evidence = append([]cluster.Proof{c.proof(o, c.index(u.Server), cluster.InMissing, u.Ticks)}, c.citeParts(o, c.witnessing(u.Who), cluster.InPresent, u.Ticks)...)
	for _, d := range c.witnessing(u.DeletedOn) {
		f.Evidence = append(f.Evidence, c.proofGone(o, d, u.Ticks))
	}
	f.Run = addRun(nil, c.Plan.Look(&u.Decision))
	for _, s := range c.silent(o, u.DeletedOn, witnesses) {
		f.Run = c.ask(f.Run, s)
	}
	return f
}

// raceAction says what to do. Where a server does not tell what it has deleted, a new dump
// can tell.
func (c *Case) raceAction(o *cluster.Origin, denies []string, holder string) prose.Text {
	action := prose.Say("before any server restarts or re-joins, look at the entry; if it lives, settle it, run the mark and write it again on %q", holder)
	if silent := c.silent(o, denies, len(denies)); len(silent) > 0 {
		return prose.Say("dump %s again with -a, to see whether it is so; %s", prose.QuotedList(silent), action)
	}
	return action
}

// silent are the first few of those servers that do not tell what they have deleted.
func (c *Case) silent(o *cluster.Origin, servers []string, most int) []string {
	out := slices.DeleteFunc(slices.Clone(servers), func(s string) bool { return o.Replica(c.index(s)).From(dump.Deleted) != nil })
	return out[:min(len(out), most)]
}
