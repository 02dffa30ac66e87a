// Package html writes documents as pages that load nothing and run nothing. Long
// lists are cut, with what is left out counted, so that a large cluster still opens
// at once.
package html

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

//go:embed page.tmpl
var source string

// How much is shown of each list.
const (
	openItems = 20 // of a list; the others are folded
	mostRows  = 200
	mostCells = 10_000 // of a table with a column a server
)

// limits are for one span.
var limits = prose.Limits{Ranges: 24, Bytes: prose.Few.Bytes}

// page is what the template shows. What of it is not fit to be shown yet goes
// through a function that makes it so.
type page struct {
	*doc.Document
	Sections []*doc.Section
	States   []mapState
	Version  string
	Command  string
}

// Write writes a document.
func Write(w io.Writer, d *doc.Document, run doc.Run) error {
	t, err := template.New("page").Funcs(template.FuncMap{
		"kind": kind, "text": sentence, "anchor": anchor, "title": prose.Capital, "lead": lead,
		"rows": rowsOf, "items": itemsOf, "lines": linesOf, "maps": mapsOf,
		"begin": d.Room.Begin, "room": d.Room.More, "ending": d.Room.Ending,
	}).Parse(source)
	if err != nil {
		panic("html: the page's template is broken: " + err.Error())
	}
	p := &page{Document: d, States: mapStates(), Version: prose.Visible(run.Version), Command: run.Line()}
	for _, s := range d.Sections {
		if s.Shown(doc.Page) {
			p.Sections = append(p.Sections, &s)
		}
	}
	return t.Execute(w, p)
}

// kind is the word for a block.
func kind(b doc.Block) string {
	_, word, _ := strings.Cut(fmt.Sprintf("%T", b), ".")
	return word
}

// sentence is the one place where words are escaped by hand: they are too many for
// the template.
func sentence(t prose.Text) template.HTML {
	return template.HTML(t.Write(func(s prose.Span) string {
		shown := template.HTMLEscapeString(limits.Show(s))
		switch s.Kind {
		case prose.Quoted:
			return "<code><bdi>" + template.HTMLEscapeString(prose.Visible(s.Text)) + "</bdi></code>"
		case prose.Name, prose.Value:
			return "<code><bdi>" + shown + "</bdi></code>"
		case prose.Code:
			return "<code>" + shown + "</code>"
		case prose.Strong:
			return `<strong class="` + shown + `">` + shown + "</strong>"
		}
		return shown
	}))
}

// lead is the word that stands out in front of a sentence, if one does.
func lead(t prose.Text) string {
	if len(t) == 0 || t[0].Kind != prose.Strong {
		return ""
	}
	return t[0].Text
}

// anchor is where a section is linked to: its title in one word.
func anchor(title string) string {
	return strings.Join(strings.FieldsFunc(title, func(r rune) bool { return r < 'a' || 'z' < r }), "-")
}

type shownRows struct {
	Header    doc.Row
	Rows      []doc.Row
	Left      int
	Otherwise prose.Text
}

func rowsOf(t doc.Table) shownRows {
	rows, left := t.Rows.First(min(mostRows, mostCells/len(t.Header)))
	return shownRows{t.Header, rows, left, t.Otherwise}
}

type shownItems struct {
	Title      string
	Numbered   bool
	Open, Rest []doc.Item
	Left       int
	Things     string
}

func itemsOf(l doc.List) shownItems {
	most := mostRows
	if l.Most > 0 {
		most = min(most, l.Most)
	}
	items, left := l.Items.First(most)
	open := items[:min(len(items), openItems)]
	return shownItems{l.Title, l.Mark == doc.Number, open, items[len(open):], left, l.Things}
}

type shownLines struct {
	Lines []string
	Left  int
}

func linesOf(c doc.Commands) shownLines {
	lines, left := doc.Has(c.Lines...).First(mostRows)
	return shownLines{lines, left}
}
