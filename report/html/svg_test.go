package html

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/analyze/cluster"
	"tickdiff/ticks"
)

// A row is one shape a state: neighbours are joined, and where not all ticks of
// a column have the state only the lower half is drawn.
func TestDrawing(t *testing.T) {
	cell := func(state string, whole bool) cluster.Cell { return cluster.Cell{State: state, Whole: whole} }
	row := cluster.MapRow{Cells: []cluster.Cell{
		cell("present", true), cell("present", true), cell("missing", false), cell("missing", true), cell("present", true)}}
	m := cluster.TickMap{Span: ticks.Range{Begin: 1, End: 48}, PerColumn: 10, Rows: []cluster.MapRow{row}}
	want := strings.ReplaceAll(`<svg width="80" height="16" viewBox="0 0 80 16" preserveAspectRatio="none">
<path class="s-missing" role="img" d="M32 8h16V16h-16M48 0h16V16h-16"><title>missing: 31-40; some of 21-30</title></path>
<path class="s-present" role="img" d="M0 0h32V16h-32M64 0h16V16h-16"><title>present: 1-20, 41-47</title></path>
</svg>`, "\n", "")
	var got strings.Builder
	if err := drawing(&m, &row, nil).Render(&got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Error(diff)
	}
}
