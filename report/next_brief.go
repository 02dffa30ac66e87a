package report

import (
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

// leads are what is done, in a word for people.
var leads = map[plan.Do]string{
	plan.DoCollect: "dump", plan.DoSave: "save", plan.DoMark: "mark", plan.DoRejoin: "re-join", plan.DoRestart: "restart",
	plan.DoLook: "look", plan.DoWrite: "write", plan.DoSettle: "settle", plan.DoPlan: "plan",
}

// next says what to do, in order and ready to run. How and why stands in full behind it,
// see [nextInFull].
func next(p *plan.Plan, again Again) doc.Section {
	var items []doc.Item
	looked := map[string]bool{}
	for _, g := range actionGroups(p.Next) {
		for _, item := range g.brief(p, again) {
			if words := item.Words().String(); item.Lead != leads[plan.DoLook] || !looked[words] {
				items = append(items, item)
				looked[words] = true
			}
		}
	}
	if len(items) == 0 {
		return doc.Section{}
	}
	return doc.Section{Title: "next", On: doc.Screen, Blocks: []doc.Block{
		doc.List{Mark: doc.Number, Most: doc.All, Things: "steps", Items: doc.Has(items...)}}}
}

// brief is a step: its command, or what is done by hand. There is none for the plan that
// ends a round, which stands beside the dumps.
func (g *actionGroup) brief(p *plan.Plan, again Again) []doc.Item {
	first := g.actions[0]
	item := doc.Item{Lead: leads[first.Do]}
	switch {
	case first.Do == plan.DoMark:
		return g.briefMark(p)
	case first.Do == plan.DoPlan:
		return g.briefPlan(p, again)
	case first.Do == plan.DoLook && p.Verdict == plan.Unsound:
		return []doc.Item{{Lead: item.Lead, Text: prose.CodeOf(again.report()), Command: true, Note: prose.Say("nothing is to be marked")}}
	case first.Do == plan.DoRejoin:
		item.Text = g.briefRejoin()
		return []doc.Item{item}
	case first.Do == plan.DoRestart && first.If == plan.IfStopped:
		item.Lead = "start"
	}
	lines, note := g.shown(p)
	note = also(note, prose.WordsOf(first.Brief))
	if which := g.ticks(); first.Do == plan.DoLook && which != nil {
		note = prose.Say("each of %s: %s", which, note)
	}
	if g.wait != nil {
		note = also(note, prose.Say("then wait %d minutes", g.wait.Minutes))
	}
	if first.Do == plan.DoCollect && len(newerDumps(p)) == 0 {
		note = also(note, prose.Say("plan again with these and those before"))
	}
	return []doc.Item{withLines(item, g, lines, note)}
}

// withLines puts the command lines of a step into its item, if it has any.
func withLines(item doc.Item, g *actionGroup, lines []string, note prose.Text) doc.Item {
	if len(lines) == 0 {
		item.Text = note
		if g.actions[0].Server != "" {
			item.Text = prose.Say("%s: %s", g.servers(), note)
		}
		return item
	}
	commands := make([]doc.Item, len(lines))
	for i, line := range lines {
		commands[i] = doc.Item{Text: prose.CodeOf(line), Command: true}
	}
	if len(note.String()) > 0 {
		commands[len(lines)-1].Note = note
	}
	commands[0].Lead = item.Lead
	commands[0].Below = []doc.List{{Most: doc.All, Items: doc.Has(commands[1:]...), Things: "command lines"}}
	return commands[0]
}

// ticks are those that a group is about, if they are more than its command shows.
func (g *actionGroup) ticks() prose.Text {
	var parts []prose.Text
	count := uint64(0)
	for _, a := range g.actions {
		if !a.Ticks.Empty() {
			parts = append(parts, ticksOf(a.Origin, a.Ticks))
			count += a.Ticks.Count()
		}
	}
	if count < 2 {
		return nil
	}
	return prose.Join(parts[:min(len(parts), briefLines)], ", ").AndMore(len(parts) - briefLines)
}

// also puts words behind others, if there are any.
func also(a, b prose.Text) prose.Text {
	switch {
	case len(a.String()) == 0:
		return b
	case len(b.String()) == 0:
		return a
	}
	return prose.Say("%s; %s", a, b)
}

// shown are the command lines of a group, and what has to be said of them. Those that
// differ in the server only are shown once, but for dumps of servers that nobody asked.
func (g *actionGroup) shown(p *plan.Plan) (lines []string, note prose.Text) {
	var others []string
	for i := range g.actions {
		a := &g.actions[i]
		argv := a.Argv
		if a.Do == plan.DoSettle {
			argv = a.Flags()
		}
		switch {
		case len(argv) == 0:
		case i > 0 && g.likewise(p, a):
			others = append(others, a.Server)
		case a.Do == plan.DoCollect:
			lines = append(lines, dumpLine(p, a.Server, argv))
		default:
			lines = append(lines, moatcmd.PastedLine(argv))
		}
	}
	if len(others) > 0 {
		note = prose.Say("%s likewise", prose.Names(others))
	}
	if left := len(lines) - briefLines; left > 0 && !g.asks(p) {
		note = also(note, prose.Say("the first %d of %d", briefLines, len(lines)))
		lines = lines[:briefLines]
	}
	return lines, note
}

// briefLines is how many command lines of a step are shown. Of dumps of servers that
// nobody asked all are.
const briefLines = 3

// likewise reports whether an action has the command of the first, on another server.
func (g *actionGroup) likewise(p *plan.Plan, a *plan.Action) bool {
	first := g.actions[0]
	if a.Server == first.Server || g.asks(p) || first.Do != plan.DoSave && first.Do != plan.DoCollect && first.Do != plan.DoRestart {
		return false
	}
	argv := slices.Clone(first.Argv)
	for i, word := range argv {
		if word == first.Server {
			argv[i] = a.Server
		}
	}
	return slices.Equal(argv, a.Argv)
}

// asks reports whether a group dumps servers that were not asked: none of those may be
// overlooked.
func (g *actionGroup) asks(p *plan.Plan) bool {
	return g.actions[0].Do == plan.DoCollect && slices.Contains(p.With(cluster.Unseen), g.actions[0].Server)
}

// briefMark refers to the commands, which stand above. Those that come early are one
// step, whatever they rest on.
func (g *actionGroup) briefMark(p *plan.Plan) []doc.Item {
	isLate := p.AfterRejoin()
	early := func(a *plan.Action) bool { return a.Do == plan.DoMark && (a.Mark == nil || !isLate(a.Mark)) }
	first := slices.IndexFunc(p.Next, func(a plan.Action) bool { return early(&a) })
	words := prose.Say("the commands above")
	switch {
	case !early(&g.actions[0]):
		words = prose.Say("%s for %s; %s", words, g.servers(), g.actions[0].Brief)
	case p.Next[first].Why != g.actions[0].Why:
		return nil
	default:
		all := &actionGroup{actions: slices.DeleteFunc(slices.Clone(p.Next), func(a plan.Action) bool { return !early(&a) })}
		if slices.ContainsFunc(p.Next, func(a plan.Action) bool { return a.Do == plan.DoMark && !early(&a) }) {
			words = prose.Say("%s for %s", words, all.servers())
		}
		words = prose.Say("%s, or add -f script: it checks and saves first", words)
		if len(p.Commands) == 0 {
			words = prose.Say("add -f script, which spells out up to %d a server", plan.MaxCommandTicks)
		}
	}
	return []doc.Item{{Lead: leads[plan.DoMark], Text: words}}
}

// briefRejoin says how servers are made to ask again.
func (g *actionGroup) briefRejoin() prose.Text {
	turns := ""
	if len(g.actions) > 1 {
		turns = ", one at a time"
	}
	words := prose.Say("%s%s: cut off for a minute, wait %d", g.servers(), turns, g.wait.Minutes)
	for _, a := range g.actions {
		if a.Or == plan.DoRestart {
			who := prose.Text{}
			if len(g.actions) > 1 {
				who = prose.Say(" %s", prose.NameOf(a.Server))
			}
			return prose.Say("%s; or restart%s from a new save", words, who)
		}
	}
	return words
}

// briefPlan is the end of a round, where the new dumps are few.
func (g *actionGroup) briefPlan(p *plan.Plan, again Again) []doc.Item {
	newer := newerDumps(p)
	if len(newer) == 0 {
		return nil
	}
	return []doc.Item{{Lead: "plan", Text: prose.CodeOf(again.plan(newer)), Command: true}}
}

// newerNamed is how many new dumps a line names.
const newerNamed = 2

// newerDumps are the files of the dumps that are to be taken, if they can be named.
func newerDumps(p *plan.Plan) []string {
	var newer []string
	for _, a := range p.Next {
		if a.Do != plan.DoCollect {
			continue
		}
		file := dumpFile(p, a.Server)
		if file == "" || len(newer) == newerNamed {
			return nil
		}
		newer = append(newer, file)
	}
	return newer
}
