package html

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/analyze/cluster"
	"tickdiff/ticks"
)

// A row is one shape a state: neighbours are joined, and where not all ticks of
// a column have the state only the lower half is drawn.
func TestSVGRow(t *testing.T) {
	cell := func(state string, whole bool) cluster.Cell { return cluster.Cell{State: state, Whole: whole} }
	row := cluster.MapRow{Server: "a b\n", Cells: []cluster.Cell{
		cell("present", true), cell("present", true), cell("missing", false), cell("missing", true), cell("present", true)}}
	m := cluster.TickMap{Span: ticks.Range{Begin: 1, End: 48}, PerColumn: 10, Rows: []cluster.MapRow{row}}
	want := svgRow{Server: `"a b\n"`, Width: 80, Height: 16, Shapes: []svgShape{
		{"missing", "M32 8h16V16h-16M48 0h16V16h-16", "missing: 31-40; some of 21-30"},
		{"present", "M0 0h32V16h-32M64 0h16V16h-16", "present: 1-20, 41-47"},
	}}
	if diff := cmp.Diff(want, svgRowOf(&m, &row)); diff != "" {
		t.Error(diff)
	}
}
