package html

import (
	"fmt"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"tickdiff/analyze/cluster"
	"tickdiff/report/doc"
)

const (
	mapColumns   = 96
	leastColumns = 16
	mapBudget    = 16_000 // columns of all rows together
	mapRows      = 500    // rows of all maps together, if the first has not more
	mostMapRows  = 2_000
	openMaps     = 5
)

// maps draws the ticks of all origins. The more rows there are, the fewer columns each
// has, and beyond so many rows the other origins are counted.
func (p page) maps(m doc.Map) g.Node {
	v := m.View
	seen := 1 + len(v.With(cluster.Seen))
	rows := min(max(mapRows, min(seen, mostMapRows)), 1+len(v.Servers)*seen)
	maps, undrawn, _ := v.TickMaps(min(mapColumns, max(leastColumns, mapBudget/rows)), max(1, mapRows/seen), cluster.Whole)
	shown := g.Group{
		legend(),
		line(h.P(h.Class("soft"), g.Text("Low cells: only some ticks of the column; the rest of it is less grave. Point at a shape to read which."))),
	}
	if len(maps) == 0 {
		return line(h.P(g.Text("No server tells of any tick.")))
	}
	number := 0
	shown = append(shown, each(p, maps, func(t cluster.TickMap) g.Node {
		number++
		return p.originMap(t, m.Only, number-1)
	}))
	if undrawn > 0 {
		shown = append(shown, line(h.P(h.Class("soft"), g.Textf("Origins that are not drawn: %d. None of them is graver than these.", undrawn))))
	}
	return shown
}

// originMap has a row a server, below an axis with some of its ticks. The row of the
// origin itself stands out, and so does what one server alone has.
func (p page) originMap(m cluster.TickMap, only map[string][]cluster.OriginTicks, number int) g.Node {
	left := m.Gravest(mostMapRows)
	columns := fmt.Sprintf("ticks %v", m.Span)
	if m.PerColumn > 1 {
		columns += fmt.Sprintf(", %d a column", m.PerColumn)
	}
	if m.Quiet {
		columns += "; all agree, nothing missing"
	}
	row := func(r cluster.MapRow) g.Node {
		own := r.Server == m.Origin
		return line(h.Tr(g.If(own, h.Class("own")), h.Th(h.Scope("row"), name(r.Server), g.If(own, g.Text(" (its own)"))), h.Td(drawing(&m, &r, only[r.Server]))))
	}
	shown := g.Group{
		line(h.Summary(h.H3(name(m.Origin)), g.Text(" "), h.Span(h.Class("soft"), g.Text(columns)))),
		line(p.scrolled("Ticks of an origin", h.Table(h.Class("map"), line(h.TBody(line(h.Tr(h.Td(), h.Td(axis(&m))))), each(p, m.Rows, row))))),
	}
	if left > 0 {
		shown = append(shown, line(h.P(h.Class("soft"), g.Textf("Servers that are not drawn: %d. None of them is graver here than these.", left))))
	}
	return line(h.Details(g.If(number < openMaps && !m.Quiet, g.Attr("open")), shown))
}
