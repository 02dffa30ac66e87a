package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
	"tickdiff/ticks"
)

// group is decisions that differ in the server only.
type group []*plan.Decision

// groupsOf joins decisions on the same ticks, and puts them by origin and ticks. It keeps
// no more than a pointer of each, as there may be a million.
func groupsOf(all []plan.Decision) []group {
	order := make([]*plan.Decision, len(all))
	for i := range all {
		order[i] = &all[i]
	}
	slices.SortStableFunc(order, compareGrouped)
	var groups []group
	for begin := 0; begin < len(order); {
		end := begin + 1
		for end < len(order) && compareGrouped(order[begin], order[end]) == 0 {
			end++
		}
		groups = append(groups, order[begin:end])
		begin = end
	}
	return groups
}

// compareGrouped compares all that a group has in common.
func compareGrouped(a, b *plan.Decision) int {
	if c := cmp.Or(strings.Compare(a.Origin, b.Origin), a.Ticks.Compare(b.Ticks), strings.Compare(string(a.Reason), string(b.Reason)),
		strings.Compare(string(a.Kind), string(b.Kind)), cmp.Compare(a.More, b.More), cmp.Compare(a.MoreDeleted, b.MoreDeleted),
		cluster.FalseFirst(a.Some, b.Some)); c != 0 {
		return c
	}
	return cmp.Or(slices.Compare(a.Holders, b.Holders), slices.Compare(a.DeletedOn, b.DeletedOn), slices.Compare(a.Needs, b.Needs))
}

// ticks are what a group is about, as rows begin.
func (g group) ticks() prose.Text { return ticksOf(g[0].Origin, g[0].Ticks) }

// missing names the servers that miss them.
func (g group) missing() prose.Text {
	names := make([]string, min(len(g), foremostShown))
	for i := range names {
		names[i] = g[i].Server
	}
	return prose.Say("missing on %s", prose.Names(names).AndMore(len(g)-len(names)))
}

// shortRows is how many rows of a plan text shows unless more is asked for.
const shortRows = 8

// groupTable is a row for all that is decided in one way.
func groupTable(all []plan.Decision) doc.Table {
	row := func(g *group) doc.Row { return cells(g.ticks(), stateWords((*g)[0]), g.missing()) }
	return doc.Table{Header: doc.Head("ticks", "state", "where"), Plain: doc.Screen, Rows: doc.Each(groupsOf(all), row), Short: shortRows, Things: "rows"}
}

// ticksOf is how ticks of an origin are written.
func ticksOf(origin string, set ticks.Set) prose.Text {
	return prose.Say("%s:%s", prose.NameOf(origin), set)
}

// fewOf are the first names of a list that is cut already, of which each of the ticks may
// rest with some only.
func fewOf(d *plan.Decision, names []string, more int) prose.Text {
	shown := names[:min(len(names), foremostShown)]
	among := ""
	if d.Some {
		among = "some of "
	}
	return prose.Say("%s%s", among, prose.Names(shown).AndMore(more+len(names)-len(shown)))
}

// heldOn are the servers that have what is left, as far as lists go.
func heldOn(d *plan.Decision) prose.Text {
	names, more := d.Kept()
	return prose.Say("on %s", fewOf(d, names, more))
}

// stateWords say in a few words why something is decided as it is, and by whom.
func stateWords(d *plan.Decision) prose.Text {
	switch d.Reason {
	case plan.AliveElsewhere, plan.DeletionPending:
		words := prose.Say("lives %s", heldOn(d))
		if d.Reason == plan.DeletionPending {
			words = prose.Say("deletion pending %s", heldOn(d))
		}
		if names, more := d.KeptDeleted(); len(names) > 0 {
			words = prose.Say("%s; deleted, or may be, on %s", words, fewOf(d, names, more))
		}
		return words
	case plan.Settled:
		return prose.Say("settled, on your word")
	case plan.OriginBehind:
		return prose.Say("%s went back, and will give it out again", prose.NameOf(d.Origin))
	case plan.UnseenServer:
		return prose.Say("not everybody was asked")
	case plan.NotSaid:
		return prose.Say("not told, or contradicted, by %s", fewOf(d, d.Needs, d.More))
	case plan.NotHeard:
		return prose.Say("%s may have it by now", fewOf(d, d.Needs, d.More))
	case plan.UnsafeName:
		return prose.Say("no command can be trusted with the name")
	case plan.DeletedElsewhere, plan.SupersededElsewhere:
		return prose.Say("%s on %s", strings.TrimSuffix(string(d.Reason), "-elsewhere"), someNames(proving(d)))
	case plan.DeletedBefore, plan.SupersededBefore:
		return prose.Say("%s, as an older dump or log tells", strings.TrimSuffix(string(d.Reason), "-before"))
	case plan.Lost:
		words := prose.Say("lost: nobody can send it")
		if d.Kind == plan.MarkDeleted {
			words = prose.Say("%s; marked deleted, on your word", words)
		}
		return words
	case plan.NoLongerTold:
		if len(d.Holders) > 0 {
			return prose.Say("present %s", heldOn(d))
		}
		return prose.Say("not told")
	}
	panic(fmt.Sprintf("report: no words for %q", d.Reason))
}

// proving are the servers that are cited for having what the reason says.
func proving(d *plan.Decision) []string {
	word, before := strings.CutSuffix(strings.TrimSuffix(string(d.Reason), "-elsewhere"), "-before")
	var names []string
	for _, e := range d.Evidence {
		if e.State.Before == before && strings.Contains(e.State.Word, word) && !slices.Contains(names, e.Server) {
			names = append(names, e.Server)
		}
	}
	return names
}

// reasonList has the rule behind each reason, and what would lead to another.
func reasonList(all []plan.Decision) doc.List {
	return doc.List{Title: "why", On: doc.Beyond, Most: doc.All, Things: "reasons", Items: doc.Each(reasonsOf(all), func(r *plan.Reason) doc.Item {
		rule := plan.RuleOf(*r)
		return doc.LineItem("%s: %s. What would change it: %s.", *r, rule.Why, rule.Change)
	})}
}

// reasonsOf lists the reasons of decisions, each once, in the order of the rules.
func reasonsOf(all []plan.Decision) []plan.Reason {
	has := map[plan.Reason]bool{}
	for _, d := range all {
		has[d.Reason] = true
	}
	var out []plan.Reason
	for _, rule := range plan.Rules {
		if has[rule.Reason] {
			out = append(out, rule.Reason)
		}
	}
	return out
}
