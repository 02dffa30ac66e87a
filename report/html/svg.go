package html

import (
	"fmt"
	"strconv"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

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

// drawing is one server's row of a tick map: one shape a state, which is quicker
// to draw and to read out than one a cell.
func drawing(m *cluster.TickMap, row *cluster.MapRow) g.Node {
	cell := min(widestCell, max(1, widestRow/len(row.Cells)))
	width, height := strconv.Itoa(cell*len(row.Cells)), strconv.Itoa(cellHeight)
	return h.SVG(h.Width(width), h.Height(height), g.Attr("viewBox", "0 0 "+width+" "+height), g.Attr("preserveAspectRatio", "none"),
		g.Map(mapStates(), func(look mapState) g.Node {
			path, whole, part := shape(m, row, look.Word, cell)
			if path == "" {
				return nil
			}
			return g.El("path", h.Class("s-"+look.Class), h.Role("img"), g.Attr("d", path), g.El("title", g.Text(shapeTitle(look.Word, whole, part))))
		}))
}

// shapeTitle says which ticks a shape stands for.
func shapeTitle(word string, whole, part []ticks.Range) string {
	title := word + ": "
	if len(whole) > 0 {
		title += prose.SomeTicks(ticks.Of(whole...), titleRanges)
	}
	if len(part) > 0 {
		title += strings.Repeat("; ", min(1, len(whole))) + "some of " + prose.SomeTicks(ticks.Of(part...), titleRanges)
	}
	return title
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
