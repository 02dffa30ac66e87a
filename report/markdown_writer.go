package report

import (
	"fmt"
	"strings"

	"tickdiff/ticks"
)

// MaxMarkdown is how long a post may be on GitHub, where it counts characters;
// bytes are never fewer.
const MaxMarkdown = 65_536

// detailSteps is how many rows of each list are shown: fewer and fewer until the
// whole fits.
var detailSteps = []int{2000, 500, 150, 50, 15, 5, 0}

// fitMarkdown writes with as much detail as fits.
func fitMarkdown(write func(m *markdownWriter)) string {
	for i, most := range detailSteps {
		m := &markdownWriter{most: most, shortened: i > 0}
		write(m)
		if !m.tooLong() {
			return m.b.String()
		}
	}
	panic("report: no step of detail is the last")
}

// markdownWriter writes Markdown that shows the same wherever CommonMark with
// tables is read.
type markdownWriter struct {
	b         strings.Builder
	most      int  // rows of a list
	shortened bool // there were more with full detail
}

func (m *markdownWriter) print(format string, args ...any) { fmt.Fprintf(&m.b, format, args...) }

// tooLong says that what is written will not be used anyway.
func (m *markdownWriter) tooLong() bool { return m.b.Len() > MaxMarkdown && m.most > 0 }

func (m *markdownWriter) quoting() quoting {
	return quoting{codeName, func(s ticks.Set) string { return someTicks(s, rangesShown) }}
}

// fold writes a part that is closed until somebody opens it; without any detail
// only its title is left.
func (m *markdownWriter) fold(title string, body func()) {
	switch {
	case m.most == 0:
		m.print("%s: left out\n\n", title)
		return
	case m.tooLong():
		return
	}
	m.print("<details>\n<summary>%s</summary>\n\n", title)
	body()
	m.print("\n</details>\n\n")
}

// table writes rows whose cells are Markdown already. A bar would end its cell
// even inside code.
func (m *markdownWriter) table(header []string, rows [][]string) {
	m.wholeTable(header, first(rows, m.most))
	m.leftOut(len(rows)-m.most, "rows")
}

func (m *markdownWriter) wholeTable(header []string, rows [][]string) {
	row := func(cells []string) {
		for _, c := range cells {
			m.print("| %s ", strings.ReplaceAll(c, "|", `\|`))
		}
		m.print("|\n")
	}
	row(header)
	m.print("%s|\n", strings.Repeat("|---", len(header)))
	for _, r := range rows {
		row(r)
	}
}

// leftOut says how many of a list are not shown, if any.
func (m *markdownWriter) leftOut(count int, things string) {
	if count > 0 {
		m.print("\n… and %d more %s\n", count, things)
	}
}

// commands writes command lines to be copied.
func (m *markdownWriter) commands(lines []string) {
	if len(lines) == 0 {
		return
	}
	m.print("\n%s", codeBlock("sh", first(lines, m.most)))
	m.leftOut(len(lines)-m.most, "lines")
}

// made says what wrote this, and from what.
func (m *markdownWriter) made(run Run) {
	if m.shortened {
		m.print("Shortened to stay below %d characters, what GitHub takes; HTML and JSON show all.\n\n", MaxMarkdown)
	}
	m.print("Made by %s with\n\n%s", codeSpan(Visible(run.Version)), codeBlock("sh", []string{run.line()}))
}
