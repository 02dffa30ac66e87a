// Package html writes documents as pages that load nothing and run nothing. Long
// lists are cut, with what is left out counted, so that a large cluster still opens
// at once.
package html

import (
	_ "embed"
	"io"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

//go:embed page.css
var style string

// policy lets a page load and run nothing.
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

// page is a document as a page.
type page struct {
	*doc.Document
	labels map[string]int // how many parts have a name
}

// Write writes a document.
func Write(w io.Writer, d *doc.Document, run doc.Run) error {
	p := page{d, map[string]int{}}
	return h.Doctype(h.HTML(h.Lang("en"), p.head(), line(h.Body(
		line(h.A(h.Class("skip"), h.Href("#main"), g.Text("Skip to the main part"))),
		line(patterns()),
		line(p.header()),
		line(p.main()),
		line(h.Footer(g.Text("Made by "+prose.Visible(run.Version)+" with "), h.Pre(h.Code(g.Text(run.Line()))))),
	)))).Render(w)
}

func (p page) head() g.Node {
	title := "tickdiff " + p.Of
	if p.Verdict != "" {
		title += ": " + p.Verdict
	}
	named := func(name, content string) g.Node { return line(h.Meta(h.Name(name), h.Content(content))) }
	return line(h.Head(
		line(h.Meta(h.Charset("utf-8"))),
		line(h.Meta(g.Attr("http-equiv", "Content-Security-Policy"), h.Content(policy))),
		named("viewport", "width=device-width, initial-scale=1"),
		named("color-scheme", "light dark"),
		named("referrer", "no-referrer"),
		line(h.TitleEl(g.Text(title))),
		h.StyleEl(g.Raw(style+stateStyles())),
	))
}

func (p page) header() g.Node {
	return h.Header(
		p.answer(),
		g.If(p.Careful != nil, line(h.P(h.Class("careful"), sentence(p.Careful)))),
		g.If(len(p.Facts) > 0, line(h.Dl(h.Class("facts"), g.Map(p.Facts, func(f doc.Fact) g.Node {
			return line(h.Dt(g.Text(f.Name)), h.Dd(sentence(f.Text)))
		})))),
		h.Nav(h.Aria("label", "Parts of this "+p.Of), h.Ul(g.Map(p.Sections, func(s doc.Section) g.Node {
			if s.Title == "" || !s.Shown(doc.Page) {
				return nil
			}
			return line(h.Li(h.A(h.Href("#"+anchor(s.Title)), g.Text(prose.Capital(s.Title)))))
		}))),
	)
}

// answer is the verdict as an instruction.
func (p page) answer() g.Node {
	what := g.Text("tickdiff " + p.Of)
	if p.Verdict == "" {
		return g.Group{line(h.H1(what)), paragraph(p.Sentence)}
	}
	return g.Group{
		line(h.P(h.Class("soft"), what)),
		line(h.H1(h.Span(h.Class("verdict "+p.Verdict), g.Text(p.Verdict)), g.Text(" "), sentence(p.Sentence))),
	}
}

func (p page) main() g.Node {
	sections := func(yield func(g.Node) bool) {
		for i := range p.Sections {
			if s := &p.Sections[i]; s.Shown(doc.Page) && p.Room.Begin(s) && !yield(p.section(s)) {
				return
			}
		}
		yield(paragraph(p.Room.Ending()))
	}
	return h.Main(h.ID("main"), written(sections))
}

func (p page) section(s *doc.Section) g.Node {
	var title g.Node
	if s.Title != "" {
		title = h.H2(h.ID(anchor(s.Title)), g.Text(prose.Capital(s.Title)))
	}
	blocks := g.Group{paragraph(s.Beside), each(p, s.Blocks, p.block)}
	if s.Fold == doc.Folded {
		return line(h.Details(line(h.Summary(title)), blocks))
	}
	return g.Group{line(title), blocks}
}

// anchor is where a section is linked to: its title in one word.
func anchor(title string) string {
	return strings.Join(strings.FieldsFunc(title, func(r rune) bool { return r < 'a' || 'z' < r }), "-")
}
