package html

import (
	"fmt"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

// wideMatrix is how many servers a matrix has at most whose cells have words in them, and
// not letters.
const wideMatrix = 8

// matrix is a table whose heads stay in sight.
func (p page) matrix(matrix doc.Matrix) g.Node {
	m := matrix.Table()
	if len(m.Rows) == 0 {
		return line(h.P(g.Text("No server lacks anything, as far as the dumps tell.")))
	}
	class, cell := "matrix", wideCell
	if len(m.Servers) > wideMatrix {
		class, cell = "matrix compact", letterCell
	}
	server := func(s string) g.Node { return h.Th(h.Scope("col"), h.Span(name(s))) }
	row := func(r doc.MatrixRow) g.Node {
		cells := make(g.Group, len(r.Cells))
		for i, c := range r.Cells {
			cells[i] = matrixCell(c, m.Servers[i] == r.Origin, cell)
		}
		return line(h.Tr(h.Th(h.Scope("row"), name(r.Origin)), cells))
	}
	return g.Group{
		line(p.scrolled("Who lacks what", h.Table(h.Class(class),
			line(h.THead(h.Tr(h.Th(h.Scope("col"), g.Text("changes of")), g.Map(m.Servers, server)))),
			h.TBody(each(p, m.Rows, row)),
		))),
		more(m.MoreOrigins, " origins. None of them is graver than these; JSON has all."),
		more(m.MoreServers, " servers. None of them is graver than these; JSON has all."),
		line(h.Ul(h.Class("legend stands"), h.Aria("label", "What the words mean"), g.Map(standsIn(m), func(s *doc.Stand) g.Node {
			return line(h.Li(h.Span(h.Class("swatch "+s.Class), g.Text(s.Letter)), g.Textf(" %s: %s", s.Word, s.Meaning)))
		}))),
		line(h.P(h.Class("soft"), g.Text("Rows: whose changes. Columns: on which server. A thick frame: the server's own changes. An empty cell: nothing to do, as far as the dumps tell."))),
	}
}

// matrixCell has its gravest stand as its class.
func matrixCell(c doc.MatrixCell, own bool, content func(doc.StandTicks) g.Node) g.Node {
	var classes, title []string
	if own {
		classes = append(classes, "own")
	}
	if len(c) > 0 {
		classes = append(classes, c[0].Stand.Class)
	}
	for _, s := range c {
		title = append(title, fmt.Sprintf("%s %s", s.Stand.Word, prose.SomeTicks(s.Ticks, titleRanges)))
	}
	return h.Td(g.If(len(classes) > 0, h.Class(strings.Join(classes, " "))), g.If(len(title) > 0, h.Title(strings.Join(title, "; "))), g.Map(c, content))
}

func wideCell(s doc.StandTicks) g.Node {
	words := fmt.Sprintf(" %s", prose.SomeTicks(s.Ticks, titleRanges))
	if count := s.Ticks.Count(); count > 1 {
		words += fmt.Sprintf(" (%d)", count)
	}
	return h.Div(h.Strong(g.Text(s.Stand.Word)), g.Text(words))
}

func letterCell(s doc.StandTicks) g.Node {
	return g.Textf("%s%d ", s.Stand.Letter, s.Ticks.Count())
}

// standsIn are the stands that a matrix has.
func standsIn(m doc.MatrixTable) []*doc.Stand {
	has := map[*doc.Stand]bool{}
	for _, r := range m.Rows {
		for _, c := range r.Cells {
			for _, s := range c {
				has[s.Stand] = true
			}
		}
	}
	var all []*doc.Stand
	for i := range doc.Stands {
		if has[&doc.Stands[i]] {
			all = append(all, &doc.Stands[i])
		}
	}
	return all
}
