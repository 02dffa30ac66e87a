package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/mattn/go-runewidth"

	"tickdiff/analyze"
)

// TextOptions is how text is laid out.
type TextOptions struct {
	Width int // columns; tables and sentences are wrapped to it, commands never
}

// textWriter writes text in sections. The first error sticks.
type textWriter struct {
	w     io.Writer
	width int
	err   error
}

func (t *textWriter) print(format string, args ...any) {
	if t.err == nil {
		_, t.err = fmt.Fprintf(t.w, format, args...)
	}
}

func (t *textWriter) heading(words string) { t.print("\n%s\n", strings.ToUpper(words)) }

func (t *textWriter) table(header []string, rows [][]string) {
	if t.err == nil && len(rows) > 0 {
		t.err = table(t.w, t.width, header, rows)
	}
}

// line writes a sentence, wrapped at blanks; what follows its first line is
// indented by as many blanks as the sentence itself, and two.
func (t *textWriter) line(format string, args ...any) {
	words := fmt.Sprintf(format, args...)
	indent := words[:len(words)-len(strings.TrimLeft(words, " "))]
	column := 0
	for i, word := range strings.Fields(words) {
		width := runewidth.StringWidth(word)
		switch {
		case i == 0:
			t.print("%s%s", indent, word)
			column = len(indent) + width
		case column+1+width > t.width:
			t.print("\n%s  %s", indent, word)
			column = len(indent) + 2 + width
		default:
			t.print(" %s", word)
			column += 1 + width
		}
	}
	t.print("\n")
}

// command writes a command line to be copied whole: never wrapped.
func (t *textWriter) command(argv []string) { t.print("  %s\n", PastedLine(argv)) }

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
