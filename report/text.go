package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/fatih/color"

	"tickdiff/analyze"
	"tickdiff/analyze/moatcmd"
	"tickdiff/ticks"
)

// TextOptions is how text is laid out.
type TextOptions struct {
	Width int  // columns; tables and sentences are wrapped to it, commands never
	Color bool // letters and words say everything without, too
	All   bool // show long lists whole
}

// How much is shown of a long list unless all of it is asked for. What is left
// out is counted.
const (
	rowsShown     = 50 // of a table, or of findings
	rangesShown   = 12 // of one set
	evidenceShown = 6  // of one finding
)

// newTextWriter writes text of its own, not as a part of something else.
func newTextWriter(w io.Writer, o TextOptions) *textWriter {
	return &textWriter{TextOptions: o, w: w, more: "; --all shows all"}
}

// textWriter writes text in sections. The first error sticks.
type textWriter struct {
	TextOptions
	w      io.Writer
	more   string // how to see what is left out
	tables layout
	err    error
}

// blockWidth is how wide a block of text may be within a page without being
// scrolled.
const blockWidth = 90

// textBlock is what a terminal would show, as a part of something else.
func textBlock(write func(t *textWriter)) string {
	var b strings.Builder
	write(&textWriter{TextOptions: TextOptions{Width: blockWidth}, w: &b})
	return strings.TrimRight(b.String(), "\n")
}

func (t *textWriter) print(format string, args ...any) {
	if t.err == nil {
		_, t.err = fmt.Fprintf(t.w, format, args...)
	}
}

func (t *textWriter) heading(words string) {
	t.print("\n%s\n", t.paint(strings.ToUpper(words), color.Bold))
}

// paint colours words, if colours are wanted.
func (t *textWriter) paint(words string, attributes ...color.Attribute) string {
	if !t.Color || len(attributes) == 0 {
		return words
	}
	c := color.New(attributes...)
	c.EnableColor() // whatever the library's own look at the environment says
	return c.Sprint(words)
}

// table writes a table, as much of it as is shown.
func (t *textWriter) table(header []string, rows [][]string) {
	if t.err == nil && len(rows) > 0 {
		t.err = t.tables.write(t.w, t.Width, header, first(rows, t.rows()))
	}
	t.leftOut(len(rows)-t.rows(), "rows")
}

// rows is how long a list may be.
func (t *textWriter) rows() int { return t.limit(rowsShown) }

func (t *textWriter) limit(shown int) int {
	if t.All {
		return int(^uint(0) >> 1)
	}
	return shown
}

// quoting is how text writes names and sets.
func (t *textWriter) quoting() quoting { return quoting{Visible, t.set} }

// upper writes our own words large, as heads of columns.
func upper(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = strings.ToUpper(w)
	}
	return out
}

// first is the first elements of a list, at most so many.
func first[T any](all []T, most int) []T { return all[:min(len(all), most)] }

// leftOut says how many of a list are not shown, if any.
func (t *textWriter) leftOut(count int, things string) {
	if count > 0 {
		t.line("… and %d more %s%s", count, things, t.more)
	}
}

// set writes a set of ticks, as much of it as is shown.
func (t *textWriter) set(s ticks.Set) string { return someTicks(s, t.limit(rangesShown)) }

// someTicks writes the first ranges of a set and counts the others.
func someTicks(s ticks.Set, most int) string {
	left := s.NumRanges() - most
	if left <= 0 {
		return s.String()
	}
	var shown []ticks.Range
	for r := range s.All() {
		if shown = append(shown, r); len(shown) == most {
			break
		}
	}
	bounds, _ := s.Bounds()
	return fmt.Sprintf("%v and %d more range%s up to %d", ticks.Of(shown...), left, ending(uint64(left)), bounds.End-1)
}

// line writes a sentence, wrapped at blanks; what follows its first line is
// indented by as many blanks as the sentence itself, and two.
func (t *textWriter) line(format string, args ...any) { t.ledLine("", nil, format, args...) }

// ledLine is a line that begins with a coloured word.
func (t *textWriter) ledLine(word string, attributes []color.Attribute, format string, args ...any) {
	words := word + fmt.Sprintf(format, args...)
	body := strings.TrimLeft(words, " ")
	indent := words[:len(words)-len(body)]
	lines := wrap(body, t.Width-len(indent), t.Width-len(indent)-2, false)
	lines[0] = t.paint(word, attributes...) + strings.TrimPrefix(lines[0], word)
	t.print("%s%s\n", indent, strings.Join(lines, "\n"+indent+"  "))
}

// command writes a command line to be copied whole: never wrapped.
func (t *textWriter) command(argv []string) {
	t.print("  %s\n", moatcmd.PastedLine(argv))
}

// ending is "" for one and "s" for any other number.
func ending(n uint64) string {
	if n == 1 {
		return ""
	}
	return "s"
}

func tickWord(n uint64) string { return fmt.Sprintf("%d tick%s", n, ending(n)) }

// why is the sentence of the rule that gives a reason.
func why(r analyze.Reason) string { return analyze.RuleOf(r).Why }
