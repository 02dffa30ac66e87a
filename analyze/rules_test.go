package analyze_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"tickdiff/analyze"
	"tickdiff/analyze/internal/toy"
	"tickdiff/dump"
)

// TestRuleScenarios holds what is decided on dumps that once misled the plan. A scenario
// is one of a check, but for its "want": a line for each missing set, with its reason
// and the servers that it names. TICKDIFF_UPDATE=1 rewrites what is wanted.
func TestRuleScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/rules/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios (%v)", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) { testRules(t, file) })
	}
}

func testRules(t *testing.T, file string) {
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(bytes.TrimSpace(a.Comment)) == 0 {
		t.Error("it does not begin with its story")
	}
	s := readScenario(t, a)
	view, err := analyze.Merge(slices.Clone(s.dumps), s.merge)
	got := decided(analyze.MakePlan, view, err)
	want := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == "want" })
	if want < 0 {
		t.Fatal("it has no part called want")
	}
	if os.Getenv("TICKDIFF_UPDATE") != "" {
		a.Files[want].Data = []byte(got)
		if err := os.WriteFile(file, txtar.Format(a), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(a.Files[want].Data), got); diff != "" {
		t.Errorf("decisions (-want +got):\n%s", diff)
	}
}

// decided writes what a plan decides, a line for each missing set.
func decided(makePlan func(*analyze.View, analyze.PlanOptions) *analyze.Plan, view *analyze.View, err error) string {
	if err != nil {
		return err.Error() + "\n"
	}
	var b strings.Builder
	p := makePlan(view, analyze.PlanOptions{})
	for _, s := range p.Steps {
		fmt.Fprintf(&b, "%s misses %s of %s: mark %s, %s\n", s.Server, s.Ticks, s.Origin, s.Kind, s.Reason)
	}
	for _, l := range p.Left {
		fmt.Fprintf(&b, "%s misses %s of %s: left, %s on %s\n", l.Server, l.Ticks, l.Origin, l.Reason, strings.Join(l.Holders, " "))
	}
	for _, r := range p.Refused {
		fmt.Fprintf(&b, "%s misses %s of %s: refused, %s, needs %s\n", r.Server, r.Ticks, r.Origin, r.Reason, strings.Join(r.Needs, " "))
	}
	return b.String()
}

// TestCollected holds that dumps are together only if one collection took those of
// every server that was asked.
func TestCollected(t *testing.T) {
	cells := map[string][]toy.Cell{"c": {toy.Missing, toy.Present}}
	cluster := &toy.Cluster{Servers: []*toy.Server{{Name: "a", Tock: 9, Cells: cells}, {Name: "b", Tock: 3}, {Name: "c"}}}
	dumps := []*dump.Dump{cluster.Dump("a", toy.All), cluster.Dump("b", toy.All)}
	together := func(ids ...string) bool {
		for i, id := range ids {
			dumps[i].Collected = nil
			if id != "" {
				dumps[i].Collected = &dump.Collected{ID: id, Round: 1, Server: dumps[i].Node}
			}
		}
		view, err := analyze.Merge(slices.Clone(dumps), analyze.MergeOptions{Gone: []string{"c"}})
		if err != nil {
			t.Fatal(err)
		}
		marks := len(analyze.MakePlan(view, analyze.PlanOptions{}).Commands)
		if (marks > 0) != view.Together() {
			t.Errorf("%q: %d marks, together %v", ids, marks, view.Together())
		}
		return view.Together()
	}
	for _, test := range []struct {
		a, b string
		want bool
	}{{"", "", false}, {"x", "", false}, {"", "x", false}, {"x", "y", false}, {"x", "x", true}} {
		if got := together(test.a, test.b); got != test.want {
			t.Errorf("collections %q and %q: together %v", test.a, test.b, got)
		}
	}
	view, err := analyze.Merge(nil, analyze.MergeOptions{})
	if err != nil || view.Together() {
		t.Errorf("no dump at all is together (%v)", err)
	}
}
