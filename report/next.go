package report

import (
	"fmt"
	"slices"
	"strings"

	"tickdiff/analyze"
	"tickdiff/analyze/moatcmd"
)

// nextStep is one thing to do, for people: actions of a plan that stand together and are
// done for the same reason.
type nextStep struct {
	What  string // what to do, and where
	Why   string
	Lines []string // command lines, or flags of tickdiff
	More  int      // how many more there are
}

// stepMost is how many names and lines a step shows at most.
const stepMost = 6

// nothingToDo stands in place of steps.
const nothingToDo = "Nothing."

// reason is why, and what is not shown.
func (s *nextStep) reason() string {
	if s.More > 0 {
		return s.Why + fmt.Sprintf(" JSON has %d more command lines.", s.More)
	}
	return s.Why
}

func (s *nextStep) words() string { return strings.TrimSpace(s.What + " " + s.reason()) }

// next says what to do, in order.
func (t *textWriter) next(p *analyze.Plan) {
	t.heading("what to do next")
	steps := nextSteps(p, t.quoting(), stepMost)
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
func nextSteps(p *analyze.Plan, q quoting, most int) []nextStep {
	return stepsOf(p, p.Next, q, min(most, stepMost))
}

// restSteps are those that a script leaves: what comes behind the saves and marks that
// it makes.
func restSteps(p *analyze.Plan) []nextStep {
	if len(p.Starts) > 0 {
		return nil
	}
	late := p.AfterRejoin()
	done := slices.IndexFunc(p.Next, func(a analyze.Action) bool { return a.Do != analyze.DoSave })
	for i, a := range p.Next {
		if a.Do == analyze.DoMark && (a.Mark == nil || !late(a.Mark)) {
			done = i + 1
		}
	}
	return stepsOf(p, p.Next[max(done, 0):], pageQuoting, stepMost)
}

func stepsOf(p *analyze.Plan, all []analyze.Action, q quoting, most int) []nextStep {
	var steps []nextStep
	for _, g := range actionGroups(all) {
		first := g.actions[0]
		step := nextStep{What: g.words(q, most), Why: first.Why}
		step.Lines, step.More = g.lines(p, most)
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
func (g *actionGroup) lines(p *analyze.Plan, most int) (lines []string, more int) {
	if len(g.actions) > 1 {
		switch g.actions[0].Do {
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
	return first(lines, most), max(0, len(lines)-most)
}

// words are what a group does, and where.
func (g *actionGroup) words(q quoting, most int) string {
	servers, where := g.servers(q, most), g.where(q, most)
	words := map[analyze.Do]string{
		analyze.DoCollect: "Dump " + servers, analyze.DoSave: "Save " + servers, analyze.DoMark: "Run the mark commands of " + servers,
		analyze.DoRejoin: "Re-join " + servers, analyze.DoRestart: "Restart " + servers, analyze.DoLook: "Look at " + where,
		analyze.DoWrite: "Change the entries of " + where, analyze.DoSettle: "Settle " + where,
	}[g.actions[0].Do]
	switch first := g.actions[0]; {
	case first.Do == analyze.DoPlan || first.Server == "":
		return ""
	case first.Do == analyze.DoRestart && first.If == analyze.IfStopped:
		words = "Start what does not run of " + servers
	}
	if g.wait != nil {
		words += fmt.Sprintf(", and then wait %d minutes", g.wait.Minutes)
	}
	return words + "."
}

// servers are the servers of a group, each once.
func (g *actionGroup) servers(q quoting, most int) string {
	var names []string
	for _, a := range g.actions {
		if !slices.Contains(names, a.Server) {
			names = append(names, a.Server)
		}
	}
	return someOf(len(names), most, "server", func(i int) string { return q.name(names[i]) })
}

// where is what ticks a group is about, and on which servers.
func (g *actionGroup) where(q quoting, most int) string {
	return someOf(len(g.actions), most, "set", func(i int) string {
		a := g.actions[i]
		if a.Ticks.Empty() {
			return "that on " + q.name(a.Server)
		}
		return fmt.Sprintf("%s of %s on %s", q.set(a.Ticks), q.name(a.Origin), q.name(a.Server))
	})
}

// someOf lists the first of some things, and counts the others.
func someOf(count, most int, noun string, words func(i int) string) string {
	if most == 0 {
		return fmt.Sprintf("%d %s%s", count, noun, ending(uint64(count)))
	}
	var shown []string
	for i := range min(count, most) {
		shown = append(shown, words(i))
	}
	return AndMore(strings.Join(shown, ", "), count-len(shown))
}
