package analyze_test

import (
	"fmt"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// dumpOf is a dump that says all it can of one origin.
func dumpOf(server string, tock uint64, present, superseded, missing ticks.Set) *dump.Dump {
	section := func(set ticks.Set) dump.Section {
		return dump.Section{Said: true, Entries: []dump.Entry{{Origin: "north", Ticks: set}}}
	}
	return &dump.Dump{Node: server, Tock: tock, HasTock: true,
		Nodes: dump.Nodes{Said: true, Entries: []dump.NodeEntry{
			{Name: "east", Null: true}, {Name: "north", Tick: 9}, {Name: "south", Null: true}}},
		Present: section(present), Superseded: section(superseded), Missing: section(missing)}
}

// Three servers; north, whose ticks these are, died. East misses three of them:
// south has one of them, and knows that another is superseded.
func Example() {
	view, err := cluster.Merge([]*dump.Dump{
		dumpOf("east", 40, ticks.UpTo(9).Minus(ticks.Between(4, 7)), ticks.Set{}, ticks.Between(4, 7)),
		dumpOf("south", 50, ticks.UpTo(9).Minus(ticks.Between(4, 6)), ticks.Between(4, 5), ticks.Between(5, 6)),
	}, cluster.Options{Gone: []string{"north"}})
	if err != nil {
		panic(err)
	}
	p := plan.Make(view, plan.Options{})
	fmt.Println(p.Verdict)
	for _, s := range p.Of(plan.Marked) {
		fmt.Printf("on %s mark %v %s: %s\n", s.Server, s.Ticks, s.Kind, s.Reason)
	}
	for _, l := range p.Of(plan.Left) {
		fmt.Printf("on %s leave %v: %s, on %v\n", l.Server, l.Ticks, l.Reason, l.Holders)
	}
	for _, f := range check.Examine(view, p).Findings {
		fmt.Println(f.Severity, f.ID, f.Ticks)
	}
	// Output:
	// ready
	// on east mark 4 superseded: superseded-elsewhere
	// on east mark 5 superseded: lost
	// on south mark 5 superseded: lost
	// on east leave 6: alive-elsewhere, on [south]
	// critical last-copy 6
	// error missing-lost 5
	// warning missing-alive 6
	// warning missing-settled 4
}

// A map of one origin, two ticks a column: the gravest state of each server.
func ExampleView_TickMaps() {
	view, err := cluster.Merge([]*dump.Dump{
		dumpOf("east", 40, ticks.UpTo(9).Minus(ticks.Between(4, 7)), ticks.Set{}, ticks.Between(4, 7)),
		dumpOf("south", 50, ticks.UpTo(9), ticks.Set{}, ticks.Set{}),
	}, cluster.Options{})
	if err != nil {
		panic(err)
	}
	maps, _, _ := view.TickMaps(5, 10, cluster.Disputed)
	for _, m := range maps {
		fmt.Println(m.Origin, m.Span, "of", m.PerColumn)
		for _, row := range m.Rows {
			fmt.Print(row.Server)
			for i, c := range row.Cells {
				fmt.Print(" ", m.Column(i), " ", c.State, " ", c.Whole)
			}
			fmt.Println()
		}
	}
	// Output:
	// north 1-9 of 2
	// east 1-2 present true 3-4 missing false 5-6 missing true 7-8 present true 9 present true
	// south 1-2 present true 3-4 present true 5-6 present true 7-8 present true 9 present true
}
