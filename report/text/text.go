// Package text writes documents for terminals: wrapped to a width, with colours
// where they are wanted, and with long lists cut unless all is asked for.
package text

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/fatih/color"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

// Options is how text is laid out.
type Options struct {
	Width int  // columns; tables and sentences are wrapped to it, commands never
	Color bool // letters and words say everything without, too
	All   bool // show long lists whole
}

// rowsShown is how much of a list or a table is shown unless all of it is asked
// for. What is left out is counted.
const rowsShown = 50

// Write writes a document.
func Write(w io.Writer, d *doc.Document, o Options) error {
	t := newWriter(w, o, "; --all shows all")
	t.room = d.Room
	if d.Verdict != "" {
		t.line(0, append(prose.StrongOf(d.Verdict), prose.Say(": %s", d.Sentence)...))
	} else if d.Sentence != nil {
		t.line(0, d.Sentence)
	}
	if d.Careful != nil {
		t.line(0, d.Careful)
	}
	for _, s := range d.Sections {
		if s.Shown(doc.Screen) && t.room.Begin(&s) {
			t.section(&s)
		}
	}
	if ending := d.Room.Ending(); ending != nil {
		t.room = nil
		t.print("\n")
		t.line(0, ending)
	}
	return t.err
}

// mapWidth is how wide a map may be within a page without being scrolled.
const mapWidth = 90

// Map is what a terminal would show of a map, as a part of something else.
func Map(v *cluster.View) string {
	var b strings.Builder
	t := newWriter(&b, Options{Width: mapWidth}, "")
	t.maps(v)
	return strings.TrimRight(b.String(), "\n")
}

// writer writes blocks, whole lines at a time. The first error sticks.
type writer struct {
	Options
	w      io.Writer
	limits prose.Limits
	tables layout
	room   *doc.Room
	err    error
}

func newWriter(w io.Writer, o Options, more string) *writer {
	t := &writer{Options: o, w: w, limits: prose.Few}
	if o.All {
		t.limits = prose.Limits{Ranges: math.MaxInt, Bytes: math.MaxInt}
	}
	t.limits.More = more
	return t
}

func (t *writer) print(format string, args ...any) {
	if t.err == nil && t.room.More() {
		_, t.err = fmt.Fprintf(t.w, format, args...)
	}
}

func (t *writer) section(s *doc.Section) {
	if s.Title != "" {
		t.print("\n%s\n", t.paint(strings.ToUpper(s.Title), color.Bold))
	}
	for _, block := range s.Blocks {
		t.block(block)
	}
}

func (t *writer) block(block doc.Block) {
	switch b := block.(type) {
	case doc.Paragraph:
		t.line(0, b.Text)
	case doc.Commands:
		left := doc.Has(b.Lines...)(t.limit(rowsShown), func(line string) { t.print("  %*s%s\n", b.In, "", line) })
		t.leftOut(0, left, "command lines")
	case doc.List:
		t.list(0, &b)
	case doc.Table:
		t.table(&b)
	case doc.Map:
		t.maps(b.View)
	case doc.Gap:
		t.print("\n")
	default:
		panic(fmt.Sprintf("text: no such block: %T", b))
	}
}

// limit is how long a list may be.
func (t *writer) limit(shown int) int {
	if t.All || shown == doc.All {
		return math.MaxInt
	}
	return shown
}

// leftOut says how many of a list are not shown, if any.
func (t *writer) leftOut(indent, count int, things string) {
	if count > 0 {
		t.line(indent, prose.Say("… and %d more %s%s", count, things, t.limits.More))
	}
}

// list writes items, and what is below them further in.
func (t *writer) list(indent int, l *doc.List) {
	most := l.Most
	if most == 0 {
		most = rowsShown
	}
	last, number := indent, 0
	left := l.Items(t.limit(most), func(item doc.Item) {
		last = indent + item.Indent
		number++
		t.item(last, number, l.Mark, &item)
	})
	t.leftOut(last, left, l.Things)
}

func (t *writer) item(indent, number int, mark doc.Mark, item *doc.Item) {
	switch {
	case item.Command:
		t.print("%*s%s\n", indent, "", t.words(item.Text))
	case mark == doc.Number:
		t.line(indent, prose.Say("%d. %s", number, item.Text))
	case mark == doc.Bullet:
		t.line(indent, prose.Say("- %s", item.Text))
	default:
		t.line(indent, item.Text)
	}
	for i := range item.Below {
		t.list(indent, &item.Below[i])
	}
}

// say writes a sentence of our own.
func (t *writer) say(format string, args ...any) {
	t.line(0, prose.Say(format, args...))
}

func (t *writer) words(s prose.Text) string { return s.Write(t.limits.Show) }

// line writes a sentence, wrapped at blanks, so far in. What follows its first line
// stands two blanks further in. A word that stands out in front is coloured.
func (t *writer) line(indent int, s prose.Text) {
	lines := wrap(t.words(s), t.Width-indent, t.Width-indent-2, keepLong)
	if len(s) > 0 && s[0].Kind == prose.Strong {
		lead := s[0].Text
		lines[0] = t.paint(lead, leadColors[lead]...) + strings.TrimPrefix(lines[0], lead)
	}
	in := strings.Repeat(" ", indent)
	t.print("%s%s\n", in, strings.Join(lines, "\n"+in+"  "))
}

// table writes a table, as much of it as is shown; where it has no room and each
// row can be said, a sentence a row.
func (t *writer) table(table *doc.Table) {
	var rows [][]string
	left := table.Rows(t.limit(rowsShown), func(row doc.Row) { rows = append(rows, t.cells(row)) })
	header := t.header(table.Header)
	switch {
	case t.err != nil:
	case len(rows) == 0 && table.Otherwise != nil:
		t.line(0, table.Otherwise)
	case len(rows) == 0:
	case table.Narrow != nil && !fitsTable(t.Width, header, rows):
		for _, row := range rows {
			t.line(0, prose.WordsOf(table.Narrow(header, row)))
		}
	default:
		t.laid(t.tables.lay(t.Width, header, rows))
	}
	things := table.Things
	if things == "" {
		things = "rows"
	}
	t.leftOut(0, left, things)
}

// laid writes a table that is laid out, line by line.
func (t *writer) laid(table string, err error) {
	for line := range strings.Lines(table) {
		t.print("%s\n", strings.TrimRight(line, " \n"))
	}
	t.err = cmp.Or(t.err, err)
}

func (t *writer) cells(row doc.Row) []string {
	out := make([]string, len(row))
	for i, cell := range row {
		out[i] = t.words(cell)
	}
	return out
}

// header writes our own words large; others are names.
func (t *writer) header(all []prose.Text) []string {
	out := t.cells(all)
	for i, cell := range all {
		if cell[0].Kind == prose.Words {
			out[i] = strings.ToUpper(out[i])
		}
	}
	return out
}
