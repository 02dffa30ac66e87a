package analyze_test

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"tickdiff/analyze"
)

// Whatever the cluster, all that is left can be settled: the plan stays a
// partition of everything missing, what was decided on evidence stays as it was,
// and no settled tick is broadcast, since others have it.
func TestSettleEverythingLeft(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	settled := 0
	for range 3000 {
		s := randomSituation(r)
		view, err := analyze.Merge(s.dumps, analyze.MergeOptions{Gone: s.gone})
		if err != nil {
			t.Fatal(err)
		}
		p := analyze.MakePlan(view, analyze.PlanOptions{Broadcast: true})
		want, left := verdicts(t, p), p.Left
		var words []analyze.Settlement
		for _, l := range left {
			words = append(words, analyze.Settlement{Origin: l.Origin, Ticks: l.Ticks, Server: l.Server})
		}
		if err := p.Settle(view, words, true); err != nil {
			t.Fatalf("%v\nin %s", err, s)
		}
		for tick, reason := range want {
			if reason == analyze.AliveElsewhere || reason == analyze.DeletionPending {
				want[tick] = analyze.Settled
				settled++
			}
		}
		if got := verdicts(t, p); !reflect.DeepEqual(got, want) || len(p.Left) > 0 {
			t.Fatalf("verdicts %v\n    want %v\nin %s", got, want, s)
		}
		checkSettled(t, p, left)
	}
	if settled < 1000 {
		t.Errorf("only %d ticks were settled: the clusters are too sound", settled)
	}
}

// checkSettled holds that what was alive is superseded and what was a pending
// deletion is deleted, each on the one server.
func checkSettled(t *testing.T, p *analyze.Plan, left []analyze.Left) {
	t.Helper()
	kinds := map[analyze.Reason]analyze.MarkKind{analyze.AliveElsewhere: analyze.MarkSuperseded, analyze.DeletionPending: analyze.MarkDeleted}
	for _, l := range left {
		rest := l.Ticks
		for _, c := range p.Commands {
			switch {
			case c.Server() == l.Server && c.Origin() == l.Origin && c.Kind() == kinds[l.Reason] && c.Settled():
				rest = rest.Minus(c.Ticks())
			case c.Broadcast() && c.Origin() == l.Origin && c.Ticks().Overlaps(l.Ticks):
				t.Fatalf("%v of %q is broadcast, and %q have it", c.Ticks(), c.Origin(), l.Holders)
			}
		}
		if !rest.Empty() {
			t.Fatalf("no command of its own settles %v of %q on %q", rest, l.Origin, l.Server)
		}
	}
}
