package plan

import (
	"cmp"
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/moatcmd"
	"tickdiff/ticks"
)

// Command is a mark, and what it is for. [newCommand] is the only maker.
type Command struct {
	moatcmd.Mark
	markKey
}

// newCommand panics on what must never be possible: no ticks, or a name that is
// no name.
func newCommand(o Options, key markKey, set ticks.Set) Command {
	mark := o.client(key.server).Supersede
	if key.kind == MarkDeleted {
		mark = o.client(key.server).Delete
	}
	return Command{mark(key.origin, set), key}
}

// Server is the server that is asked.
func (c Command) Server() string { return c.server }

// Origin is whose ticks are marked.
func (c Command) Origin() string { return c.origin }

// Kind is what they are marked as.
func (c Command) Kind() MarkKind { return c.kind }

// Settled reports whether it rests on the operator's word, see [Plan.Settle].
func (c Command) Settled() bool { return c.settled }

// Answers reports whether the server does not miss the ticks, but would answer
// that they were deleted, see [Decision].
func (c Command) Answers() bool { return c.answers }

// markKey tells marks apart: ticks with one key go into one command.
type markKey struct {
	server, origin string
	kind           MarkKind
	settled        bool
	answers        bool // the server misses nothing of it, and would answer that it was deleted
}

// addCommands turns the steps into one command a server, origin and kind; what is
// marked on the operator's word has a command of its own.
func (p *Plan) addCommands() {
	marks := map[markKey][]ticks.Set{}
	for _, s := range p.Of(Marked) {
		key := markKey{server: s.Server, origin: s.Origin, kind: s.Kind, settled: s.Reason == Settled}
		marks[key] = append(marks[key], s.Ticks)
		for _, server := range s.DeletedOn {
			key := markKey{server: server, origin: s.Origin, kind: s.Kind, settled: true, answers: true}
			marks[key] = append(marks[key], s.Ticks)
		}
	}
	var all []Command
	for key, sets := range marks {
		all = append(all, newCommand(p.Options, key, ticks.Union(sets...)))
	}
	slices.SortFunc(all, compareCommands)
	if p.Options.Broadcast {
		all = joinBroadcasts(all, len(p.With(cluster.Seen)))
	}
	limit := uint64(PlainCommandTicks)
	if p.Options.AllCommands {
		limit = MaxCommandTicks
	}
	p.Commands, p.Unlisted = listable(all, limit)
}

// compareCommands puts what can do least harm first: superseded before deleted,
// and the evidence before the operator's word.
func compareCommands(a, b Command) int {
	return cmp.Or(cluster.FalseFirst(a.kind == MarkDeleted, b.kind == MarkDeleted), cluster.FalseFirst(a.settled, b.settled), cluster.FalseFirst(a.answers, b.answers),
		strings.Compare(a.server, b.server), strings.Compare(a.origin, b.origin))
}

// joinBroadcasts makes one mark of those that are the same on every seen server.
// Only superseded marks: broadcast, a deletion would hit entries anywhere. And
// never the operator's word, which is about one server.
func joinBroadcasts(all []Command, seen int) []Command {
	same := map[string][]int{}
	for i, c := range all {
		if c.kind == MarkSuperseded && !c.settled {
			key := c.origin + "\x00" + c.Ticks().String()
			same[key] = append(same[key], i)
		}
	}
	drop := make([]bool, len(all))
	for _, at := range same {
		if len(at) < 2 || len(at) < seen {
			continue
		}
		all[at[0]].Mark = all[at[0]].ToAll()
		for _, i := range at[1:] {
			drop[i] = true
		}
	}
	var out []Command
	for i, c := range all {
		if !drop[i] {
			out = append(out, c)
		}
	}
	return out
}

// listable parts the commands whose ticks are spelled out from those of servers
// with more than the limit.
func listable(all []Command, limit uint64) (listed, unlisted []Command) {
	counts := map[string]uint64{}
	for _, c := range all {
		counts[c.server] = ticks.AddCounts(counts[c.server], c.Ticks().Count())
	}
	for _, c := range all {
		if counts[c.server] > limit {
			unlisted = append(unlisted, c)
		} else {
			listed = append(listed, c)
		}
	}
	return listed, unlisted
}

// SpelledOut are all commands whose ticks a script can hold, up to
// [MaxCommandTicks] a server, and those whose ticks no program should; both in
// their order.
func (p *Plan) SpelledOut() (listed, beyond []Command) {
	all := slices.Concat(p.Commands, p.Unlisted)
	slices.SortFunc(all, compareCommands)
	return listable(all, MaxCommandTicks)
}

// Program is what the commands call.
func (p *Plan) Program() string { return p.Options.Dialect.Program() }

// Dumps ask every server whose word the plan rests on, but for those that no
// command can be trusted with.
func (p *Plan) Dumps() []Request {
	var out []Request
	for _, c := range p.Servers {
		if argv := p.Options.client(c.Name).State(); c.Status == cluster.Seen && argv != nil {
			out = append(out, Request{Server: c.Name, Argv: argv})
		}
	}
	return out
}

// Racing reports whether a restart or re-join could destroy what lives, see
// [Decision].
func (p *Plan) Racing() bool {
	return slices.ContainsFunc(p.Of(Left), func(l Decision) bool { return len(l.DeletedOn) > 0 })
}

// ForgetRequest is the mark that makes a server forget that it was asked; none if no
// command can be trusted with the names, or if it would be long.
func (o Options) ForgetRequest(server, origin string, set ticks.Set) [][]string {
	const few = 100
	if !o.client(server).CanMark(origin) || set.Count() > few {
		return nil
	}
	argvs, ok := newCommand(o, markKey{server: server, origin: origin, kind: MarkSuperseded}, set).Calls()
	if !ok {
		return nil
	}
	return slices.Collect(argvs)
}
