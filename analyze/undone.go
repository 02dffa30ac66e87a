package analyze

import (
	"maps"
	"slices"
	"strings"

	"tickdiff/ticks"
)

// undone is what a server misses of an origin and the plan does not mark, for one
// reason: the plan tells apart by whom it rests with, findings do not.
type undone struct {
	server, origin string
	reason         Reason
	ticks          ticks.Set
	who            []string // who has them, or must be dumped
	more           int      // how many more must be
	deletedOn      []string // who answers that they were deleted
	same           bool     // each of them all of it
	look           []string // shows the first tick on a holder
}

// join makes one of those that differ only in who.
func join(all []undone) []undone {
	type key struct {
		server, origin string
		reason         Reason
		deletedOn      string
	}
	type pile struct {
		undone
		ranges []ticks.Range
		who    [][]string
	}
	piles := map[key]*pile{}
	var order []*pile
	for _, u := range all {
		k := key{u.server, u.origin, u.reason, strings.Join(u.deletedOn, "\x00")}
		p := piles[k]
		if p == nil {
			p = &pile{undone: u}
			p.same = true
			piles[k] = p
			order = append(order, p)
		}
		p.ranges = slices.AppendSeq(p.ranges, u.ticks.All())
		p.same = p.same && slices.Equal(p.undone.who, u.who)
		p.who = append(p.who, u.who)
	}
	out := make([]undone, len(order))
	for i, p := range order {
		p.ticks = ticks.Of(p.ranges...)
		if !p.same {
			p.undone.who = allOf(p.who)
		}
		out[i] = p.undone
	}
	return out
}

// allOf are the names in any of the lists, sorted.
func allOf(lists [][]string) []string {
	all := map[string]bool{}
	for _, list := range lists {
		for _, name := range list {
			all[name] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

func leftUndone(all []Left) []undone {
	var out []undone
	for _, l := range all {
		out = append(out, undone{server: l.Server, origin: l.Origin, reason: l.Reason, ticks: l.Ticks, who: l.Holders, deletedOn: l.DeletedOn, look: l.Look})
	}
	return join(out)
}

// refusedUndone names of a refusal by rule 3 the first servers only: it needs all that
// [Plan.Unasked] lists.
func (p *Plan) refusedUndone() []undone {
	var out []undone
	unasked := p.Unasked()
	for _, r := range p.Refused {
		u := undone{server: r.Server, origin: r.Origin, reason: r.Reason, ticks: r.Ticks, who: r.Needs}
		if r.Reason == UnseenServer {
			u.who, u.more = r.Needed(unasked)
		}
		out = append(out, u)
	}
	return join(out)
}
