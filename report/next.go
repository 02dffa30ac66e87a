package report

import (
	"fmt"
	"strings"

	"tickdiff/analyze"
	"tickdiff/analyze/moatcmd"
)

// nextStep is one thing to do, for people: actions of a plan that stand together and are
// done for the same reason.
type nextStep struct {
	What  string // what to do, and where
	Why   string
	Lines []string // command lines, or flags of tickdiff, at most [stepLines]
	More  int      // how many more there are
}

const (
	stepLines = 4
	stepNames = 8
)

// nothingToDo stands in place of steps.
const nothingToDo = "Nothing."

func (s *nextStep) words() string {
	words := strings.TrimSpace(s.What + " " + s.Why)
	if s.More > 0 {
		words += fmt.Sprintf(" (And %d more commands like these; JSON has all.)", s.More)
	}
	return words
}

// next says what to do, in order.
func (t *textWriter) next(p *analyze.Plan) {
	t.heading("what to do next")
	steps := nextSteps(p, t.quoting())
	for i := range steps {
		t.numbered("", i+1, &steps[i])
	}
	if len(steps) == 0 {
		t.line("%s", nothingToDo)
	}
}

// numbered writes one of a list of steps, with its commands on lines of their own.
func (t *textWriter) numbered(indent string, number int, step *nextStep) {
	t.line("%s%d. %s", indent, number, step.words())
	for _, line := range step.Lines {
		t.print("%s   %s\n", indent, line)
	}
}

// nextSteps are what to do, in order; none if all is well.
func nextSteps(p *analyze.Plan, q quoting) []nextStep {
	var steps []nextStep
	for _, g := range actionGroups(p.Next) {
		first := g.actions[0]
		step := nextStep{What: actionWords(g, q), Why: first.Why}
		step.Lines, step.More = g.lines(p)
		steps = append(steps, step)
	}
	return steps
}

// actionGroup is actions that are told as one. After each of them comes a wait, if there
// is one.
type actionGroup struct {
	actions []analyze.Action
	wait    *analyze.Action
}

// actionGroups joins what is done for one reason. A wait belongs to what it is for.
func actionGroups(all []analyze.Action) []*actionGroup {
	var groups []*actionGroup
	for i := range all {
		a := all[i]
		if len(groups) > 0 {
			last := groups[len(groups)-1]
			if a.Do == analyze.DoWait {
				last.wait = &a
				continue
			}
			if last.takes(a) {
				last.actions = append(last.actions, a)
				continue
			}
		}
		groups = append(groups, &actionGroup{actions: []analyze.Action{a}})
	}
	return groups
}

// takes reports whether an action is told together with those of the group.
func (g *actionGroup) takes(a analyze.Action) bool {
	first := g.actions[0]
	return a.Do == first.Do && a.If == first.If && a.Why == first.Why && (g.wait == nil || a.Do == analyze.DoRejoin)
}

// lines are the commands of a group. Those that differ in the server only are shown
// once. The marks stand above already.
func (g *actionGroup) lines(p *analyze.Plan) (lines []string, more int) {
	first := g.actions[0]
	if len(g.actions) > 1 {
		switch first.Do {
		case analyze.DoSave:
			return []string{moatcmd.PastedLine(p.AnyClient().Save("FILE"))}, 0
		case analyze.DoCollect:
			return []string{moatcmd.PastedLine(p.AnyClient().State())}, 0
		}
	}
	for _, a := range g.actions {
		argv := a.Argv
		if a.Do == analyze.DoSettle {
			argv = a.Flags()
		}
		if len(argv) > 0 {
			lines = append(lines, moatcmd.PastedLine(argv))
		}
	}
	return lines[:min(len(lines), stepLines)], max(0, len(lines)-stepLines)
}

// actionWords are what a group does, and where.
func actionWords(g *actionGroup, q quoting) string {
	first := g.actions[0]
	words := map[analyze.Do]string{
		analyze.DoCollect: "Dump " + g.servers(q), analyze.DoSave: "Save " + g.servers(q),
		analyze.DoMark: "Run the mark commands of " + g.servers(q), analyze.DoRejoin: "Re-join " + g.servers(q),
		analyze.DoRestart: "Restart " + g.servers(q), analyze.DoLook: "Look" + g.where(q), analyze.DoWrite: "Change entries" + g.where(q),
		analyze.DoSettle: "Settle" + g.where(q), analyze.DoPlan: "Plan again",
	}[first.Do]
	switch {
	case first.Do == analyze.DoLook && first.Server == "" || first.Do == analyze.DoPlan:
		return ""
	case first.If == analyze.IfStopped:
		words += ", if it does not run"
	}
	if g.wait != nil {
		words += fmt.Sprintf(", and then wait %d minutes", g.wait.Minutes)
	}
	return words + "."
}

// servers are the servers of a group, each once.
func (g *actionGroup) servers(q quoting) string {
	var names []string
	named := map[string]bool{}
	for _, a := range g.actions {
		if !named[a.Server] {
			named[a.Server] = true
			names = append(names, q.name(a.Server))
		}
	}
	return andMore(first(names, stepNames), len(names))
}

// where is what ticks a group is about, and on which servers.
func (g *actionGroup) where(q quoting) string {
	var parts []string
	for _, a := range first(g.actions, stepNames) {
		part := " on " + q.name(a.Server)
		if !a.Ticks.Empty() {
			part = fmt.Sprintf(" at %s of %s on %s", q.set(a.Ticks), q.name(a.Origin), q.name(a.Server))
		}
		parts = append(parts, part)
	}
	return andMore(parts, len(g.actions))
}
