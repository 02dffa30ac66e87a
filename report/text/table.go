package text

import (
	"bytes"
	"reflect"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/pkg/twcache"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// columnGap is how many blanks part two columns.
const columnGap = 2

// layout lays out one table after the other. The library's table is made once, and
// with a small cache: half a megabyte of cache is most of what a table costs.
type layout struct {
	out   bytes.Buffer
	table *tablewriter.Table
}

func (l *layout) make() {
	l.table = tablewriter.NewTable(&l.out,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders:  tw.BorderNone,
			Settings: tw.Settings{Separators: tw.SeparatorsNone, Lines: tw.LinesNone},
		})),
		tablewriter.WithHeaderAutoFormat(tw.Off), // would turn node_1 into NODE 1
		tablewriter.WithTrimSpace(tw.Off),
		tablewriter.WithEastAsian(tw.Off), // else the width of a cell follows the locale
		tablewriter.WithPadding(tw.Padding{Right: strings.Repeat(" ", columnGap), Overwrite: true}),
		tablewriter.WithHeaderAlignment(tw.AlignLeft),
		tablewriter.WithRowAlignment(tw.AlignLeft),
		tablewriter.WithHeaderAutoWrap(tw.WrapNone), // it would give all columns the same width
		tablewriter.WithRowAutoWrap(tw.WrapNone),
		tablewriter.WithStringerCacheCustom(twcache.NewLRU[reflect.Type, reflect.Value](1)), // all cells are text
	)
}

// lay puts rows in columns no wider than width in all, as far as that can be; cells
// that are too wide are wrapped. Cells are text that is fit to be shown (see
// Visible).
func (l *layout) lay(width int, header []string, rows [][]string) (string, error) {
	if l.table == nil {
		l.make()
	}
	l.table.Reset()
	l.out.Reset()
	widths := shrink(naturalWidths(header, rows), width)
	if header != nil {
		l.table.Header(wrapCells(header, widths))
	}
	for _, row := range rows {
		if err := l.table.Append(wrapCells(row, widths)); err != nil {
			return "", err
		}
	}
	err := l.table.Render()
	return l.out.String(), err
}

// fitsTable reports whether a table needs no wrapping.
func fitsTable(width int, header []string, rows [][]string) bool {
	total := -columnGap
	for _, w := range naturalWidths(header, rows) {
		total += w + columnGap
	}
	return total <= width
}

// naturalWidths is how wide each column would be without wrapping.
func naturalWidths(header []string, rows [][]string) []int {
	widths := make([]int, len(rows[0]))
	widen := func(row []string) {
		for i, cell := range row {
			widths[i] = max(widths[i], columnsOf(cell))
		}
	}
	widen(header)
	for _, row := range rows {
		widen(row)
	}
	return widths
}

// narrowest is what a column is left at least.
const narrowest = 8

// shrink takes from the widest columns until all fit into the width.
func shrink(widths []int, width int) []int {
	total := -columnGap
	for _, w := range widths {
		total += w + columnGap
	}
	for total > width {
		widest, second := 0, narrowest
		for i, w := range widths {
			if w > widths[widest] {
				widest = i
			}
		}
		for i, w := range widths {
			if i != widest && w <= widths[widest] {
				second = max(second, w)
			}
		}
		cut := min(max(widths[widest]-second, 1), total-width, widths[widest]-narrowest)
		if cut <= 0 {
			break
		}
		widths[widest] -= cut
		total -= cut
	}
	return widths
}

func wrapCells(row []string, widths []int) []string {
	out := make([]string, len(row))
	for i, cell := range row {
		out[i] = strings.Join(wrap(cell, widths[i], widths[i], cutLong), "\n")
	}
	return out
}
