package analyze_test

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/internal/toy"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/verify"
	"tickdiff/dump"
	"tickdiff/internal/gate"
	"tickdiff/ticks"
)

// round is a cluster before and after some of a plan was carried out, and some
// more happened to it.
type round struct {
	*situation
	plan  *plan.Plan
	after *toy.Cluster
	asked map[string]toy.Sections // who was asked again, and for what
	given []*dump.Dump            // old dumps and new ones
}

// randomRound marks what the plan says on some servers, lets ticks come back or
// get lost, and asks some servers again.
func randomRound(t *testing.T, r *rand.Rand) *round {
	t.Helper()
	s := randomSituation(r)
	n := &round{situation: s, plan: s.plan(t), after: s.cluster.Clone(), asked: map[string]toy.Sections{}}
	for _, step := range n.plan.Of(plan.Marked) {
		if r.IntN(4) > 0 {
			n.after.Mark(step.Server, step.Origin, step.Ticks, step.Kind == plan.MarkDeleted, false)
		}
	}
	for _, server := range n.after.Servers {
		for _, cells := range server.InOrder {
			for i := range cells {
				if r.IntN(6) == 0 {
					cells[i] = toy.Cells[r.IntN(len(toy.Cells))]
				}
			}
		}
	}
	for _, d := range s.dumps {
		if r.IntN(3) > 0 {
			n.given = append(n.given, d)
		}
		if r.IntN(5) > 0 {
			n.asked[d.Node] = []toy.Sections{toy.All, toy.All, toy.Ndmrk, toy.Only}[r.IntN(4)]
			n.given = append(n.given, n.after.Dump(d.Node, n.asked[d.Node]))
		}
	}
	return n
}

// outcome is the plain rule, from what the servers really hold.
func (n *round) outcome(at missingTick) verify.Outcome {
	cell := n.after.Server(at.server).At(at.origin, at.tick)
	sections, asked := n.asked[at.server]
	if asked && sections != toy.Only && (cell == toy.Present || cell == toy.Pending) {
		return verify.Resurfaced
	}
	for name, sections := range n.asked {
		other := n.after.Server(name).At(at.origin, at.tick)
		if name != at.server && sections != toy.Only && (other == toy.Present || other == toy.Pending) {
			return verify.Contradicted
		}
	}
	switch {
	case !asked:
		return verify.NotProvable
	case cell == toy.Missing:
		return verify.NotYet
	case sections == toy.Only || cell == toy.Unheard:
		return verify.NotProvable
	}
	return verify.Done
}

// lost is every tick that a server misses now and an older dump of it showed
// present, or that the plan left to it as a holder.
func (n *round) lost() map[missingTick]bool {
	out := map[missingTick]bool{}
	add := func(server, origin string, set ticks.Set) {
		for r := range set.All() {
			for tick := r.Begin; tick < r.End; tick++ {
				if n.asked[server] != "" && n.after.Server(server).At(origin, tick) == toy.Missing {
					out[missingTick{server, origin, tick}] = true
				}
			}
		}
	}
	for _, d := range n.given {
		for _, origin := range n.cluster.Servers {
			add(d.Node, origin.Name, d.Answer(dump.Present, origin.Name).Set)
		}
	}
	for _, l := range n.plan.Of(plan.Left) {
		for _, holder := range l.Holders {
			add(holder, l.Origin, l.Ticks)
		}
	}
	return out
}

func TestVerifyAgainstTheClusterItself(t *testing.T) {
	r := rand.New(rand.NewPCG(62, 1))
	seen := map[verify.Outcome]int{}
	losses := 0
	for range gate.Tries(6000) {
		n := randomRound(t, r)
		view, err := cluster.Merge(n.given, cluster.Options{})
		if err != nil {
			t.Fatal(err)
		}
		v := verify.Plan(n.plan, view, verify.AfterMarks)
		got, want := map[missingTick]verify.Outcome{}, map[missingTick]verify.Outcome{}
		for _, s := range v.Steps {
			for tick := range singles(s.Ticks) {
				at := missingTick{s.Server, s.Origin, tick}
				if _, twice := got[at]; twice {
					t.Fatalf("%v has two outcomes", at)
				}
				got[at] = s.Outcome
			}
		}
		for _, s := range n.plan.Of(plan.Marked) {
			for tick := range singles(s.Ticks) {
				at := missingTick{s.Server, s.Origin, tick}
				want[at] = n.outcome(at)
				seen[want[at]]++
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("outcomes %v\n    want %v\nbefore %s\nafter %s", got, want, n.situation, &situation{cluster: n.after, dumps: n.given})
		}
		lost := map[missingTick]bool{}
		for _, a := range v.Lost {
			for tick := range singles(a.Ticks) {
				lost[missingTick{a.Server, a.Origin, tick}] = true
				losses++
			}
		}
		if want := n.lost(); !reflect.DeepEqual(lost, want) {
			t.Fatalf("lost %v\nwant %v\nbefore %s\nafter %s", lost, want, n.situation, &situation{cluster: n.after, dumps: n.given})
		}
	}
	for _, outcome := range []verify.Outcome{verify.Done, verify.Resurfaced, verify.NotYet, verify.Contradicted, verify.NotProvable} {
		if seen[outcome] < gate.Tries(10) {
			t.Errorf("%s came up only %d times", outcome, seen[outcome])
		}
	}
	if losses < 100 {
		t.Errorf("only %d losses", losses)
	}
}

// singles yields the ticks of a small set one by one.
func singles(set ticks.Set) func(func(ticks.Tick) bool) {
	return func(yield func(ticks.Tick) bool) {
		for r := range set.All() {
			for tick := r.Begin; tick < r.End; tick++ {
				if !yield(tick) {
					return
				}
			}
		}
	}
}

// The guard may say that the evidence holds only if planning again on all of the
// newer dumps, each with every section, gives the same marks or finds them made.
// Only that a server may have heard of a tick since its dump is settled by the
// plan: whoever could have sent it was asked then.
func TestGuardHoldsOnlyWhatWouldBePlannedAgain(t *testing.T) {
	r := rand.New(rand.NewPCG(63, 1))
	held := 0
	for range 6000 {
		n := randomRound(t, r)
		if len(n.plan.Of(plan.Marked)) == 0 {
			continue
		}
		n.given = nil
		for _, d := range n.dumps {
			n.given = append(n.given, n.after.Dump(d.Node, toy.All))
		}
		view, err := cluster.Merge(n.given, cluster.Options{Gone: n.goneNamed()})
		if err != nil {
			t.Fatal(err)
		}
		all, err := cluster.Merge(n.given, cluster.Options{})
		if err != nil {
			t.Fatal(err)
		}
		guard := verify.Plan(n.plan, all, verify.BeforeMarks)
		if guard.Verdict != verify.Holds {
			continue
		}
		held++
		again, p := map[missingTick]plan.MarkKind{}, plan.Make(view, plan.Options{})
		for _, s := range p.Of(plan.Marked) {
			for tick := range singles(s.Ticks) {
				again[missingTick{s.Server, s.Origin, tick}] = s.Kind
			}
		}
		reasons := verdicts(t, p)
		for _, s := range guard.Steps {
			for tick := range singles(s.Ticks) {
				kind, planned := again[missingTick{s.Server, s.Origin, tick}]
				switch {
				case s.Outcome == verify.Done:
				case reasons[missingTick{s.Server, s.Origin, tick}] == plan.NotHeard:
				case !planned:
					t.Fatalf("%s:%d on %s would not be marked again\nafter %s", s.Origin, tick, s.Server, &situation{cluster: n.after, dumps: n.given})
				case kind == plan.MarkDeleted && s.Kind == plan.MarkSuperseded:
					t.Fatalf("%s:%d on %s would be marked deleted by now\nafter %s", s.Origin, tick, s.Server, &situation{cluster: n.after, dumps: n.given})
				}
			}
		}
	}
	if held < 100 {
		t.Errorf("the guard held only %d times", held)
	}
}

func (n *round) goneNamed() []string {
	var out []string
	for _, name := range n.gone {
		if named(n.given, name) {
			out = append(out, name)
		}
	}
	return out
}
