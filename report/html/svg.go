package html

import (
	"fmt"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/ticks"
)

// How a row of a tick map is drawn. Cells narrow where there are many, so that
// few do not fill the page and many still fit a wide one.
const (
	cellHeight  = 16
	widestCell  = 16
	widestRow   = 768
	titleRanges = 3
)

// svgRow is one server's row of a tick map: one shape a state, which is quicker
// to draw and to read out than one a cell.
type svgRow struct {
	Server        string
	Width, Height int
	Shapes        []svgShape
}

// svgShape is all cells of one state.
type svgShape struct {
	Class string
	Path  string
	Title string
}

func svgRowOf(m *cluster.TickMap, row *cluster.MapRow) svgRow {
	cell := min(widestCell, max(1, widestRow/len(row.Cells)))
	out := svgRow{Server: prose.Visible(row.Server), Width: cell * len(row.Cells), Height: cellHeight}
	for _, look := range mapStates() {
		path, whole, part := shape(m, row, look.Word, cell)
		if path == "" {
			continue
		}
		title := look.Word + ": "
		if len(whole) > 0 {
			title += prose.SomeTicks(ticks.Of(whole...), titleRanges)
		}
		if len(part) > 0 {
			title += strings.Repeat("; ", min(1, len(whole))) + "some of " + prose.SomeTicks(ticks.Of(part...), titleRanges)
		}
		out.Shapes = append(out.Shapes, svgShape{look.Class, path, title})
	}
	return out
}

// shape draws the cells of one state: where not all of a column has it, only the
// lower half.
func shape(m *cluster.TickMap, row *cluster.MapRow, state string, cell int) (path string, whole, part []ticks.Range) {
	var b strings.Builder
	for i := 0; i < len(row.Cells); {
		c, from := row.Cells[i], i
		for i < len(row.Cells) && row.Cells[i] == c {
			i++
		}
		if c.State != state {
			continue
		}
		run := ticks.Range{Begin: m.Column(from).Begin, End: m.Column(i - 1).End}
		top := 0
		if c.Whole {
			whole = append(whole, run)
		} else {
			part = append(part, run)
			top = cellHeight / 2
		}
		fmt.Fprintf(&b, "M%d %dh%dV%dh-%d", from*cell, top, (i-from)*cell, cellHeight, (i-from)*cell)
	}
	return b.String(), whole, part
}
