package plan_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/analyze/plan"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// A server known by its save file misses ticks of every fate, and has forgotten its
// own last three. Another server that nobody asked leaves what is not held undecided.
func TestStartsFromSaveFiles(t *testing.T) {
	file := saved("a", 60, 9, ticks.Range{Begin: 1, End: 4})
	other := saved("b", 70, 12, ticks.Range{Begin: 1, End: 6})
	other.Source.Save = false
	section := func(r ticks.Range) dump.Section {
		return dump.Section{Said: true, Entries: []dump.Entry{{Origin: "a", Ticks: ticks.Of(r)}}}
	}
	other.Deleted, other.Superseded = section(ticks.Range{Begin: 5, End: 7}), section(ticks.Range{Begin: 6, End: 8})
	fates := func() (got map[string]plan.StartOutcome, reissues string) {
		t.Helper()
		p := plan.Make(merge(t, []*dump.Dump{file, other}), plan.Options{})
		starts := p.Starts
		if len(starts) != 1 || starts[0].Server != "a" || starts[0].Save.Tock != 60 {
			t.Fatalf("starts: %+v", starts)
		}
		got = map[string]plan.StartOutcome{}
		for _, d := range p.MissedBy("a") {
			got[d.Ticks.String()] = d.IfSuperseded()
		}
		return got, starts[0].Reissues.String()
	}
	test := func(want map[string]plan.StartOutcome) {
		t.Helper()
		got, reissues := fates()
		if diff := cmp.Diff(want, got); diff != "" || reissues != "10-12" {
			t.Errorf("gives out again %s; fates (-want +got):\n%s", reissues, diff)
		}
	}
	test(map[string]plan.StartOutcome{"4": plan.Diverges, "5": plan.StaysAlive, "6": plan.AsPlanned, "7": plan.AsPlanned, "8-9": plan.AsPlanned})
	other.Nodes.Entries = append(other.Nodes.Entries, dump.NodeEntry{Name: "c"})
	test(map[string]plan.StartOutcome{"4": plan.Diverges, "5": plan.StaysAlive, "6-9": plan.NotKnown})

	file.Source.Cut = true
	plan := plan.Make(merge(t, []*dump.Dump{file, other}), plan.Options{})
	if starts := plan.Starts; len(starts) != 1 || !starts[0].Cut || len(plan.MissedBy("a")) > 0 {
		t.Errorf("cut: %+v", starts)
	}
}
