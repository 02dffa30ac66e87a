package report

import (
	"strings"
	"testing"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/bench/gen"
	"tickdiff/report/doc"
	"tickdiff/ticks"
)

func matrixOf(t *testing.T, p *plan.Plan, v *cluster.View) doc.MatrixTable {
	t.Helper()
	s := matrix(p, v)
	if len(s.Blocks) != 1 {
		t.Fatalf("a section of %d blocks", len(s.Blocks))
	}
	return s.Blocks[0].(doc.Matrix).Table()
}

// TestMatrixIsWhole holds that each decision, and each tick that a server has not heard
// of, stands in the cell where it belongs, and nothing else does.
func TestMatrixIsWhole(t *testing.T) {
	r, _ := reportOnCluster(t, gen.Sound(3, 6, 9, 30).Damaged())
	words := map[plan.Fate]string{plan.Marked: "mark", plan.Left: "wait", plan.Refused: "refused", plan.Untold: "not told"}
	want := map[[3]string]ticks.Set{}
	add := func(server, origin, word string, set ticks.Set) {
		at := [3]string{server, origin, word}
		want[at] = want[at].Union(set)
	}
	for _, d := range r.Plan.Decisions {
		add(d.Server, d.Origin, words[d.Fate()], d.Ticks)
		if len(d.Holders) == 1 && d.More == 0 && (d.Fate() == plan.Left || d.Fate() == plan.Untold) {
			add(d.Holders[0], d.Origin, "only copy", d.Ticks)
		}
	}
	for o := range r.View.Merged(cluster.Whole) {
		for seg := range o.Segments {
			for s := range seg.States() {
				if s.State == "unheard" {
					add(s.Server, o.Origin, "unheard", ticks.Of(seg.Range))
				}
			}
		}
	}
	m := matrixOf(t, r.Plan, r.View)
	for _, row := range m.Rows {
		for i, cell := range row.Cells {
			for _, s := range cell {
				at := [3]string{m.Servers[i], row.Origin, s.Stand.Word}
				if !s.Ticks.Equal(want[at]) {
					t.Errorf("%v: %v, not %v", at, s.Ticks, want[at])
				}
				delete(want, at)
			}
		}
	}
	if len(want) > 0 || m.MoreOrigins+m.MoreServers > 0 {
		t.Errorf("not in the matrix: %v, and %d origins, %d servers", want, m.MoreOrigins, m.MoreServers)
	}
}

// TestMatrixIsBounded: what is left out is counted, and is not graver than what is there.
func TestMatrixIsBounded(t *testing.T) {
	r, _ := reportOnCluster(t, gen.Sound(7, 70, 90, 6).Damaged())
	m := matrixOf(t, r.Plan, r.View)
	if len(m.Servers) != matrixColumns || m.MoreServers != 10 || len(m.Rows)*len(m.Servers) > matrixCells || m.MoreOrigins == 0 {
		t.Errorf("%d servers and %d more, %d rows and %d more", len(m.Servers), m.MoreServers, len(m.Rows), m.MoreOrigins)
	}
	whole := map[string]bool{}
	for _, row := range m.Rows {
		whole[row.Origin] = true
	}
	for _, a := range r.Plan.Alone() {
		for _, held := range a.Ticks {
			if !whole[held.Origin] {
				t.Errorf("an only copy of %s is left out", held.Origin)
			}
		}
	}
}

// TestMatrixOnPage: few servers have words in their cells, many have letters.
func TestMatrixOnPage(t *testing.T) {
	few, _ := reportOnCluster(t, gen.Sound(3, 3, 3, 30).Damaged())
	many, _ := reportOnCluster(t, gen.Sound(3, 12, 12, 30).Damaged())
	if page := htmlOf(t, ReportDocument(few), doc.Run{}); !strings.Contains(page, "<div><strong>unheard</strong> ") || !strings.Contains(page, `<td class="own`) {
		t.Error("no words in the cells, or none of a server's own")
	}
	if page := htmlOf(t, ReportDocument(many), doc.Run{}); strings.Contains(page, "<strong>unheard</strong>") || !strings.Contains(page, `<table class="matrix compact">`) {
		t.Error("words in the cells of many")
	}
	if page := htmlOf(t, PlanDocument(many.Plan, Again{}), doc.Run{}); strings.Contains(page, `swatch unheard`) || !strings.Contains(page, `<table class="matrix compact">`) {
		t.Error("a plan says what servers have not heard of")
	}
}
