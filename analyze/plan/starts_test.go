package plan_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/analyze/check"
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

// Both servers are known by save files only, each by two, and one has not heard of the
// other's last tick. Nothing is missing, and nobody runs who could ask: both are started
// first. If the other server runs, the one that is behind still has to be started.
func TestStartsWhoIsBehind(t *testing.T) {
	ahead := []*dump.Dump{saved("a", 60, 8, ticks.Range{Begin: 1, End: 9}), saved("a", 70, 9, ticks.Range{Begin: 1, End: 10})}
	late := []*dump.Dump{saved("b", 61, 8, ticks.Range{Begin: 1, End: 9}), saved("b", 71, 8, ticks.Range{Begin: 1, End: 9})}
	test := func(want ...string) {
		t.Helper()
		v := merge(t, slices.Concat(ahead, late))
		p := plan.Make(v, plan.Options{})
		check.Conclude(v, p, nil)
		if diff := cmp.Diff([]string{"b"}, p.Behind); diff != "" || p.Verdict != plan.Unsound {
			t.Errorf("%s, behind (-want +got):\n%s", p.Verdict, diff)
		}
		var got []string
		for _, a := range p.Next {
			got = append(got, strings.TrimSpace(string(a.Do)+" "+a.Server))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("what to do (-want +got):\n%s", diff)
		}
	}
	test("restart a", "restart b", "wait", "collect a", "collect b", "plan")
	for _, d := range ahead {
		d.Source.Save, d.Missing.Said, d.Deleted.Said, d.Deletions.Said = false, true, true, false
	}
	test("restart b", "wait", "collect a", "collect b", "plan")
}
