package plan

import (
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/ticks"
)

// Alternative is something the plan could do and does not.
type Alternative struct {
	What  string `json:"what"`  // a kebab-case word
	Count uint64 `json:"count"` // how many ticks, counted once for each server, it would be about
	Why   string `json:"why"`   // what it would be, and why not; a sentence without its full stop
}

// Rejected lists what the plan decided against. The plan is the least that the
// rules allow: a server is marked only for what it misses itself, once for each
// origin and kind, and nothing is marked that the servers have.
func (p *Plan) Rejected() []Alternative {
	var out []Alternative
	add := func(count uint64, what, why string) {
		if count > 0 {
			out = append(out, Alternative{what, count, why})
		}
	}
	elsewhere := p.Count(func(d *Decision) bool { return d.Reason == DeletedElsewhere || d.Reason == SupersededElsewhere })
	lost := p.Count(func(d *Decision) bool { return d.Reason == Lost })
	add(p.CountOf(Left), "mark-left", "marking what is left to the servers: they have it, and a mark would end the asking for it")
	add(elsewhere, "wait", "waiting until the servers tell each other what is superseded or deleted: they ask once, and again only after a restart or a re-join; where that is due anyway, it does as well as the mark")
	add(lost, "do-nothing", "leaving alone what is lost: nobody can answer, and before 0.71.10 a server that starts empty waits while the one it copies from misses anything")
	add(p.lostOnSeveral(), "mark-one-server", "marking what is lost on one server, for the others to learn from it: fewer commands, but they learn it only at their next re-join")
	add(p.Count(func(d *Decision) bool { return d.Reason == Lost && d.Kind == MarkSuperseded }), "mark-deleted",
		"marking what is lost as deleted: a server so marked tells whoever still asks to delete, which destroys the value wherever it has come back; --lost deleted does it all the same")
	if !p.Options.Broadcast {
		add(p.joinable(), "broadcast", "one broadcast in place of marks that are the same on all seen servers: it is one message that any server may miss; --broadcast does it all the same")
	}
	add(p.CountOf(Marked), "mark-without-ticks", "a mark that names no ticks: shorter, but it takes whatever is missing by the time it runs")
	return out
}

// lostOnSeveral counts what is lost on more servers than one, but for the first.
func (p *Plan) lostOnSeveral() uint64 {
	before := map[string]ticks.Set{}
	var n uint64
	for _, s := range p.Of(Marked) {
		if s.Reason == Lost {
			n = ticks.AddCounts(n, s.Ticks.Intersect(before[s.Origin]).Count())
			before[s.Origin] = before[s.Origin].Union(s.Ticks)
		}
	}
	return n
}

// joinable counts the ticks of commands that one broadcast could join.
func (p *Plan) joinable() uint64 {
	var n uint64
	for _, c := range joinBroadcasts(slices.Concat(p.Commands, p.Unlisted), len(p.With(cluster.Seen))) {
		if c.Broadcast() {
			n = ticks.AddCounts(n, c.Ticks().Count())
		}
	}
	return n
}
