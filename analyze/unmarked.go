package analyze

import (
	"maps"
	"slices"
	"strings"

	"tickdiff/ticks"
)

// unmarked is what a server misses of an origin and the plan does not mark, for one
// reason: the plan tells apart by whom it rests with, findings do not. Its decision is
// the first of those joined, with the ticks of all.
type unmarked struct {
	Decision
	who  []string // who has them, or must be dumped
	more int      // how many more must be
	same bool     // each of them all of it
}

// unmarked joins the decisions of one fate that differ only in who. Of a refusal by rule
// 3 it names the first servers only: it needs all that [Plan.Unasked] lists.
func (p *Plan) unmarked(f Fate) []unmarked {
	type key struct {
		server, origin string
		reason         Reason
		deletedOn      string
	}
	at, unasked := map[key]int{}, p.Unasked()
	var out []unmarked
	var ranges [][]ticks.Range
	var who [][][]string
	for _, d := range p.Of(f) {
		u := unmarked{Decision: d, who: d.Holders, more: d.More, same: !d.Some}
		switch {
		case d.Reason == UnseenServer:
			u.who, u.more = d.Needed(unasked)
		case f == Refused:
			u.who = d.Needs
		}
		k := key{d.Server, d.Origin, d.Reason, strings.Join(d.DeletedOn, "\x00")}
		i, joins := at[k]
		if !joins {
			i = len(out)
			at[k], out, ranges, who = i, append(out, u), append(ranges, nil), append(who, nil)
		}
		ranges[i] = slices.AppendSeq(ranges[i], d.Ticks.All())
		out[i].same = out[i].same && slices.Equal(out[i].who, u.who)
		who[i] = append(who[i], u.who)
	}
	for i := range out {
		out[i].Ticks = ticks.Of(ranges[i]...)
		if len(who[i]) > 1 && !out[i].same {
			out[i].who = allOf(who[i])
		}
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
