package analyze_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/verify"
)

// TestVerifyScenarios holds what is said of a plan by newer dumps. A scenario is one of
// the rules, with the newer dumps as "after/FILE", or as "guard/FILE" where the marks are
// still to be made.
func TestVerifyScenarios(t *testing.T) {
	eachScenario(t, "testdata/verify/*.txtar", testVerify)
}

func testVerify(t *testing.T, file string) {
	a := openScenario(t, file)
	old := &txtar.Archive{}
	when := verify.AfterMarks
	for _, f := range a.Files {
		if strings.HasPrefix(f.Name, "guard/") {
			when = verify.BeforeMarks
		}
		if !strings.HasPrefix(f.Name, "after/") && !strings.HasPrefix(f.Name, "guard/") {
			old.Files = append(old.Files, f)
		}
	}
	s := readScenario(t, old)
	plan, err := s.planned()
	if err != nil {
		t.Fatal(err)
	}
	view, err := cluster.Merge(readScenario(t, a).dumps, cluster.Options{Given: s.merge.Given})
	if err != nil {
		t.Fatal(err)
	}
	holdWant(t, file, a, verified(verify.Plan(plan, view, when)))
}

// verified writes what is said of a plan, a line for each outcome.
func verified(v *verify.Result) string {
	var b strings.Builder
	fmt.Fprintln(&b, v.Verdict)
	for _, s := range v.Steps {
		fmt.Fprintf(&b, "%s of %s on %s: %s", s.Ticks, s.Origin, s.Server, s.Outcome)
		if s.Why != "" {
			fmt.Fprintf(&b, ", %s %s", s.Why, namesOr(s.Against, "by nobody"))
		}
		b.WriteString("\n")
	}
	for _, a := range v.Lost {
		fmt.Fprintf(&b, "%s of %s on %s: lost\n", a.Ticks, a.Origin, a.Server)
	}
	for _, a := range v.Arisen {
		fmt.Fprintf(&b, "%s of %s on %s: new\n", a.Ticks, a.Origin, a.Server)
	}
	for _, w := range v.Waiting {
		fmt.Fprintf(&b, "%s of %s on %s: waits, %s\n", w.Ticks, w.Origin, w.Server, w.Reason)
	}
	return b.String()
}
