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
