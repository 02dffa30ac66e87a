package report

import (
	"io"
	"slices"
	"strings"
)

// columnGap is how many blanks part two columns.
const columnGap = 2

// table writes rows in columns no wider than width in all, as far as that can
// be; cells that are too wide are wrapped. Cells are text that is fit to be
// shown (see Visible).
func table(w io.Writer, width int, header []string, rows [][]string) error {
	widths := shrink(naturalWidths(header, rows), width)
	wrapped := make([][][]string, 0, len(rows)+1)
	for _, row := range slices.Concat([][]string{header}, rows) {
		wrapped = append(wrapped, wrapCells(row, widths))
	}
	widths = wrappedWidths(wrapped)
	for _, cells := range wrapped {
		if err := writeRow(w, widths, cells); err != nil {
			return err
		}
	}
	return nil
}

// writeRow writes a row in as many lines as its highest cell has.
func writeRow(w io.Writer, widths []int, cells [][]string) error {
	height := 0
	for _, lines := range cells {
		height = max(height, len(lines))
	}
	for i := range height {
		var b strings.Builder
		for column, lines := range cells {
			text := ""
			if i < len(lines) {
				text = lines[i]
			}
			b.WriteString(text)
			b.WriteString(strings.Repeat(" ", widths[column]-columnsOf(text)+columnGap))
		}
		if _, err := io.WriteString(w, strings.TrimRight(b.String(), " ")+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// wrappedWidths is how wide each column is: what was wrapped at blanks can be
// narrower than it might be.
func wrappedWidths(rows [][][]string) []int {
	widths := make([]int, len(rows[0]))
	for _, cells := range rows {
		for i, lines := range cells {
			for _, line := range lines {
				widths[i] = max(widths[i], columnsOf(line))
			}
		}
	}
	return widths
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
	widths := make([]int, len(header))
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

func wrapCells(row []string, widths []int) [][]string {
	out := make([][]string, len(row))
	for i, cell := range row {
		out[i] = wrap(cell, widths[i], widths[i], true)
	}
	return out
}
