// Package text writes documents for terminals: wrapped to a width, with colours
// where they are wanted, and with long lists cut unless all is asked for.
package text

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

// Options is how text is laid out.
type Options struct {
	Width int       // columns; tables and sentences are wrapped to it, commands never
	Color bool      // letters and words say everything without, too
	All   bool      // show long lists whole
	Also  doc.Media // what is shown beside what every text has
}

// rowsShown is how much of a list or a table is shown unless all of it is asked
// for. What is left out is counted.
const rowsShown = 50

// Write writes a document.
func Write(w io.Writer, d *doc.Document, o Options) error {
	t := newWriter(w, o, "; --all shows all")
	t.room = d.Room
	if d.Verdict != "" {
		t.line(0, append(prose.StrongOf(d.Verdict), prose.Say("  %s", d.Sentence)...))
	} else if d.Sentence != nil {
		t.line(0, d.Sentence)
	}
	if d.Careful != nil {
		t.within(fewRanges, func() { t.line(0, d.Careful) })
	}
	for _, s := range d.Sections {
		if s.Shown(doc.Screen|o.Also) && t.room.Begin(&s) {
			t.section(&s)
		}
	}
	ending := d.Room.Ending()
	t.room = nil
	if ending != nil {
		t.line(0, ending)
	}
	t.closing(d)
	return t.err
}

// closing ends a text with the verdict, and with what the value is known by: beside it,
// or below it where there is no room.
func (t *writer) closing(d *doc.Document) {
	if d.Closing == nil {
		return
	}
	words := append(prose.StrongOf(d.Verdict), prose.Say("  %s", d.Closing)...)
	beside := append(slices.Clone(words), prose.Say("    %s", d.Mark)...)
	switch {
	case d.Mark == nil:
		t.line(0, words)
	case columnsOf(t.words(beside)) <= t.Width:
		t.line(0, beside)
	default:
		t.line(0, words)
		t.line(2, d.Mark)
	}
}

// mapWidth is how wide a map may be within a page without being scrolled.
const mapWidth = 90

// fewRanges is how many ranges of a set stand where there is little room.
const fewRanges = 4

// within writes with fewer ranges of each set, unless all are asked for.
func (t *writer) within(ranges int, write func()) {
	before := t.limits.Ranges
	if !t.All {
		t.limits.Ranges = ranges
	}
	write()
	t.limits.Ranges = before
}

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
	in     int // how far in the section at hand stands
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
	t.in = 0
	if s.Title != "" {
		title := prose.StrongOf(strings.ToUpper(s.Title))
		if s.Beside != nil {
			title = append(title, prose.Say("  %s", s.Beside)...)
		}
		t.line(0, title)
		t.in = sectionIndent
	}
	for _, block := range s.Blocks {
		t.block(block)
	}
}

// sectionIndent is how far in the blocks of a section with a title stand.
const sectionIndent = 2

func (t *writer) block(block doc.Block) {
	switch b := block.(type) {
	case doc.Paragraph:
		t.line(t.in, b.Text)
	case doc.Commands:
		for _, line := range b.Lines { // never cut
			t.print("%*s%s\n", max(t.in, sectionIndent)+b.In, "", line)
		}
	case doc.List:
		t.list(t.in, &b)
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
func (t *writer) limit(most int) int {
	switch {
	case t.All || most == doc.All:
		return math.MaxInt
	case most == 0:
		return rowsShown
	}
	return most
}

// leftOut says how many of a list are not shown, if any.
func (t *writer) leftOut(indent, count int, things string) {
	if count > 0 {
		t.line(indent, prose.Say("… and %d more %s%s", count, things, t.limits.More))
	}
}

// list writes items, and what is below them further in.
func (t *writer) list(indent int, l *doc.List) {
	if !l.On.Shows(doc.Screen | t.Also) {
		return
	}
	last, number := indent, 0
	items, left := l.Items.First(t.limit(cmp.Or(l.Short, l.Most)))
	lead := 0
	for _, item := range items {
		lead = max(lead, columnsOf(item.Lead))
	}
	for _, item := range items {
		last = indent + item.Indent
		number++
		t.item(last, front(l.Mark, number, item.Lead, lead), &item)
	}
	t.leftOut(last, left, l.Things)
}

// front is what stands in front of an item, with leads of one width.
func front(mark doc.Mark, number int, lead string, width int) string {
	front := ""
	switch mark {
	case doc.Number:
		front = strconv.Itoa(number) + " "
	case doc.Bullet:
		front = "- "
	}
	if width > 0 {
		front += fmt.Sprintf("%-*s  ", width, lead)
	}
	return front
}

func (t *writer) item(indent int, front string, item *doc.Item) {
	below := indent
	if item.Lead != "" {
		below += len(front)
	}
	if item.Command {
		t.command(indent, front, item)
	} else {
		t.hang(indent, max(below, indent+2), append(prose.WordsOf(front), item.Text...))
	}
	for i := range item.Below {
		t.list(below, &item.Below[i])
	}
}

// command writes a command line, and a note on it: beside it if there is room.
func (t *writer) command(indent int, front string, item *doc.Item) {
	line := fmt.Sprintf("%*s%s%s", indent, "", front, t.words(item.Text))
	note := ""
	if item.Note != nil {
		note = "  (" + t.words(item.Note) + ")"
	}
	if columnsOf(line)+columnsOf(note) <= t.Width {
		line, note = line+note, ""
	}
	t.print("%s\n", line)
	if note != "" {
		t.line(indent+len(front), prose.Say("(%s)", item.Note))
	}
}

// say writes a sentence of our own.
func (t *writer) say(format string, args ...any) {
	t.line(t.in, prose.Say(format, args...))
}

func (t *writer) words(s prose.Text) string { return s.Write(t.limits.Show) }

// line writes a sentence, wrapped at blanks, so far in. What follows its first line
// stands two blanks further in. A word that stands out in front is coloured.
func (t *writer) line(indent int, s prose.Text) { t.hang(indent, indent+2, s) }

// hang writes a sentence whose first line stands so far in, and the others further.
func (t *writer) hang(first, others int, s prose.Text) {
	lines := wrap(t.words(s), t.Width-first, t.Width-others, keepLong)
	if len(s) > 0 && s[0].Kind == prose.Strong {
		lead := s[0].Text
		lines[0] = t.paint(lead, leadColor(lead)...) + strings.TrimPrefix(lines[0], lead)
	}
	t.print("%*s%s\n", first, "", strings.Join(lines, fmt.Sprintf("\n%*s", others, "")))
}

// table writes a table, as much of it as is shown; where it has no room and each
// row can be said, a sentence a row.
func (t *writer) table(table *doc.Table) {
	var rows [][]string
	ranges := t.limits.Ranges
	if table.Plain&doc.Screen != 0 {
		ranges = fewRanges
	}
	var left int
	t.within(ranges, func() {
		left = table.Rows(t.limit(table.Short), func(row doc.Row) { rows = append(rows, t.cells(row)) })
	})
	header := t.header(table.Header)
	switch {
	case t.err != nil:
	case len(rows) == 0 && table.Otherwise != nil:
		t.line(t.in, table.Otherwise)
	case len(rows) == 0:
	case table.Narrow != nil && !fitsTable(t.Width-t.in, header, rows):
		for _, row := range rows {
			t.line(t.in, prose.WordsOf(table.Narrow(header, row)))
		}
	case table.Plain&doc.Screen != 0:
		t.laid(t.tables.lay(t.Width-t.in, nil, rows))
	default:
		t.laid(t.tables.lay(t.Width-t.in, header, rows))
	}
	things := table.Things
	if things == "" {
		things = "rows"
	}
	t.leftOut(t.in, left, things)
}

// laid writes a table that is laid out, line by line.
func (t *writer) laid(table string, err error) {
	for line := range strings.Lines(table) {
		t.print("%*s%s\n", t.in, "", strings.TrimRight(line, " \n"))
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
