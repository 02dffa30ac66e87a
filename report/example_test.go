package report_test

import (
	"fmt"
	"strings"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
	"tickdiff/report"
	"tickdiff/report/text"
	"tickdiff/ticks"
)

// answer is a dump of a server that says all it can of north's ticks.
func answer(server string, present, superseded, missing ticks.Set) *dump.Dump {
	said := func(set ticks.Set) dump.Section {
		return dump.Section{Said: true, Entries: []dump.Entry{{Origin: "north", Ticks: set}}}
	}
	return &dump.Dump{Source: dump.Source{File: server + ".yaml", Line: 1}, Node: server, Tock: 50, HasTock: true,
		Nodes:   dump.Nodes{Said: true, Entries: []dump.NodeEntry{{Name: "north", Tick: 9}, {Name: "south"}}},
		Present: said(present), Superseded: said(superseded), Missing: said(missing)}
}

// A report as text; Markdown, HTML and JSON are written the same way. South
// misses what north knows to be gone.
func ExampleReportDocument() {
	gone := ticks.Between(4, 6)
	view, err := cluster.Merge([]*dump.Dump{
		answer("north", ticks.UpTo(9).Minus(gone), gone, ticks.Set{}),
		answer("south", ticks.UpTo(9).Minus(gone), ticks.Set{}, gone),
	}, cluster.Options{})
	if err != nil {
		panic(err)
	}
	plan := plan.Make(view, plan.Options{})
	r := &report.Report{View: view, Plan: plan, Result: check.Examine(view, plan)}
	var b strings.Builder
	if err := text.Write(&b, report.ReportDocument(r), text.Options{Width: 72}); err != nil {
		panic(err)
	}
	fmt.Print(b.String())
	// Output:
	// READY  1 command marks 2 ticks. 2 of 2 servers asked.
	// FINDINGS
	//   warning missing-settled: ticks 4-5 of "north", which "south" misses,
	//     are gone already (superseded-elsewhere).
	//     do: run the plan's mark, or let the server re-join.
	// NEXT
	//   tickdiff plan DUMPS
	// More: --long, tickdiff explain missing-settled
	// READY  2 to mark, 0 left to the servers, 0 refused    plan df8aa9aa493c
}

// One argument, as it is pasted and as it stands in a script.
func ExamplePasted() {
	for _, name := range []string{"test_0", "it's", `back\slash`, "$(id)"} {
		fmt.Println(moatcmd.Pasted(name), moatcmd.Shell(name))
	}
	// Output:
	// test_0 test_0
	// 'it'\''s' 'it'\''s'
	// 'back'\\'slash' 'back\slash'
	// '$(id)' '$(id)'
}
