package report

import (
	"fmt"
	"slices"

	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

// PlanDocument tells a plan. It answers, in this order: what is wrong, what may be
// marked and with which commands, what must not be and why, which dumps are still
// needed, and what to do next.
func PlanDocument(p *plan.Plan) *doc.Document {
	id := PlanID(p)
	d := planHead("plan", p, id)
	d.Sections = slices.Concat([]doc.Section{coverage(p.Servers)}, planSections(p), []doc.Section{hashes(p.Servers), planLine(id)})
	return d
}

// planSections are the parts of a plan.
func planSections(p *plan.Plan) []doc.Section {
	return []doc.Section{doubts(p), wrong(p), notTold(p), mayBeMarked(p), mustNotBeMarked(p), entriesSection(&p.Entries),
		against(p), returns(p), starts(p), stillNeeded(p), addresses(p), next(p)}
}

// coverage is a row a server: what is known of it, and from where.
func coverage(servers []plan.Coverage) doc.Section {
	row := func(c *plan.Coverage) doc.Row {
		row := cells(prose.NameOf(c.Name), c.Status, "-", "-", "-")
		if c.HasTock {
			row[2] = prose.Say("%d", c.Tock)
		}
		if len(c.Sources) > 0 {
			row[3] = fileLine(c.Sources[0].File, c.Sources[0].Line)
			row[4] = prose.Say("%s", tells(*c))
		}
		return row
	}
	return doc.Section{Title: "servers", Fold: doc.FoldOnPost, Count: len(servers), Blocks: []doc.Block{
		doc.Table{Header: doc.Head("server", "status", "tock", "dump", "tells"), Rows: doc.Each(servers, row)}}}
}

// hashes are how a maintainer knows the dumps again.
func hashes(all []plan.Coverage) doc.Section {
	var rows []doc.Row
	for _, c := range all {
		for _, s := range c.Sources {
			rows = append(rows, cells(fileLine(s.File, s.Line), prose.CodeOf(s.SHA256)))
		}
	}
	return doc.Section{Title: "dumps", On: doc.Post | doc.Page, Fold: doc.Folded, Count: len(rows), Blocks: []doc.Block{
		doc.Table{Header: doc.Head("dump", "SHA-256 of the file"), Rows: doc.Has(rows...)}}}
}

// doubts is what makes the dumps doubtful as a whole.
func doubts(p *plan.Plan) doc.Section {
	all := planDoubts(p)
	if len(all) == 0 {
		return doc.Section{}
	}
	return doc.Section{Blocks: []doc.Block{doc.List{Items: doc.Has(all...), Most: doc.All, Things: "doubts"}}}
}

// allSections is how many sections "internal state -a" prints.
const allSections = 6

// tells lists the sections of a server; derived ones are told so.
func tells(c plan.Coverage) string {
	derived := map[string]bool{}
	for _, s := range c.Derived {
		derived[s] = true
	}
	words := ""
	for _, s := range c.Sections {
		if words != "" {
			words += ", "
		}
		words += s
		if derived[s] {
			words += " (derived)"
		}
	}
	switch {
	case words == "":
		return "nothing"
	case len(c.Sections) == allSections && len(c.Derived) == 0:
		return "all"
	}
	return words
}

// wrong is a row for all that is missing, with its verdict.
func wrong(p *plan.Plan) doc.Section {
	s := doc.Section{Title: "what is wrong", Count: len(p.Decisions), Blocks: []doc.Block{doc.Table{
		Header: doc.Head("server", "misses of", "ticks", "count", "verdict", "reason"), Rows: doc.Each(p.Decisions, missingRow),
		Otherwise: prose.WordsOf("Nothing is missing in what was asked.")}}}
	if s.Count > 0 {
		s.Fold = doc.FoldOnPost
	}
	return s
}

func missingRow(d *plan.Decision) doc.Row {
	verdict, reason := "", string(d.Reason)
	switch d.Fate() {
	case plan.Marked:
		verdict = "mark " + string(d.Kind)
	case plan.Left:
		verdict = "leave"
	case plan.Refused:
		verdict = "refused"
	case plan.Untold:
		verdict, reason = "not told", "-"
	}
	return missedRow(d, verdict, reason)
}

// missedRow says what a server misses, and more of it.
func missedRow(d *plan.Decision, more ...any) doc.Row {
	return cells(append([]any{prose.NameOf(d.Server), prose.NameOf(d.Origin), d.Ticks, d.Ticks.Count()}, more...)...)
}

// notTold lists what was missing and is in no told state now.
func notTold(p *plan.Plan) doc.Section {
	all := p.Of(plan.Untold)
	if len(all) == 0 {
		return doc.Section{}
	}
	return doc.Section{Title: "not told", Fold: doc.FoldOnPost, Count: len(all), Blocks: []doc.Block{
		doc.List{Items: doc.Each(all, untoldItem), Things: "not told"}}}
}

func mayBeMarked(p *plan.Plan) doc.Section {
	marked := p.Of(plan.Marked)
	if len(marked) == 0 {
		return doc.Section{}
	}
	var why []doc.Item
	for _, r := range reasonsOf(marked) {
		why = append(why, doc.LineItem("%s: %s.", r, plan.RuleOf(r).Why))
	}
	return doc.Section{Title: "what may be marked", Fold: doc.FoldOnPost, Blocks: []doc.Block{
		doc.List{Items: doc.Has(append(why, lastSeen(marked)...)...), Most: doc.All, Things: "reasons"},
		doc.Gap{},
		doc.Commands{Lines: markLines(p.Commands)},
		doc.List{Items: doc.Each(p.Unlisted, unlistedItem), Things: "commands with too many ticks"},
	}}
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

func mustNotBeMarked(p *plan.Plan) doc.Section {
	left, refused := p.Of(plan.Left), p.Of(plan.Refused)
	if len(left)+len(refused) == 0 {
		return doc.Section{}
	}
	unasked := p.Unasked()
	blocks := []doc.Block{
		doc.List{Items: doc.Each(left, func(l *plan.Decision) doc.Item { return leftItem(p, l) }), Things: "left to the servers"},
		doc.List{Items: doc.Each(refused, func(r *plan.Decision) doc.Item { return refusedItem(r, unasked) }), Things: "refused"},
	}
	for _, r := range reasonsOf(refused) {
		blocks = append(blocks, doc.Line("What would change %s: %s.", r, plan.RuleOf(r).Change))
	}
	if cures := plainSaveCures(p); cures != "" {
		blocks = append(blocks, doc.Line("%s", cures))
	}
	return doc.Section{Title: "what must not be marked", Fold: doc.FoldOnPost, Count: len(left) + len(refused), Blocks: blocks}
}

func leftItem(p *plan.Plan, l *plan.Decision) doc.Item {
	item := doc.LineItem("%s misses %s of %s: %s (%s). Left to the servers: %s.%s", prose.NameOf(l.Server), l.Ticks, prose.NameOf(l.Origin),
		heldOn(l), l.Reason, plan.RuleOf(l.Reason).Why, raceWords(l))
	if argv := p.Look(l); argv != nil {
		look := doc.CommandItem(2, argv)
		look.Text = prose.Say("look: %s", look.Text)
		item.Below = []doc.List{{Items: doc.Has(look)}}
	}
	return item
}

func refusedItem(r *plan.Decision, unasked []string) doc.Item {
	needs := prose.Text{}
	if names, more := r.Needed(unasked); len(names) > 0 {
		needs = prose.Say(" Needed: %s%s.", amongThem(r), prose.Names(names).AndMore(more))
	}
	return doc.LineItem("%s misses %s of %s: refused (%s): %s.%s", prose.NameOf(r.Server), r.Ticks, prose.NameOf(r.Origin), r.Reason, plan.RuleOf(r.Reason).Why, needs)
}

// raceWords warns of servers whose answer destroys what others have.
func raceWords(l *plan.Decision) prose.Text {
	if len(l.DeletedOn) == 0 {
		return prose.Text{}
	}
	return prose.Say(" CAREFUL: %s would answer, or may, that it was deleted, which destroys the entry where it lives: restart or re-join nothing before it was looked at; if it lives, settle it (--settle, --settle-unproven), run the marks and write it again on a holder.", deniers(l))
}

// heldOn says which servers have what is left, as far as lists go.
func heldOn(l *plan.Decision) prose.Text {
	names, more := l.Kept()
	on := "on"
	if l.Some {
		on = "each of these ticks on some of"
	}
	return prose.Say("%s %s", on, prose.Names(names).AndMore(more))
}

// deniers are those who would answer that it was deleted.
func deniers(l *plan.Decision) prose.Text {
	names, more := l.KeptDeleted()
	return prose.Say("%s%s", amongThem(l), prose.Names(names).AndMore(more))
}

// amongThem begins a list of servers where each of the ticks rests with some of them only.
func amongThem(d *plan.Decision) string {
	if d.Some {
		return "some of "
	}
	return ""
}

func stillNeeded(p *plan.Plan) doc.Section {
	if len(p.Requests) == 0 {
		return doc.Section{}
	}
	request := func(r *plan.Request) doc.Item {
		if len(r.Argv) == 0 {
			return doc.LineItem("a dump of %s, taken by hand: no command can be trusted with its name", prose.NameOf(r.Server)).In(2)
		}
		item := doc.CommandItem(2, r.Argv)
		if r.Helps > 0 {
			item.Below = []doc.List{{Items: doc.Has(doc.LineItem("alone decides %d, helps to decide %d", r.Decides, r.Helps).In(2))}}
		}
		return item
	}
	return doc.Section{Title: "dumps still needed, the most useful first", Fold: doc.FoldOnPost, Count: len(p.Requests), Blocks: []doc.Block{
		doc.List{Items: doc.Each(p.Requests, request), Most: doc.All, Things: "dumps"},
		doc.Line("A server that is lost for good is declared so with --gone NAME; never guess it.")}}
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
