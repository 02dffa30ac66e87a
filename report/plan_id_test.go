package report_test

import (
	"testing"

	"tickdiff/analyze/plan"
	"tickdiff/dump"
	"tickdiff/report"
	"tickdiff/ticks"
)

// The id of a plan does not depend on where the dumps were kept, whatever the names of
// their files; and no name of a server passes for that of a file.
func TestPlanIDLeavesOutFiles(t *testing.T) {
	plan := func(file, server string) *plan.Plan {
		o, a := emptyDump("o", []string{server, "file"}), emptyDump(server, []string{"o"})
		o.Superseded.Entries = []dump.Entry{{Origin: "o", Ticks: ticks.Between(1, 2)}}
		a.Missing.Entries = []dump.Entry{{Origin: "o", Ticks: ticks.Between(1, 3)}}
		o.Source.File, a.Source.File = file, file+"a"
		return planOf(t, []*dump.Dump{o, a}, nil, plan.Options{
			Targets: map[string]plan.Target{"file": {Host: "h", From: plan.FromHostmap, File: file, Line: 3}}})
	}
	want := report.PlanID(plan("x", "a"))
	for _, file := range []string{"", `"`, `\`, `\"`, `a\\`, `","file":"b`, "\u202e\x1b\n", "ü"} {
		p := plan(file, "a")
		if got := report.PlanID(p); got != want {
			t.Errorf("%q: the id is %s, want %s", file, got, want)
		}
		if _, err := report.ReadPlan(planText(t, p)); err != nil {
			t.Errorf("%q: %v", file, err)
		}
	}
	for _, server := range []string{`","file":"`, `"file":"`, `\"file\":\"`} {
		if report.PlanID(plan("x", server+"b")) == report.PlanID(plan("x", server+"c")) {
			t.Errorf("%q names a server, and was taken for the name of a file", server)
		}
	}
}
