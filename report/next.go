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

// next says what to do, in order and ready to run; how and why, where there is room.
func next(p *plan.Plan, again Again) doc.Section {
	items := steps(p, p.Next, again)
	if len(items) == 0 {
		return doc.Section{}
	}
	return doc.Section{Title: "next", Blocks: []doc.Block{
		doc.List{Mark: doc.Number, Most: doc.All, Things: "steps", Items: doc.Has(items...)}}}
}

// restSteps are those that a script leaves: what comes behind the saves and marks that
// it makes.
func restSteps(p *plan.Plan) []doc.Item {
	if len(p.Starts) > 0 {
		return nil
	}
	late := p.AfterRejoin()
	done := slices.IndexFunc(p.Next, func(a plan.Action) bool { return a.Do != plan.DoSave })
	for i, a := range p.Next {
		if a.Do == plan.DoMark && (a.Mark == nil || !late(a.Mark)) {
			done = i + 1
		}
	}
	return steps(p, p.Next[max(done, 0):], Again{Flags: p.Options.Flags()})
}

// steps say actions in their order, each command once.
func steps(p *plan.Plan, all []plan.Action, again Again) []doc.Item {
	var items []doc.Item
	b := newBriefer(p, again)
	looked := map[string]bool{}
	for _, g := range actionGroups(all) {
		for _, item := range b.step(g) {
			if words := item.Words().String(); item.Lead != leads[plan.DoLook] || !looked[words] {
				why := doc.List{On: doc.Detail | doc.Page, Items: doc.Has(doc.LineItem("%s", g.actions[0].Why))}
				item.Below = append(item.Below, why)
				items = append(items, item)
				looked[words] = true
			}
		}
	}
	return items
}

// briefer says steps in a line each.
type briefer struct {
	plan   *plan.Plan
	again  Again
	taken  fileNames
	newer  []string // the files of the dumps that are to be taken, if they are few
	isLate func(*plan.Command) bool
	marked bool // a step has the marks that come early
}

func newBriefer(p *plan.Plan, again Again) *briefer {
	b := &briefer{plan: p, again: again, taken: namesOfDumps(p), isLate: p.AfterRejoin()}
	b.newer = b.newerDumps()
	return b
}

// step is what a group does: its command, or what is done by hand. There is none for the
// plan that ends a round, which stands beside the dumps.
func (b *briefer) step(g *actionGroup) []doc.Item {
	first := g.actions[0]
	item := doc.Item{Lead: leads[first.Do]}
	switch {
	case first.Do == plan.DoMark:
		return b.mark(g)
	case first.Do == plan.DoPlan:
		return b.planAgain()
	case first.Do == plan.DoLook && b.plan.Verdict == plan.Unsound:
		return []doc.Item{{Lead: item.Lead, Text: prose.CodeOf(b.again.report()), Command: true, Note: prose.Say("nothing is to be marked")}}
	case first.Do == plan.DoRejoin:
		item.Text = g.briefRejoin()
		return []doc.Item{item}
	case first.Do == plan.DoRestart && first.If == plan.IfStopped:
		item.Lead = "start"
	}
	lines, note := b.shown(g)
	return []doc.Item{withLines(item, g, lines, also(note, b.note(g)))}
}

// note is what stands beside the commands of a group.
func (b *briefer) note(g *actionGroup) prose.Text {
	first := g.actions[0]
	note := prose.WordsOf(first.Brief)
	if which := g.ticks(); first.Do == plan.DoLook && which != nil {
		note = prose.Say("each of %s: %s", which, note)
	}
	if g.wait != nil {
		note = also(note, prose.Say("then wait %d minutes", g.wait.Minutes))
	}
	if first.Do == plan.DoCollect && len(b.newer) == 0 {
		note = also(note, prose.Say("plan again with these and those before"))
	}
	return note
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
// differ in the server only are shown once, but for dumps of servers that nobody asked:
// none of those may be overlooked.
func (b *briefer) shown(g *actionGroup) (lines []string, note prose.Text) {
	var others []string
	known := map[string]bool{}
	show := func(line string) {
		if !known[line] {
			known[line] = true
			lines = append(lines, line)
		}
	}
	if g.actions[0].Do == plan.DoSettle && len(g.actions) <= briefLines {
		return []string{b.again.plan(nil, g.settleFlags()...)}, nil
	}
	asks := g.actions[0].Do == plan.DoCollect && slices.Contains(b.plan.With(cluster.Unseen), g.actions[0].Server)
	for i := range g.actions {
		a := &g.actions[i]
		argv := a.Argv
		if a.Do == plan.DoSettle {
			argv = a.Flags()
		}
		switch {
		case len(argv) == 0:
		case i > 0 && !asks && g.likewise(a):
			others = append(others, a.Server)
		case a.Do == plan.DoCollect:
			show(b.taken.line(a.Server, argv))
		default:
			show(moatcmd.PastedLine(argv))
		}
	}
	if len(others) > 0 {
		note = prose.Say("%s likewise", someNames(others))
	}
	if left := len(lines) - briefLines; left > 0 && !asks {
		note = also(note, prose.Say("the first %d of %d, JSON has all", briefLines, len(lines)))
		lines = lines[:briefLines]
	}
	return lines, note
}

// briefLines is how many command lines of a step are shown. Of dumps of servers that
// nobody asked all are.
const briefLines = 3

// early reports whether an action is a mark that need not wait for others.
func (b *briefer) early(a *plan.Action) bool {
	return a.Do == plan.DoMark && (a.Mark == nil || !b.isLate(a.Mark))
}

// mark refers to the commands, which stand above. Those that come early are one step,
// whatever they rest on.
func (b *briefer) mark(g *actionGroup) []doc.Item {
	item := doc.Item{Lead: leads[plan.DoMark], Text: prose.Say("the commands above")}
	first := &g.actions[0]
	switch {
	case !b.early(first):
		item.Text = prose.Say("the marks of %s; %s", g.servers(), first.Brief)
		return []doc.Item{item}
	case b.marked:
		return nil
	}
	b.marked = true
	if len(b.plan.Commands) == 0 {
		item.Text = prose.Say("add -f script, which spells out up to %d a server", plan.MaxCommandTicks)
		return []doc.Item{item}
	}
	if names, some := b.earlyOfAll(); some {
		item.Text = prose.Say("%s for %s", item.Text, someNames(names))
	}
	item.Text = prose.Say("%s, or add -f script: it checks and saves first", item.Text)
	return []doc.Item{item}
}

// earlyOfAll are the servers with marks that come early, and whether there are others.
func (b *briefer) earlyOfAll() (names []string, some bool) {
	known := map[string]bool{}
	for i := range b.plan.Next {
		a := &b.plan.Next[i]
		switch {
		case a.Do != plan.DoMark:
		case !b.early(a):
			some = true
		case !known[a.Server]:
			known[a.Server] = true
			names = append(names, a.Server)
		}
	}
	return names, some
}

// planAgain is the end of a round, where the new dumps are few.
func (b *briefer) planAgain() []doc.Item {
	if len(b.newer) == 0 {
		return nil
	}
	return []doc.Item{{Lead: leads[plan.DoPlan], Text: prose.CodeOf(b.again.plan(b.newer)), Command: true}}
}

// newerNamed is how many new dumps a line names.
const newerNamed = 2

func (b *briefer) newerDumps() []string {
	var newer []string
	for _, a := range b.plan.Next {
		if a.Do != plan.DoCollect {
			continue
		}
		file := b.taken.free(a.Server)
		if file == "" || len(newer) == newerNamed {
			return nil
		}
		newer = append(newer, file)
	}
	return newer
}
