package analyze_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/diff"
	"tickdiff/analyze/internal/toy"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// cellWords are the words for what a toy server holds of a tick it has heard of.
var cellWords = map[toy.Cell]string{toy.Missing: "missing", toy.Present: "present", toy.Superseded: "superseded",
	toy.Deleted: "deleted", toy.Pending: "deleted+present", toy.Unheard: "unheard"}

// moveWords says what each way from one word to another is called; every pair of
// two different ones stands here.
var moveWords = map[[2]string]string{
	{"present", "missing"}: "data-lost", {"present", "unheard"}: "data-lost",
	{"deleted+present", "missing"}: "data-lost", {"deleted+present", "unheard"}: "data-lost",
	{"superseded", "missing"}: "forgotten", {"superseded", "unheard"}: "forgotten",
	{"deleted", "missing"}: "forgotten", {"deleted", "unheard"}: "forgotten", {"missing", "unheard"}: "forgotten",
	{"unheard", "missing"}:    "missed",
	{"superseded", "present"}: "resurfaced", {"superseded", "deleted+present"}: "resurfaced",
	{"deleted", "present"}: "resurfaced", {"deleted", "deleted+present"}: "resurfaced",
	{"present", "deleted"}: "deleted", {"present", "deleted+present"}: "deleted",
	{"unheard", "present"}: "new", {"unheard", "superseded"}: "new", {"unheard", "deleted"}: "new", {"unheard", "deleted+present"}: "new",
	{"missing", "present"}: "arrived", {"missing", "deleted+present"}: "arrived",
	{"missing", "superseded"}: "closed", {"missing", "deleted"}: "closed",
	{"present", "superseded"}: "overwritten",
	{"deleted", "superseded"}: "purged", {"deleted+present", "superseded"}: "purged", {"deleted+present", "deleted"}: "purged",
	{"superseded", "deleted"}: "changed", {"deleted+present", "present"}: "changed",
}

// moved is one tick's way from one word to another.
type moved struct {
	missingTick
	kind, from, to string
}

// TestDiffAgainstTheClusterItself changes cells at random and compares dumps of
// before and after: every cell that changed is one move, and no other is. That
// present must be derived from one side makes no difference.
func TestDiffAgainstTheClusterItself(t *testing.T) {
	r := rand.New(rand.NewPCG(64, 1))
	kinds := map[string]int{}
	for range 2000 {
		s := randomSituation(r)
		after := s.cluster.Clone()
		for _, server := range after.Servers {
			for origin, cells := range server.InOrder {
				for i := range cells {
					if r.IntN(4) == 0 {
						cells[i] = randomCell(r)
					}
				}
				server.Cells[origin] = append(cells, randomCell(r))[:max(0, len(cells)+r.IntN(3)-1)]
			}
		}
		sections := func() toy.Sections { return []toy.Sections{toy.All, toy.Ndmrk}[r.IntN(2)] }
		got := map[moved]bool{}
		d := diff.Views(viewOf(t, s.cluster, sections), viewOf(t, after, sections))
		for _, m := range d.Moves {
			for tick := range singles(m.Ticks) {
				got[moved{missingTick{m.Server, m.Origin, tick}, m.Kind.ID, m.From, m.To}] = true
			}
		}
		want := wantMoves(s.cluster, after)
		for m := range want {
			kinds[m.kind]++
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(moved{}, missingTick{})); diff != "" {
			t.Fatalf("(-want +got):\n%s\nbefore %s\nafter %s", diff, s, &situation{cluster: after})
		}
		if moving := len(d.Moves)+len(d.Back) > 0; moving != (d.Verdict == diff.Different) {
			t.Fatalf("%d moves, and the verdict is %s", len(d.Moves), d.Verdict)
		}
	}
	for _, kind := range moveWords {
		if kinds[kind] == 0 {
			t.Errorf("%s never came up", kind)
		}
	}
}

func viewOf(t *testing.T, c *toy.Cluster, sections func() toy.Sections) *cluster.View {
	t.Helper()
	var dumps []*dump.Dump
	for _, s := range c.Clone().Servers {
		dumps = append(dumps, c.Dump(s.Name, sections()))
	}
	v, err := cluster.Merge(dumps, cluster.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func wantMoves(before, after *toy.Cluster) map[moved]bool {
	want := map[moved]bool{}
	for _, server := range before.Servers {
		for origin, cells := range server.InOrder {
			for i := range max(len(cells), len(after.Server(server.Name).Cells[origin])) {
				at := missingTick{server.Name, origin, ticks.Tick(i + 1)}
				from, to := cellWords[server.At(origin, at.tick)], cellWords[after.Server(server.Name).At(origin, at.tick)]
				if from != to {
					want[moved{at, moveWords[[2]string{from, to}], from, to}] = true
				}
			}
		}
	}
	return want
}
