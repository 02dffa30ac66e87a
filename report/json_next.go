package report

import (
	"iter"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/ticks"
)

// actionWire is one thing to do. What stands in it always comes first.
type actionWire struct {
	Do      plan.Do               `json:"do"`
	Server  string                `json:"server"`
	Argv    cluster.List[string]  `json:"argv"`
	Why     string                `json:"why"`
	After   cluster.List[plan.Do] `json:"after"`
	If      plan.Condition        `json:"if,omitempty"`
	Or      plan.Do               `json:"or,omitempty"`
	Minutes int                   `json:"minutes,omitempty"`
	Origin  string                `json:"origin,omitempty"`
	Ticks   ticks.Set             `json:"ticks,omitzero"`
}

func wireAction(a plan.Action, argv []string) actionWire {
	w := actionWire{Do: a.Do, Server: a.Server, Argv: argv, Why: a.Why, After: a.After,
		If: a.If, Or: a.Or, Minutes: a.Minutes}
	if a.Do != plan.DoMark || a.Mark == nil { // else the command tells
		w.Origin, w.Ticks = a.Origin, a.Ticks
	}
	return w
}

// actions writes a line an action, and for a mark one an argv.
func (j *jsonWriter) actions(all []plan.Action) {
	j.lines(func(yield func([]byte) bool) {
		for a, argv := range actionArgvs(all) {
			if !yield(j.line(wireAction(a, argv))) {
				return
			}
		}
	})
}

// actionArgvs cuts marks into argument lists that a program can be given.
func actionArgvs(all []plan.Action) iter.Seq2[plan.Action, []string] {
	return func(yield func(plan.Action, []string) bool) {
		for _, a := range all {
			if a.Mark == nil {
				if !yield(a, a.Argv) {
					return
				}
				continue
			}
			for _, argv := range argvs([]plan.Command{*a.Mark}) {
				if !yield(a, argv) {
					return
				}
			}
		}
	}
}
