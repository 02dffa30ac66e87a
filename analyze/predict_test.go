package analyze_test

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/internal/toy"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// TestPredictionIsWhatServersShow marks a cluster by the plan and asks every
// server again for the same sections: but for the tock, each prints what was
// predicted, byte for byte.
func TestPredictionIsWhatServersShow(t *testing.T) {
	r := rand.New(rand.NewPCG(61, 1))
	marked := 0
	for range 4000 {
		s := randomSituation(r)
		view, err := cluster.Merge(s.dumps, cluster.Options{Gone: s.gone, Together: s.together})
		if err != nil {
			t.Fatal(err)
		}
		p := plan.Make(view, plan.Options{Lost: randomLost(r)})
		after := s.cluster.Clone()
		for _, step := range p.Of(plan.Marked) {
			after.Mark(step.Server, step.Origin, step.Ticks, step.Kind == plan.MarkDeleted, false)
			marked++
		}
		predicted := plan.Predict(view, p)
		if len(predicted) != len(s.dumps) {
			t.Fatalf("%d dumps predicted from %d", len(predicted), len(s.dumps))
		}
		for _, d := range predicted {
			real := after.Dump(d.Node, sectionsOf(d))
			real.Tock = d.Tock
			if diff := cmp.Diff(printed(t, real), printed(t, d)); diff != "" {
				t.Fatalf("%s, shown and predicted (-shown +predicted):\n%s\nin %s", d.Node, diff, s)
			}
		}
	}
	if marked < 300 {
		t.Errorf("only %d marks were tried", marked)
	}
}

func randomLost(r *rand.Rand) plan.MarkKind {
	return []plan.MarkKind{plan.MarkSuperseded, plan.MarkDeleted}[r.IntN(2)]
}

// sectionsOf is what a toy server was asked for.
func sectionsOf(d *dump.Dump) toy.Sections {
	switch {
	case d.Present.Said:
		return toy.All
	case d.Nodes.Said:
		return toy.Ndmrk
	}
	return toy.Only
}

func printed(t *testing.T, d *dump.Dump) string {
	t.Helper()
	var b bytes.Buffer
	if err := dump.Encode(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A server may have been asked in parts: an old "state -ndmrk", then the answer
// of a mark. Its prediction rests on both, and what others asked it for ends
// with the mark.
func TestPredictionFromDumpsThatCompleteEachOther(t *testing.T) {
	full := &dump.Dump{Node: "b", Tock: 5, HasTock: true,
		Nodes:         dump.Nodes{Said: true, Entries: []dump.NodeEntry{{Name: "b", Tick: 0}, {Name: "c", Tick: 9}}},
		Missing:       dump.Section{Said: true, Entries: []dump.Entry{{Origin: "c", Ticks: ticks.Between(3, 8)}}},
		RemoteMissing: dump.Section{Said: true, Entries: []dump.Entry{{Origin: "c", Ticks: ticks.Between(4, 9)}}},
		Deleted:       dump.Section{Said: true},
		Superseded:    dump.Section{Said: true, Key: "superseded", Entries: []dump.Entry{{Origin: "c", Ticks: ticks.Between(1, 2)}}},
	}
	answer := &dump.Dump{Node: "b", Tock: 7, HasTock: true,
		Superseded: dump.Section{Said: true, Key: "known", Entries: []dump.Entry{{Origin: "c", Ticks: ticks.Of(ticks.Range{Begin: 1, End: 2}, ticks.Range{Begin: 3, End: 5})}}}}
	view, err := cluster.Merge([]*dump.Dump{answer, full}, cluster.Options{Gone: []string{"c"}})
	if err != nil {
		t.Fatal(err)
	}
	got := plan.Predict(view, plan.Make(view, plan.Options{Lost: plan.MarkDeleted}))
	if len(got) != 1 {
		t.Fatalf("%d dumps, want that of b", len(got))
	}
	want := `deleted:
  c:
  - - 5
    - 8
known:
  c:
  - 1
  - - 3
    - 8
missing: {}
node: b
nodes:
  b: 0
  c: 9
remote_missing:
  c:
  - 4
  - 8
tock: 7
`
	if diff := cmp.Diff(want, printed(t, got[0])); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
