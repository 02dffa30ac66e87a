package html

import (
	"fmt"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

// How much is shown.
const (
	openItems = 6 // of a list; the others are folded
	mostItems = 50
	mostLines = 200 // of commands
	mostRows  = 60
	mostCells = 3_000 // of a table with a column a server
)

func (p page) block(block doc.Block) g.Node {
	switch b := block.(type) {
	case doc.Paragraph:
		return paragraph(b.Text)
	case doc.Commands:
		return p.commands(b)
	case doc.List:
		return p.list(b)
	case doc.Table:
		return p.table(b)
	case doc.Map:
		return p.maps(b)
	case doc.Matrix:
		return p.matrix(b)
	case doc.Gap:
		return nil
	default:
		panic(fmt.Sprintf("html: no such block: %T", b))
	}
}

func (p page) commands(c doc.Commands) g.Node {
	lines, left := doc.Has(c.Lines...).First(mostLines)
	if len(lines) == 0 {
		return nil
	}
	return g.Group{
		line(h.P(g.Text("A line is a command; a click selects all of it."))),
		line(h.Pre(each(p, lines, func(l string) g.Node { return h.Code(g.Text(l)) }))),
		more(left, " lines; text with --all shows all."),
	}
}

func (p page) list(l doc.List) g.Node {
	if !l.On.Shows(doc.Page) {
		return nil
	}
	most, opened := mostItems, openItems
	switch {
	case l.Most == doc.All || l.Short == doc.All:
		most, opened = mostLines, mostLines
	case l.Most > 0:
		most = min(most, l.Most)
	}
	items, left := l.Items.First(most)
	open := items[:min(len(items), opened)]
	shown := g.Group{p.items(l, open)}
	if rest := items[len(open):]; len(rest) > 0 {
		shown = append(shown, line(folded(fmt.Sprintf("%d more %s", len(rest), l.Things), h.Ul(each(p, rest, p.item)))))
	}
	shown = append(shown, more(left, " "+l.Things+"; JSON shows all."))
	if l.Title != "" {
		return h.Details(h.Class("aside"), h.Summary(g.Text(l.Title)), shown)
	}
	return shown
}

// items are the first of a list, which nobody has to open.
func (p page) items(l doc.List, open []doc.Item) g.Node {
	switch items := each(p, open, p.item); {
	case len(open) == 0:
		return nil
	case l.Mark == doc.Number:
		return line(h.Ol(items))
	default:
		return line(h.Ul(items))
	}
}

func (p page) item(i doc.Item) g.Node {
	class := ""
	if i.Command {
		class = "command"
	} else if word := lead(i.Text); word != "" {
		class = "card " + word
	}
	return line(h.Li(g.If(class != "", h.Class(class)), sentence(i.Words()), g.Map(i.Below, p.list)))
}

func (p page) table(t doc.Table) g.Node {
	rows, left := t.Rows.First(min(mostRows, mostCells/len(t.Header)))
	if len(rows) == 0 {
		return g.Group{paragraph(t.Otherwise), more(left, "; JSON shows all.")}
	}
	head := func(c prose.Text) g.Node { return h.Th(h.Scope("col"), sentence(c)) }
	cell := func(c prose.Text) g.Node { return h.Td(sentence(c)) }
	row := func(r doc.Row) g.Node { return line(h.Tr(g.Map(r, cell))) }
	return g.Group{
		line(p.scrolled("Table", h.Table(line(h.THead(h.Tr(g.Map(t.Header, head)))), h.TBody(each(p, rows, row))))),
		more(left, "; JSON shows all."),
	}
}

// more counts what is not shown.
func more(left int, things string) g.Node {
	if left == 0 {
		return nil
	}
	return line(h.P(g.Textf("… and %d more%s", left, things)))
}

// folded is what somebody has to open.
func folded(summary string, content ...g.Node) g.Node {
	return h.Details(h.Summary(g.Text(summary)), g.Group(content))
}

// scrolled is what may be wider than the page; a keyboard reaches it too. Each has a name
// of its own.
func (p page) scrolled(label string, content g.Node) g.Node {
	p.labels[label]++
	if n := p.labels[label]; n > 1 {
		label = fmt.Sprintf("%s %d", label, n)
	}
	return h.Div(h.Class("scroll"), h.TabIndex("0"), h.Role("region"), h.Aria("label", label), content)
}
