package plan

import (
	"maps"
	"slices"
	"strings"

	"tickdiff/ticks"
)

// Unmarked is what a server misses of an origin and the plan does not mark, for one
// reason: the plan tells apart by whom it rests with, findings do not. Its decision is
// the first of those joined, with the ticks of all.
type Unmarked struct {
	Decision
	Who  []string // who has them, or must be dumped
	More int      // how many more must be
	Same bool     // each of them all of it
}

// Unmarked joins the decisions of one fate that differ only in who. Of a refusal by rule
// 3 it names the first servers only: it needs all that [Plan.Unasked] lists.
func (p *Plan) Unmarked(f Fate) []Unmarked {
	type key struct {
		server, origin string
		reason         Reason
		deletedOn      string
	}
	at, unasked := map[key]int{}, p.Unasked()
	var out []Unmarked
	var ranges [][]ticks.Range
	var who [][][]string
	for _, d := range p.Of(f) {
		u := Unmarked{Decision: d, Who: d.Holders, More: d.More, Same: !d.Some}
		switch {
		case d.Reason == UnseenServer:
			u.Who, u.More = d.Needed(unasked)
		case f == Refused:
			u.Who = d.Needs
		}
		k := key{d.Server, d.Origin, d.Reason, strings.Join(d.DeletedOn, "\x00")}
		i, joins := at[k]
		if !joins {
			i = len(out)
			at[k], out, ranges, who = i, append(out, u), append(ranges, nil), append(who, nil)
		}
		ranges[i] = slices.AppendSeq(ranges[i], d.Ticks.All())
		out[i].Same = out[i].Same && slices.Equal(out[i].Who, u.Who)
		who[i] = append(who[i], u.Who)
	}
	for i := range out {
		out[i].Ticks = ticks.Of(ranges[i]...)
		if len(who[i]) > 1 && !out[i].Same {
			out[i].Who = allOf(who[i])
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
