// Package markdown writes documents for an issue or a forum: what somebody needs to
// judge first, and all else folded. They show the same wherever CommonMark with
// tables is read.
package markdown

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
	"tickdiff/report/text"
)

// MaxBytes is how long a post may be on GitHub, where it counts characters; bytes
// are never fewer.
const MaxBytes = 65_536

// detailSteps is how many rows of each list are shown: fewer and fewer until the
// whole fits.
var detailSteps = []int{2000, 500, 150, 50, 15, 5, 0}

// Write writes a document with as much detail as fits, and says so where that is
// not all.
func Write(w io.Writer, d *doc.Document, run doc.Run) error {
	for _, most := range detailSteps {
		m := &writer{most: most}
		m.document(d)
		m.made(run)
		if !m.tooLong() {
			_, err := io.WriteString(w, m.b.String())
			return err
		}
	}
	panic("markdown: no step of detail is the last")
}

type writer struct {
	b    strings.Builder
	most int // rows of a list
}

func (m *writer) print(format string, args ...any) { fmt.Fprintf(&m.b, format, args...) }

// tooLong says that what is written will not be used anyway.
func (m *writer) tooLong() bool { return m.b.Len() > MaxBytes && m.most > 0 }

func (m *writer) document(d *doc.Document) {
	if d.Verdict != "" {
		m.print("### %s: %s\n\n", d.Verdict, m.words(d.Sentence))
	} else {
		m.print("### tickdiff %s\n\n", d.Of)
		if d.Sentence != nil {
			m.print("%s\n\n", m.words(d.Sentence))
		}
	}
	if d.Careful != nil {
		m.print("%s\n\n", m.words(d.Careful))
	}
	for _, f := range d.Facts {
		m.print("- %s: %s\n", f.Name, m.words(f.Text))
	}
	if len(d.Facts) > 0 {
		m.print("\n")
	}
	for _, s := range d.Sections {
		if s.Shown(doc.Post) && !m.tooLong() {
			m.section(&s)
		}
	}
}

// section is folded, if it is to be. Without any detail only its title is left then.
func (m *writer) section(s *doc.Section) {
	title := s.Title
	if s.Count > 0 {
		title += fmt.Sprintf(" (%d)", s.Count)
	}
	if title != "" {
		title = prose.Capital(title)
	}
	folded := s.Fold != doc.Open
	switch {
	case folded && m.most == 0:
		m.print("%s: left out\n\n", title)
		return
	case folded:
		m.print("<details>\n<summary>%s</summary>\n\n", title)
	case title != "":
		m.print("#### %s\n\n", title)
	}
	if s.Beside != nil {
		m.print("%s\n\n", m.words(s.Beside))
	}
	for _, b := range s.Blocks {
		m.block(b)
	}
	if folded {
		m.print("</details>\n\n")
	}
}

func (m *writer) block(block doc.Block) {
	switch b := block.(type) {
	case doc.Paragraph:
		m.print("%s\n\n", m.words(b.Text))
	case doc.Commands:
		m.code("sh", b.Lines)
	case doc.List:
		switch {
		case b.Items.None() || !b.On.Shows(doc.Post):
		case b.Title != "":
			m.print("<details>\n<summary>%s</summary>\n\n", b.Title)
			m.list("", &b)
			m.print("\n</details>\n\n")
		default:
			m.list("", &b)
			m.print("\n")
		}
	case doc.Table:
		m.table(&b)
	case doc.Map:
		m.code("", strings.Split(text.Map(b.View), "\n"))
	case doc.Gap:
	default:
		panic(fmt.Sprintf("markdown: no such block: %T", b))
	}
}

// code writes lines as a block, to be copied.
func (m *writer) code(language string, lines []string) {
	if len(lines) == 0 {
		return
	}
	shown, left := doc.Has(lines...).First(m.most)
	m.print("%s\n", codeBlock(language, shown))
	m.leftOut("", left, "lines")
}

// leftOut says how many of a list are not shown, if any.
func (m *writer) leftOut(indent string, count int, things string) {
	if count > 0 {
		m.print("%s… and %d more %s\n", indent, count, things)
		if indent == "" {
			m.print("\n")
		}
	}
}

// list writes items, and what is below them as lists of their own.
func (m *writer) list(indent string, l *doc.List) {
	if !l.On.Shows(doc.Post) {
		return
	}
	most := m.most
	if l.Most > 0 {
		most = min(most, l.Most)
	}
	items, left := l.Items.First(most)
	for i, item := range items {
		mark := "- "
		if l.Mark == doc.Number {
			mark = strconv.Itoa(i+1) + ". "
		}
		m.print("%s%s%s\n", indent, mark, m.words(item.Words()))
		for _, below := range item.Below {
			m.list(indent+strings.Repeat(" ", len(mark)), &below)
		}
	}
	if left > 0 {
		m.print("%s- … and %d more %s\n", indent, left, l.Things)
	}
}

// table writes rows, as many as are shown.
func (m *writer) table(t *doc.Table) {
	rows, left := t.Rows.First(m.most)
	if len(rows) > 0 {
		m.rows(t.Header, rows)
		m.print("\n")
	} else if t.Otherwise != nil && left == 0 {
		m.print("%s\n\n", m.words(t.Otherwise))
	}
	things := t.Things
	if things == "" {
		things = "rows"
	}
	m.leftOut("", left, things)
}

// rows writes cells. A bar would end its cell even inside code.
func (m *writer) rows(header doc.Row, rows []doc.Row) {
	row := func(cells doc.Row) {
		for _, c := range cells {
			m.print("| %s ", strings.ReplaceAll(m.words(c), "|", `\|`))
		}
		m.print("|\n")
	}
	row(header)
	m.print("%s|\n", strings.Repeat("|---", len(header)))
	for _, r := range rows {
		row(r)
	}
}

// made says what wrote this, and from what.
func (m *writer) made(run doc.Run) {
	if m.most != detailSteps[0] {
		m.print("Shortened to stay below %d characters, what GitHub takes; JSON shows all.\n\n", MaxBytes)
	}
	m.print("Made by %s with\n\n%s", codeSpan(prose.Visible(run.Version)), codeBlock("sh", []string{run.Line()}))
}
