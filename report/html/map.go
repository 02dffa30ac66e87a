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
	mapBudget    = 48_000 // columns of all rows together
	mapRows      = 2_000  // rows of all maps together
	openMaps     = 5
)

// maps draws the ticks of all origins. The more rows there are, the fewer columns each
// has, and beyond so many rows the other origins are counted.
func (p page) maps(m doc.Map) g.Node {
	v := m.View
	seen := 1 + len(v.With(cluster.Seen))
	rows := min(mapRows, 1+len(v.Servers)*seen)
	maps, undrawn, _ := v.TickMaps(min(mapColumns, max(leastColumns, mapBudget/rows)), max(1, mapRows/seen), cluster.Whole)
	shown := g.Group{
		p.overview(maps), legend(),
		line(h.P(h.Class("soft"), g.Text("Low cells: only some ticks of the column; the rest of it is less grave. Point at a shape to read which."))),
	}
	number := 0
	shown = append(shown, each(p, maps, func(m cluster.TickMap) g.Node {
		number++
		return p.originMap(m, number-1)
	}))
	if undrawn > 0 {
		shown = append(shown, line(h.P(h.Class("soft"), g.Textf("Origins that are not drawn: %d. None of them is graver than these.", undrawn))))
	}
	return shown
}

// overview is the gravest state of each server for each origin. It has the servers of
// the first map: where they are not all, it is the only one.
func (p page) overview(maps []cluster.TickMap) g.Node {
	if len(maps) == 0 {
		return line(h.P(g.Text("No server tells of any tick.")))
	}
	number := 0
	row := func(m cluster.TickMap) g.Node {
		number++
		return line(h.Tr(
			h.Th(h.Scope("row"), h.A(h.Href(fmt.Sprintf("#m%d", number-1)), name(m.Origin))),
			g.Map(m.Rows, func(r cluster.MapRow) g.Node {
				state := stateOf(doc.LookOf(r.Worst))
				return h.Td(h.Class(state.Class), h.Title(state.Word), g.Text(string(state.Letter)))
			}),
		))
	}
	server := func(r cluster.MapRow) g.Node { return h.Th(h.Scope("col"), name(r.Server)) }
	return g.Group{
		line(h.P(g.Text("The gravest state of each server's ticks of each origin, the gravest origin first."))),
		line(scrolled("The gravest state of each server for each origin", h.Table(h.Class("overview"),
			line(h.THead(h.Tr(h.Th(h.Scope("col"), g.Text("origin")), g.Map(maps[0].Rows, server)))),
			h.TBody(each(p, maps, row)),
		))),
	}
}

func (p page) originMap(m cluster.TickMap, number int) g.Node {
	left := m.Gravest(mapRows)
	columns := fmt.Sprintf("ticks %v", m.Span)
	if m.PerColumn > 1 {
		columns += fmt.Sprintf(", %d a column", m.PerColumn)
	}
	if m.Quiet {
		columns += "; all agree, nothing missing"
	}
	row := func(r cluster.MapRow) g.Node {
		return line(h.Tr(h.Th(h.Scope("row"), name(r.Server)), h.Td(drawing(&m, &r))))
	}
	shown := g.Group{
		line(h.Summary(h.ID(fmt.Sprintf("m%d", number)), h.H3(name(m.Origin)), g.Text(" "), h.Span(h.Class("soft"), g.Text(columns)))),
		line(h.Table(h.Class("map"), each(p, m.Rows, row))),
	}
	if left > 0 {
		shown = append(shown, line(h.P(h.Class("soft"), g.Textf("Servers that are not drawn: %d. None of them is graver here than these.", left))))
	}
	return line(h.Details(g.If(number < openMaps && !m.Quiet, g.Attr("open")), shown))
}
