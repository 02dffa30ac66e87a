package analyze_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/internal/toy"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
)

// TestRuleScenarios holds what is decided on dumps that once misled the plan. A scenario
// is one of a check, but for its "want": a line for each missing set, with its reason
// and the servers that it names. TICKDIFF_UPDATE=1 rewrites what is wanted.
func TestRuleScenarios(t *testing.T) {
	eachScenario(t, "testdata/rules/*.txtar", testRules)
}

func testRules(t *testing.T, file string) {
	a := openScenario(t, file)
	s := readScenario(t, a)
	plan, err := s.planned()
	got := ""
	if err == nil {
		got = decided(restored(t, plan))
	} else {
		got = err.Error() + "\n"
	}
	holdWant(t, file, a, got)
}

// planned makes the plan of a scenario, and settles in it what the operator says.
func (s *scenario) planned() (*plan.Plan, error) {
	view, err := cluster.Merge(slices.Clone(s.dumps), s.merge)
	if err != nil {
		return nil, err
	}
	var words []plan.Settlement
	for _, text := range s.settle {
		word, err := plan.ParseSettlement(view, text)
		if err != nil {
			return nil, err
		}
		words = append(words, word)
	}
	p := plan.Make(view, s.plan)
	return p, p.Settle(view, plan.Settling{Words: words, Unproven: s.unproven})
}

// decided writes what a plan decides, a line for each missing set.
func decided(p *plan.Plan) string {
	var b strings.Builder
	for _, s := range p.Of(plan.Marked) {
		fmt.Fprintf(&b, "%s misses %s of %s: mark %s, %s\n", s.Server, s.Ticks, s.Origin, s.Kind, s.Reason)
	}
	for _, l := range p.Of(plan.Left) {
		fmt.Fprintf(&b, "%s misses %s of %s: left, %s on %s", l.Server, l.Ticks, l.Origin, l.Reason, strings.Join(l.Holders, " "))
		if len(l.DeletedOn) > 0 {
			fmt.Fprintf(&b, ", deleted on %s", strings.Join(l.DeletedOn, " "))
		}
		b.WriteString("\n")
	}
	for _, r := range p.Of(plan.Refused) {
		needs, _ := r.Needed(p.Unasked())
		fmt.Fprintf(&b, "%s misses %s of %s: refused, %s, needs %s\n", r.Server, r.Ticks, r.Origin, r.Reason, namesOr(needs, "no dump"))
	}
	for _, n := range p.Of(plan.Untold) {
		fmt.Fprintf(&b, "%s does not tell any more of %s of %s\n", n.Server, n.Ticks, n.Origin)
	}
	return b.String()
}

func namesOr(names []string, none string) string {
	if len(names) == 0 {
		return none
	}
	return strings.Join(names, " ")
}

// TestNobodyCollected holds that no dumps at all are not together.
func TestNobodyCollected(t *testing.T) {
	view, err := cluster.Merge(nil, cluster.Options{})
	if err != nil || view.Together() {
		t.Errorf("no dump at all is together (%v)", err)
	}
}

// TestAskedBefore holds that --together does not lift a refusal where the dumps show that
// a server was asked before others.
func TestAskedBefore(t *testing.T) {
	cells := map[string][]toy.Cell{"b": {toy.Present}, "c": {toy.Missing, toy.Present}}
	live := &toy.Cluster{Servers: []*toy.Server{{Name: "a", Tock: 9, Cells: cells}, {Name: "b", Tock: 3}, {Name: "c"}}}
	dumps := []*dump.Dump{live.Dump("a", toy.All), live.Dump("b", toy.All)}
	marks := func() int {
		view, err := cluster.Merge(slices.Clone(dumps), cluster.Options{Gone: []string{"c"}, Together: true})
		if err != nil {
			t.Fatal(err)
		}
		return len(plan.Make(view, plan.Options{}).Commands)
	}
	if n := marks(); n != 0 {
		t.Errorf("%d marks, though a knows more of b's ticks than b", n)
	}
}
