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
	widestRow   = 576
	titleRanges = 3
)

// drawing is one server's row of a tick map: one shape a state, which is quicker
// to draw and to read out than one a cell.
func drawing(m *cluster.TickMap, row *cluster.MapRow, only []cluster.OriginTicks) g.Node {
	cell := cellWidth(row)
	width, height := strconv.Itoa(cell*len(row.Cells)), strconv.Itoa(cellHeight)
	return h.SVG(h.Width(width), h.Height(height), g.Attr("viewBox", "0 0 "+width+" "+height), g.Attr("preserveAspectRatio", "none"),
		g.Map(mapStates(), func(look mapState) g.Node {
			path, whole, part := shape(m, row, look.Word, cell)
			if path == "" {
				return nil
			}
			return g.El("path", h.Class("s-"+look.Class), h.Role("img"), g.Attr("d", path), g.El("title", g.Text(shapeTitle(look.Word, whole, part))))
		}), g.Map(only, func(t cluster.OriginTicks) g.Node {
			if t.Origin != m.Origin {
				return nil
			}
			return g.El("path", h.Class("only-line"), h.Role("img"), g.Attr("d", frames(m, t.Ticks, cell)), g.Attr("fill", "none"), g.Attr("stroke-width", "3"),
				g.El("title", g.Text("only copy: "+prose.SomeTicks(t.Ticks, titleRanges))))
		}))
}

func cellWidth(row *cluster.MapRow) int { return min(widestCell, max(1, widestRow/len(row.Cells))) }

// frames go around the columns that have any of some ticks.
func frames(m *cluster.TickMap, set ticks.Set, cell int) string {
	var b strings.Builder
	for r := range set.All() {
		first := uint64(r.Begin-m.Span.Begin) / m.PerColumn
		last := uint64(r.End-1-m.Span.Begin) / m.PerColumn
		fmt.Fprintf(&b, "M%d 1h%dv%dh-%dz", first*uint64(cell), (last-first+1)*uint64(cell), cellHeight-2, (last-first+1)*uint64(cell))
	}
	return b.String()
}

// labelWidth is how much room the number of a tick takes on the axis, a digit.
const labelWidth = 8

// axis has the numbers of some ticks, each above the left of its column.
func axis(m *cluster.TickMap) g.Node {
	cell := cellWidth(&m.Rows[0])
	columns := len(m.Rows[0].Cells)
	step := (labelWidth*(len(fmt.Sprint(m.Span.End))+1) + cell - 1) / cell
	labels := g.Group{}
	for i := 0; i < columns; i += step {
		labels = append(labels, g.El("text", g.Attr("x", strconv.Itoa(i*cell)), g.Attr("y", "12"), g.Text(fmt.Sprint(m.Column(i).Begin))))
	}
	return h.SVG(h.Class("axis"), h.Width(strconv.Itoa((columns+step)*cell)), h.Height(strconv.Itoa(cellHeight)), h.Aria("hidden", "true"), labels)
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
