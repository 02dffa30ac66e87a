package report

import (
	"iter"

	"tickdiff/analyze"
	"tickdiff/ticks"
)

// actionWire is one thing to do. What stands in it always comes first.
type actionWire struct {
	Do      analyze.Do               `json:"do"`
	Server  string                   `json:"server"`
	Argv    analyze.List[string]     `json:"argv"`
	Why     string                   `json:"why"`
	After   analyze.List[analyze.Do] `json:"after"`
	If      analyze.Condition        `json:"if,omitempty"`
	Or      analyze.Do               `json:"or,omitempty"`
	Minutes int                      `json:"minutes,omitempty"`
	Origin  string                   `json:"origin,omitempty"`
	Ticks   ticks.Set                `json:"ticks,omitzero"`
}

func wireAction(a analyze.Action, argv []string) actionWire {
	w := actionWire{Do: a.Do, Server: a.Server, Argv: argv, Why: a.Why, After: a.After,
		If: a.If, Or: a.Or, Minutes: a.Minutes}
	if a.Do != analyze.DoMark || a.Mark == nil { // else the command tells
		w.Origin, w.Ticks = a.Origin, a.Ticks
	}
	return w
}

// actions writes a line an action, and for a mark one an argv.
func (j *jsonWriter) actions(all []analyze.Action) {
	j.lines(func(yield func(any) bool) {
		for a, argv := range actionArgvs(all) {
			if !yield(wireAction(a, argv)) {
				return
			}
		}
	})
}

// actionArgvs cuts marks into argument lists that a program can be given.
func actionArgvs(all []analyze.Action) iter.Seq2[analyze.Action, []string] {
	return func(yield func(analyze.Action, []string) bool) {
		for _, a := range all {
			if a.Mark == nil {
				if !yield(a, a.Argv) {
					return
				}
				continue
			}
			for _, argv := range argvs([]analyze.Command{*a.Mark}) {
				if !yield(a, argv) {
					return
				}
			}
		}
	}
}
