package report

import (
	"slices"

	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
)

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
	return someNames(names)
}

// ticks are those that a group is about, if they are more than its command shows.
func (g *actionGroup) ticks() prose.Text {
	var parts []prose.Text
	known, several := map[string]bool{}, false
	for _, a := range g.actions {
		what := ticksOf(a.Origin, a.Ticks)
		if words := what.String(); !a.Ticks.Empty() && !known[words] {
			known[words] = true
			parts = append(parts, what)
			several = several || len(parts) > 1 || a.Ticks.Count() > 1
		}
	}
	if !several {
		return nil
	}
	return prose.Join(parts[:min(len(parts), briefLines)], ", ").AndMore(len(parts) - briefLines)
}

// likewise reports whether an action has the command of the first, on another server.
func (g *actionGroup) likewise(a *plan.Action) bool {
	first := g.actions[0]
	if a.Server == first.Server || first.Do != plan.DoSave && first.Do != plan.DoCollect && first.Do != plan.DoRestart {
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

// settleFlags are those of all actions of a group, each once.
func (g *actionGroup) settleFlags() []string {
	var flags []string
	for i := range g.actions {
		for _, flag := range g.actions[i].Flags() {
			if flag != plan.SettleUnproven || !slices.Contains(flags, flag) {
				flags = append(flags, flag)
			}
		}
	}
	return flags
}

// briefRejoin says how servers are made to ask again.
func (g *actionGroup) briefRejoin() prose.Text {
	turns := ""
	if len(g.actions) > 1 {
		turns = ", one at a time"
	}
	words := prose.Say("%s%s: cut off 1 minute, wait %d", g.servers(), turns, g.wait.Minutes)
	for _, a := range g.actions {
		if a.Or == plan.DoRestart {
			who := prose.Text{}
			if len(g.actions) > 1 {
				who = prose.Say(" %s", prose.NameOf(a.Server))
			}
			return prose.Say("%s; or restart%s from a fresh save", words, who)
		}
	}
	return words
}
