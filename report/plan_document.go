package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

// PlanDocument tells a plan. It answers, in this order: what may be marked and with
// which commands, what must not be and why, and what to do next. All that this rests on
// stands behind it.
func PlanDocument(p *plan.Plan, again Again) *doc.Document {
	id := PlanID(p)
	d := planHead("plan", p, id)
	d.Sections = slices.Concat([]doc.Section{doubts(p), matrix(p, nil)}, decided(p, again), behindPlan(p), []doc.Section{
		coverage(p.Servers), hashes(p, id), moreWords(p)})
	return d
}

// decided are the parts of a plan that say what to do.
func decided(p *plan.Plan, again Again) []doc.Section {
	return []doc.Section{marked(p), left(p), refused(p), notTold(p), entriesSection(&p.Entries), starts(p), next(p, again), declareGone(p, again)}
}

// behindPlan are the parts that stand behind it.
func behindPlan(p *plan.Plan) []doc.Section {
	return []doc.Section{against(p), returns(p), requests(p), addresses(p)}
}

// doubts is what makes the dumps doubtful as a whole.
func doubts(p *plan.Plan) doc.Section {
	all := planDoubts(p)
	if len(all) == 0 {
		return doc.Section{}
	}
	return doc.Section{Blocks: []doc.Block{doc.List{Items: doc.Has(all...), Most: doc.All, Things: "doubts"}}}
}

func marked(p *plan.Plan) doc.Section {
	all := p.Of(plan.Marked)
	if len(all) == 0 {
		return doc.Section{}
	}
	return doc.Section{Title: "mark", Blocks: []doc.Block{
		groupTable(all),
		doc.Commands{Lines: markLines(p.Commands)},
		lateMarks(p),
		doc.List{Items: doc.Each(p.Unlisted, unlistedItem), Most: doc.All, Things: "commands with too many ticks"},
		reasonList(all),
		doc.List{On: doc.Beyond, Items: doc.Has(lastSeen(all)...), Most: doc.All, Things: "dumps"},
	}}
}

// lateMarks names the servers that are not marked yet.
func lateMarks(p *plan.Plan) doc.List {
	late := p.AfterRejoin()
	names := map[string]bool{}
	for _, c := range slices.Concat(p.Commands, p.Unlisted) {
		if late(&c) {
			names[c.Server()] = true
		}
	}
	if len(names) == 0 {
		return doc.List{Items: doc.Has[doc.Item]()}
	}
	return doc.List{Items: doc.Has(doc.LineItem("Those for %s wait until others have what each alone has.", someNames(slices.Sorted(maps.Keys(names)))))}
}

// lastSeen says who had the data of lost ticks when it was last dumped, each once.
func lastSeen(marked []plan.Decision) []doc.Item {
	var items []doc.Item
	said := map[string]bool{}
	for _, s := range marked {
		for _, e := range s.Evidence {
			if s.Reason != plan.Lost || !e.PresentBefore() {
				continue
			}
			item := doc.LineItem("An older dump of %s (tock %d, %s) shows %s of %s present; its data is gone with it.",
				prose.NameOf(e.Server), e.Tock, fileLine(e.File, e.Line), e.Ticks, prose.NameOf(s.Origin))
			if words := item.Text.String(); !said[words] {
				items = append(items, item)
				said[words] = true
			}
		}
	}
	return items
}

// unlistedItem says what is not spelled out, and why.
func unlistedItem(c *plan.Command) doc.Item {
	return doc.LineItem("%s: %s of %s, %s: %s.", prose.NameOf(c.Server()), tickWord(c.Ticks().Count()), prose.NameOf(c.Origin()), c.Ticks(), unlistedWhy(*c))
}

// unlistedWhy says why a command is not spelled out, and what spells it out.
func unlistedWhy(c plan.Command) string {
	if c.Ticks().Count() > plan.MaxCommandTicks {
		return fmt.Sprintf("more than the %d that are ever spelled out for a server; find out first how so many came to be missing", plan.MaxCommandTicks)
	}
	return fmt.Sprintf("too many to spell out unasked; use --format script, or --all-commands (up to %d a server)", plan.MaxCommandTicks)
}

func left(p *plan.Plan) doc.Section {
	all := p.Of(plan.Left)
	if len(all) == 0 {
		return doc.Section{}
	}
	looks := func(g *group) doc.Item {
		return doc.Item{Text: prose.Say("look: %s", doc.CommandItem(0, p.Look((*g)[0])).Text), Command: true}
	}
	seen := slices.DeleteFunc(groupsOf(all), func(g group) bool { return p.Look(g[0]) == nil })
	s := doc.Section{Title: "do not mark", Fold: doc.FoldOnPost, Count: len(all), Beside: prose.Say("servers have it: a mark would leave them different"), Blocks: []doc.Block{groupTable(all)}}
	if careful := races(all); careful != nil {
		s.Fold = doc.Open
		s.Blocks = append(s.Blocks, doc.Paragraph{Text: careful})
	}
	s.Blocks = append(s.Blocks, reasonList(all),
		doc.List{On: doc.Beyond, Items: doc.Each(seen, looks), Things: "commands"})
	return s
}

// races warns of servers whose answer destroys what others have.
func races(all []plan.Decision) prose.Text {
	answering, more := map[string]bool{}, false
	for i := range all {
		names, left := all[i].KeptDeleted()
		more = more || left > 0
		for _, name := range names {
			answering[name] = true
		}
	}
	if len(answering) == 0 {
		return nil
	}
	who := someNames(slices.Sorted(maps.Keys(answering)))
	if more {
		who = prose.Say("%s and others", who)
	}
	return append(prose.StrongOf("CAREFUL"), prose.Say("  %s would answer, or may, that it was deleted, which destroys the entry where it lives: restart or re-join nothing before it was looked at. "+
		"If it lives, settle it, run the marks and write it again on a holder.", who)...)
}

func refused(p *plan.Plan) doc.Section {
	all := p.Of(plan.Refused)
	if len(all) == 0 {
		return doc.Section{}
	}
	s := doc.Section{Title: "refused", Fold: doc.FoldOnPost, Count: len(all), Beside: prose.Say("not decided: mark none of it"), Blocks: []doc.Block{groupTable(all), cures(all), reasonList(all)}}
	if saves := plainSaveCures(p); saves != "" {
		s.Blocks = append(s.Blocks, doc.Line("%s", saves))
	}
	return s
}

// cures are what would let refusals be decided, but for servers that nobody asked:
// those stand in the verdict.
func cures(refused []plan.Decision) doc.List {
	reasons := slices.DeleteFunc(reasonsOf(refused), func(r plan.Reason) bool { return r == plan.UnseenServer })
	return doc.List{On: doc.Screen, Most: doc.All, Things: "reasons", Items: doc.Each(reasons, func(r *plan.Reason) doc.Item {
		return doc.LineItem("To decide %s: %s.", *r, plan.RuleOf(*r).Change)
	})}
}

// notTold lists what was missing and is in no told state now.
func notTold(p *plan.Plan) doc.Section {
	all := p.Of(plan.Untold)
	if len(all) == 0 {
		return doc.Section{}
	}
	return doc.Section{Title: "not told", Fold: doc.FoldOnPost, Count: len(all), Beside: prose.Say("missing in an older dump, and no newer one tells what became of it: dump again, with -a"), Blocks: []doc.Block{
		groupTable(all),
		doc.List{On: doc.Beyond, Items: doc.Each(all, untoldItem), Things: "not told"}}}
}

// mostGone is how many servers a line declares gone.
const mostGone = 64

// declareGone is for who knows that servers that were not asked are lost. Names that are
// long gone are often many, so one line declares them all.
func declareGone(p *plan.Plan, again Again) doc.Section {
	unasked := p.With(cluster.Unseen)
	if len(unasked) == 0 {
		return doc.Section{}
	}
	canPaste := func(name string) bool { return prose.Visible(name) == name && !strings.HasPrefix(name, "-") }
	all := len(unasked) <= mostGone && !slices.ContainsFunc(unasked, func(name string) bool { return !canPaste(name) })
	if all && len(unasked) == 1 {
		return doc.Section{On: doc.Screen | doc.Page, Blocks: sayGone(prose.Say("%s is", prose.NameOf(unasked[0])), again, unasked)}
	}
	blocks := sayGone(prose.Say("one of them is"), again, []string{"NAME"})
	if all {
		blocks = append(blocks, sayGone(prose.Say("each of these is"), again, unasked)...)
	}
	return doc.Section{On: doc.Screen | doc.Page, Blocks: blocks}
}

// sayGone is the line that declares servers gone.
func sayGone(subject prose.Text, again Again, names []string) []doc.Block {
	var flags []string
	for _, name := range names {
		flags = append(flags, "--gone", name)
	}
	return []doc.Block{
		doc.Line("Only if %s surely lost for good, and had stopped before the first dump:", subject),
		doc.Commands{Lines: []string{again.plan(nil, flags...)}}}
}

// requests says what each dump would decide.
func requests(p *plan.Plan) doc.Section {
	if len(p.Requests) == 0 {
		return doc.Section{}
	}
	row := func(r *plan.Request) doc.Row { return cells(prose.NameOf(r.Server), r.Decides, r.Helps) }
	return doc.Section{Title: "dumps still needed, the most useful first", On: doc.Beyond, Fold: doc.FoldOnPost, Count: len(p.Requests), Blocks: []doc.Block{
		doc.Table{Header: doc.Head("server", "decides alone", "helps to decide"), Rows: doc.Each(p.Requests, row)}}}
}

// moreWords end a text: what was assumed, and where there is more.
func moreWords(p *plan.Plan) doc.Section {
	more := "More: --long"
	if p.Verdict == plan.Unsound {
		more += ", tickdiff report"
	}
	if len(p.Rejected()) > 0 {
		more += ", --why"
	}
	if reasons := reasonsOf(p.Of(plan.Refused)); len(reasons) > 0 {
		more += ", tickdiff explain " + string(reasons[0])
	}
	if len(assumedHosts(p)) > 0 && hasCommands(p) {
		more = "Hosts are taken to be the names (--at, --hostmap). " + more
	}
	return doc.Section{On: doc.Screen, Blocks: []doc.Block{doc.Line("%s", more)}}
}
