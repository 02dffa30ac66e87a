package analyze_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/internal/toy"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/verify"
	"tickdiff/dump"
)

// Whatever the cluster, all that is left can be settled: the plan stays a
// partition of everything missing, what was decided on evidence stays as it was,
// and no settled tick is broadcast, since others have it.
func TestSettleEverythingLeft(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	settled := 0
	for range 3000 {
		s := randomSituation(r)
		view, err := cluster.Merge(s.dumps, cluster.Options{Gone: s.gone})
		if err != nil {
			t.Fatal(err)
		}
		p := plan.Make(view, plan.Options{Broadcast: true})
		want, left := verdicts(t, p), p.Of(plan.Left)
		var words []plan.Settlement
		for _, l := range left {
			words = append(words, plan.Settlement{Origin: l.Origin, Ticks: l.Ticks, Server: l.Server})
		}
		if err := p.Settle(view, plan.Settling{Words: words, Unproven: true}); err != nil {
			t.Fatalf("%v\nin %s", err, s)
		}
		for tick, reason := range want {
			if reason == plan.AliveElsewhere || reason == plan.DeletionPending {
				want[tick] = plan.Settled
				settled++
			}
		}
		if got := verdicts(t, restored(t, p)); !reflect.DeepEqual(got, want) || len(p.Of(plan.Left)) > 0 {
			t.Fatalf("verdicts %v\n    want %v\nin %s", got, want, s)
		}
		checkSettled(t, p, left)
		if !slices.ContainsFunc(s.dumps, func(d *dump.Dump) bool { return !d.Present.Said }) {
			s.checkSettledVerifies(t, p) // else asking for all would show what was not known before
		}
	}
	if settled < 1000 {
		t.Errorf("only %d ticks were settled: the clusters are too sound", settled)
	}
}

// checkSettled holds that what was left is superseded on the one server, and that
// nothing others have is marked deleted: the entry may live.
func checkSettled(t *testing.T, p *plan.Plan, left []plan.Decision) {
	t.Helper()
	for _, l := range left {
		rest := l.Ticks
		for _, c := range p.Commands {
			switch {
			case c.Server() == l.Server && c.Origin() == l.Origin && c.Kind() == plan.MarkSuperseded && c.Settled():
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

// checkSettledVerifies holds that verifying a settled plan is not put off by
// what others have: before the marks it is as it was, after them it is done.
func (s *situation) checkSettledVerifies(t *testing.T, p *plan.Plan) {
	t.Helper()
	after := s.cluster.Clone()
	again := func() *cluster.View {
		dumps := slices.Clone(s.dumps)
		for _, d := range s.dumps {
			dumps = append(dumps, after.Dump(d.Node, toy.All))
		}
		view, err := cluster.Merge(dumps, cluster.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return view
	}
	expect := func(when verify.When, want verify.Outcome) {
		for _, step := range verify.Plan(p, again(), when).Steps {
			if step.Outcome != want {
				t.Fatalf("%v of %q on %q: %s, want %s\nin %s", step.Ticks, step.Origin, step.Server, step.Outcome, want, s)
			}
		}
	}
	p.Decisions = slices.DeleteFunc(p.Decisions, func(d plan.Decision) bool { return d.Reason != plan.Settled })
	expect(verify.BeforeMarks, verify.NotYet)
	for _, step := range p.Of(plan.Marked) {
		after.Mark(step.Server, step.Origin, step.Ticks, step.Kind == plan.MarkDeleted, false)
	}
	expect(verify.AfterMarks, verify.Done)
}

// Names may hold what the word is written with; only known names count, and two
// readings are none.
func TestParseSettlement(t *testing.T) {
	d := &dump.Dump{Node: "a", Tock: 1, HasTock: true, Nodes: dump.Nodes{Said: true}}
	for _, name := range []string{"a", "a:5@b", "b:5", "c@d", "e:1", "日:本"} {
		d.Nodes.Entries = append(d.Nodes.Entries, dump.NodeEntry{Name: name, Tick: 9})
	}
	view, err := cluster.Merge([]*dump.Dump{d}, cluster.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"a:5":                    "a:5",
		"a:7-9,5":                "a:5, 7-9",
		"a:5@c@d":                "a:5@c@d",
		"c@d:5@e:1":              "c@d:5@e:1",
		"e:1:2":                  "e:1:2",
		"日:本:3@a":                "日:本:3@a",
		"a:5@b:5":                `--settle "a:5@b:5": it can be read in several ways`,
		"x:5":                    `--settle "x:5": it names a server that no dump knows`,
		"a:5@":                   `--settle "a:5@": it is not ORIGIN:TICKS`,
		"a:0":                    `--settle "a:0": it is not ORIGIN:TICKS`,
		"a":                      `--settle "a": it is not ORIGIN:TICKS`,
		"a:5@x\x1b[31m":          `--settle "a:5@x\x1b[31m": it names a server that no dump knows`,
		"a:5-9@a:5@b":            "a:5-9@a:5@b",
		"a:1,2,3,4@日:本":          "a:1-4@日:本",
		"a:99999999999999999999": `--settle "a:99999999999999999999": it is not ORIGIN:TICKS`,
	} {
		word, err := plan.ParseSettlement(view, text)
		got := word.String()
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}
