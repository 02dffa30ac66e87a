package analyze

import (
	"fmt"
	"slices"

	"tickdiff/ticks"
)

var behind = &Check{
	ID:       "behind",
	Title:    "servers that have not heard of an origin's last ticks",
	Severity: Warning,
	Needs:    Needs{Nodes: true, Dumped: 2},
	Doc: `A server has not heard of the last ticks of an origin, which others know. So
nothing of them is missing for it, and yet it lacks their data: a server misses
only what is followed by something it has heard of.

How it comes about: if its tock is at least that of a dump that knows the ticks,
messages did not arrive, and this is a warning. If its tock is lower, its dump is
just older, and this is only information: it may have heard of them since.

What to do: dump it again. What it then still has not heard of it learns as soon
as the origin writes again, or at its next restart or re-join; from then on it
misses what it lacks, and asks for it. Do not take a clean plan for complete while
a server is behind.`,
	run: func(c *Case, report func(Finding)) {
		for _, o := range c.origins {
			c.reportBehind(c.View.index(o.Name), o, report)
		}
	},
}

// lag is servers that lack the same last ticks of an origin.
type lag struct {
	servers  []int
	set      ticks.Set
	severity Severity
	knower   knower
}

func (c *Case) reportBehind(own int, o *Origin, report func(Finding)) {
	var lags []*lag
	byTicks := map[string]*lag{}
	add := func(server int, set ticks.Set, severity Severity, k knower) {
		if set.Empty() {
			return
		}
		key := fmt.Sprint(severity, set)
		if byTicks[key] == nil {
			byTicks[key] = &lag{set: set, severity: severity, knower: k}
			lags = append(lags, byTicks[key])
		}
		byTicks[key].servers = append(byTicks[key].servers, server)
	}
	h := c.horizon(o)
	late := c.late(own, o, h.top)
	if len(late) > 0 {
		h.sort()
	}
	for _, i := range late {
		a := &o.Accounts[i]
		has := ticks.Union(a.Present.Set, a.Superseded.Set, a.Deleted.Set)
		lost, _ := h.farthestBy(a.HeardFrom, i)
		add(i, above(a.Heard, lost.last).Minus(has), Warning, lost)
		later, _ := h.farthest(i)
		add(i, above(max(a.Heard, lost.last), later.last).Minus(has), Info, later)
	}
	for _, l := range lags {
		report(c.lagFinding(o, l))
	}
}

// late are the servers that have not heard of an origin's last tick, but for the
// origin itself and who is just removing it.
func (c *Case) late(own int, o *Origin, last ticks.Tick) []int {
	var out []int
	for i := range o.Accounts {
		a := &o.Accounts[i]
		if c.Eligible(i) && i != own && a.Heard < last && !slices.Contains(a.HeardFrom.NodeDrop.Names, o.Name) {
			out = append(out, i)
		}
	}
	return out
}

// above are the ticks over one up to and including another.
func above(from, to ticks.Tick) ticks.Set { return ticks.Between(from+1, max(from, to)+1) }

func (c *Case) lagFinding(o *Origin, l *lag) Finding {
	names := c.names(l.servers)
	f := Finding{Servers: names, Severity: l.severity, Origin: o.Name, HasOrigin: true, Ticks: l.set}
	n := uint64(len(names))
	what := fmt.Sprintf("%s %s not heard of %s of %q, which %q knew at %s", quotedList(names), does(n, "has", "have"),
		numbered(l.set), o.Name, c.View.Dumped[l.knower.server].Name, tockOf(l.knower.dump))
	if l.severity == Warning {
		f.Message = fmt.Sprintf("%s; %s not older, so messages did not arrive", what, does(n, "its own dump is", "their own dumps are"))
		f.Action = "let the servers re-join, then dump them again"
	} else {
		f.Message = fmt.Sprintf("%s; %s older, so it may be known there by now", what, does(n, "its own dump is", "their own dumps are"))
		f.Action = "dump again"
	}
	for _, i := range l.servers[:min(len(l.servers), witnesses)] {
		f.Run = c.ask(f.Run, c.View.Dumped[i].Name)
		f.Evidence = append(f.Evidence, nodesProof(o.Accounts[i].HeardFrom, c.View.Dumped[i].Name, o.Name, proofUnheard, l.set))
	}
	f.Evidence = append(f.Evidence, l.knower.proof(c.View, o.Name, l.set))
	return f
}
