package analyze_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/internal/toy"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// wordOf is what a server of a toy cluster must be said to hold, from its cell
// alone.
var wordOf = map[toy.Cell]string{
	toy.Unheard: "unheard", toy.Missing: "missing", toy.Present: "present",
	toy.Superseded: "superseded", toy.Deleted: "deleted", toy.Pending: "deleted+present",
}

// TestTickMapAgainstCells draws maps of random clusters, and holds each cell to
// what the toy's own cells say, tick by tick.
func TestTickMapAgainstCells(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 3000 {
		s := randomSituation(r)
		view, err := cluster.Merge(slices.Clone(s.dumps), cluster.Options{Gone: s.gone})
		if err != nil {
			t.Fatal(err)
		}
		maps, _, left := view.TickMaps(1+r.IntN(8), 1000, cluster.Whole)
		if left != 0 {
			t.Fatalf("all were asked for, and %d are left out", left)
		}
		for _, m := range maps {
			for _, row := range m.Rows {
				if got, want := row.Cells, s.plainRow(&m, row.Server); !slices.Equal(got, want) {
					t.Fatalf("%s on %s: %v\nwant %v\nin %s", m.Origin, row.Server, got, want, s)
				}
			}
		}
	}
}

func (s *situation) plainRow(m *cluster.TickMap, server string) []cluster.Cell {
	only := slices.ContainsFunc(s.dumps, func(d *dump.Dump) bool { return d.Node == server && !d.Nodes.Said })
	var cells []cluster.Cell
	for begin := m.Span.Begin; begin < m.Span.End; begin += ticks.Tick(m.PerColumn) {
		var words []string
		for at := begin; at < min(m.Span.End, begin+ticks.Tick(m.PerColumn)); at++ {
			word := wordOf[s.cluster.Server(server).At(m.Origin, at)]
			if only && word != "missing" {
				word = "unknown"
			}
			words = append(words, word)
		}
		for _, word := range cluster.StateWords {
			if slices.Contains(words, word) {
				whole := !slices.ContainsFunc(words, func(w string) bool { return w != word })
				cells = append(cells, cluster.Cell{State: word, Whole: whole})
				break
			}
		}
	}
	return cells
}

// TestTickMapOrder holds that the gravest origin comes first and quiet ones
// last, or not at all.
func TestTickMapOrder(t *testing.T) {
	cell := map[rune]toy.Cell{'u': toy.Unheard, 'm': toy.Missing, 'p': toy.Present, 's': toy.Superseded}
	cells := func(letters string) (out []toy.Cell) {
		for _, c := range letters {
			out = append(out, cell[c])
		}
		return out
	}
	a := &toy.Server{Name: "a", Cells: map[string][]toy.Cell{"a": cells("pppp"), "b": cells("ppps"), "c": cells("ppmm"), "d": cells("pmpp")}}
	b := &toy.Server{Name: "b", Cells: map[string][]toy.Cell{"a": cells("pppp"), "b": cells("pppp"), "c": cells("pppp"), "d": cells("pppp")}}
	live := &toy.Cluster{Servers: []*toy.Server{a, b, {Name: "c"}, {Name: "d"}}}
	view, err := cluster.Merge([]*dump.Dump{live.Dump("a", toy.All), live.Dump("b", toy.All)}, cluster.Options{})
	if err != nil {
		t.Fatal(err)
	}
	names := func(scope cluster.Scope) string {
		maps, _, left := view.TickMaps(10, 1000, scope)
		var out []string
		for _, m := range maps {
			out = append(out, m.Origin)
		}
		return strings.Join(out, " ") + strings.Repeat(" -", left)
	}
	if diff := cmp.Diff([]string{"c d b -", "c d b a"}, []string{names(cluster.Disputed), names(cluster.Whole)}); diff != "" {
		t.Error(diff)
	}
}

// A server may claim the highest tick there is: columns must still be few, and
// hold it.
func TestTickMapOfHugeRanges(t *testing.T) {
	huge := dump.Section{Said: true, Entries: []dump.Entry{{Origin: "a", Ticks: ticks.UpTo(ticks.Max)}}}
	d := &dump.Dump{Node: "a", Tock: 1, HasTock: true, Missing: huge}
	view, err := cluster.Merge([]*dump.Dump{d}, cluster.Options{})
	if err != nil {
		t.Fatal(err)
	}
	maps, _, _ := view.TickMaps(60, 1, cluster.Disputed)
	if len(maps) != 1 || len(maps[0].Rows) != 1 {
		t.Fatalf("maps %v", maps)
	}
	m := maps[0]
	last := m.Column(len(m.Rows[0].Cells) - 1)
	if len(m.Rows[0].Cells) > 60 || last.End != ticks.Max+1 || last.Empty() {
		t.Errorf("%d columns, the last one %v", len(m.Rows[0].Cells), last)
	}
	if diff := cmp.Diff(cluster.Cell{State: "missing", Whole: true}, m.Rows[0].Cells[0]); diff != "" {
		t.Error(diff)
	}
}
