package analyze_test

import (
	"reflect"
	"slices"
	"testing"

	"tickdiff/analyze/plan"
)

// restored holds that a plan is taken back as it is: whatever the dumps, a saved plan
// agrees with itself.
func restored(t testing.TB, p *plan.Plan) *plan.Plan {
	t.Helper()
	saved := *p
	saved.Decisions, saved.Requests, saved.Returns = slices.Clone(p.Decisions), slices.Clone(p.Requests), slices.Clone(p.Returns)
	again, err := plan.Restore(saved)
	if err != nil {
		t.Fatalf("%v\nof the plan\n%s", err, decided(p))
	}
	if !reflect.DeepEqual(again, p) {
		t.Fatalf("the plan comes back as another:\n%+v\nnot\n%+v", again, p)
	}
	return p
}
