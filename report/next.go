package report

import (
	"slices"

	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

// nextStep is one thing to do, for people: actions of a plan that stand together and are
// done for the same reason.
type nextStep struct {
	Words prose.Text // what to do, where and why
	Lines []string   // command lines, or flags of tickdiff
}

// stepMost is how many names and lines a step shows at most.
const stepMost = 6

// nextInFull says what to do, in order, how, and why.
func nextInFull(p *plan.Plan) doc.Section {
	s := doc.Section{Title: "what to do next", On: doc.Beyond, Fold: doc.FoldOnPost, Blocks: []doc.Block{doc.Line("Nothing.")}}
	if len(p.Next) == 0 {
		return s
	}
	steps := stepsOf(p, p.Next)
	s.Blocks = []doc.Block{doc.List{Mark: doc.Number, Most: doc.All, Things: "steps", Items: doc.Each(steps, func(step *nextStep) doc.Item {
		item := doc.Item{Text: step.Words}
		var lines []doc.Item
		for _, line := range step.Lines {
			lines = append(lines, doc.Item{Text: prose.CodeOf(line), Command: true, Indent: 3})
		}
		item.Below = []doc.List{{Items: doc.Has(lines...)}}
		return item
	})}}
	return s
}

// restSteps are those that a script leaves: what comes behind the saves and marks that
// it makes.
func restSteps(p *plan.Plan) []nextStep {
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
	return stepsOf(p, p.Next[max(done, 0):])
}

func stepsOf(p *plan.Plan, all []plan.Action) []nextStep {
	var steps []nextStep
	for _, g := range actionGroups(all) {
		lines, more := g.lines(p)
		words := g.words()
		if len(words) > 0 {
			words = prose.Say("%s ", words)
		}
		words = append(words, prose.Say("%s", g.actions[0].Why)...)
		if more > 0 {
			words = append(words, prose.Say(" JSON has %d more command lines.", more)...)
		}
		steps = append(steps, nextStep{words, lines})
	}
	return steps
}

// actionGroup is actions that are told as one. After each of them comes a wait, if there
// is one.
type actionGroup struct {
	actions []plan.Action
	wait    *plan.Action
}

// actionGroups joins what is done for one reason. A wait belongs to what it is for.
func actionGroups(all []plan.Action) []*actionGroup {
	var groups []*actionGroup
	for i := range all {
		a := all[i]
		if len(groups) > 0 {
			last := groups[len(groups)-1]
			if a.Do == plan.DoWait {
				last.wait = &a
				continue
			}
			if last.takes(a) {
				last.actions = append(last.actions, a)
				continue
			}
		}
		groups = append(groups, &actionGroup{actions: []plan.Action{a}})
	}
	return groups
}

// takes reports whether an action is told together with those of the group.
func (g *actionGroup) takes(a plan.Action) bool {
	first := g.actions[0]
	return a.Do == first.Do && a.If == first.If && a.Why == first.Why && (g.wait == nil || a.Do == plan.DoRejoin)
}

// lines are the commands of a group. Those that differ in the server only are shown
// once. The marks stand above already.
func (g *actionGroup) lines(p *plan.Plan) (lines []string, more int) {
	if len(g.actions) > 1 {
		switch g.actions[0].Do {
		case plan.DoSave:
			return []string{moatcmd.PastedLine(p.AnyClient().Save("FILE"))}, 0
		case plan.DoCollect:
			return []string{moatcmd.PastedLine(p.AnyClient().State())}, 0
		}
	}
	for _, a := range g.actions {
		argv := a.Argv
		if a.Do == plan.DoSettle {
			argv = a.Flags()
		}
		if len(argv) > 0 {
			lines = append(lines, moatcmd.PastedLine(argv))
		}
	}
	return lines[:min(len(lines), stepMost)], max(0, len(lines)-stepMost)
}

// words are what a group does, and where.
func (g *actionGroup) words() prose.Text {
	servers, where := g.servers(), g.where()
	words := map[plan.Do]prose.Text{
		plan.DoCollect: prose.Say("Dump %s", servers), plan.DoSave: prose.Say("Save %s", servers), plan.DoMark: prose.Say("Run the mark commands of %s", servers),
		plan.DoRejoin: prose.Say("Re-join %s", servers), plan.DoRestart: prose.Say("Restart %s", servers), plan.DoLook: prose.Say("Look at %s", where),
		plan.DoWrite: prose.Say("Change the entries of %s", where), plan.DoSettle: prose.Say("Settle %s", where),
	}[g.actions[0].Do]
	switch first := g.actions[0]; {
	case first.Do == plan.DoPlan || first.Server == "":
		return nil
	case first.Do == plan.DoRestart && first.If == plan.IfStopped:
		words = prose.Say("Start what does not run of %s", servers)
	}
	if g.wait != nil {
		words = prose.Say("%s, and then wait %d minutes", words, g.wait.Minutes)
	}
	return prose.Say("%s.", words)
}

// servers are the servers of a group, each once.
func (g *actionGroup) servers() prose.Text {
	var names []string
	seen := map[string]bool{}
	for _, a := range g.actions {
		if !seen[a.Server] {
			seen[a.Server] = true
			names = append(names, a.Server)
		}
	}
	return prose.SomeNames(names, stepMost)
}

// where is what ticks a group is about, and on which servers.
func (g *actionGroup) where() prose.Text {
	var parts []prose.Text
	for _, a := range g.actions[:min(len(g.actions), stepMost)] {
		if a.Ticks.Empty() {
			parts = append(parts, prose.Say("that on %s", prose.NameOf(a.Server)))
		} else {
			parts = append(parts, prose.Say("%s of %s on %s", a.Ticks, prose.NameOf(a.Origin), prose.NameOf(a.Server)))
		}
	}
	return prose.Join(parts, ", ").AndMore(len(g.actions) - stepMost)
}
