package shape

import (
	"bytes"
	"regexp"
	"sync"

	"tickdiff/dump/internal/lift"
)

// cellBegins matches a cell in quotes, at the start of a line or behind another cell, that
// begins with a dump.
var cellBegins = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:^|[,;|\t])"(?:` + "(?:```\\w*)?" + `[ \t]*)?(?:debug|deleted|known|missing|node):[^"]*$`)
})

// cells finds dumps in cells of a sheet, or between quotes of a shell, each over many
// lines. A quote in one is doubled.
func cells(t *text) (pieces []Piece) {
	for i := 0; i < len(t.lines); i++ {
		line := t.line(i)
		if bytes.IndexByte(line, '"') < 0 {
			continue
		}
		m := cellBegins().FindIndex(line)
		if m == nil {
			continue
		}
		from := m[0] + bytes.IndexByte(line[m[0]:], '"') + 1
		last, to := t.cellEnd(i, from)
		if last < 0 {
			return append(pieces, Piece{Lines: lift.Lines{First: i + 1, Last: i + 1}, Wrong: true,
				Said: "the quotes that open here are never closed; not used", Hint: "copy the sheet again, whole"})
		}
		b := builder{}
		for j := i; j <= last; j++ {
			b.cellLine(t, j, map[bool]int{true: from}[j == i], map[bool]int{true: to, false: len(t.line(j))}[j == last])
		}
		piece := b.piece(t.take(i, last))
		piece.Said = "cells of a sheet"
		pieces = append(pieces, piece)
		i = last
	}
	return pieces
}

// cellEnd is the line in which a cell ends, and where.
func (t *text) cellEnd(i, from int) (last, to int) {
	for j := i; j < len(t.lines); j++ {
		line := t.line(j)
		for at := from; at < len(line); at++ {
			if line[at] != '"' {
				continue
			}
			if at+1 < len(line) && line[at+1] == '"' {
				at++
				continue
			}
			return j, at
		}
		from = 0
	}
	return -1, 0
}

// cellLine adds what of a line is in a cell.
func (b *builder) cellLine(t *text, i, from, to int) {
	line := bytes.ReplaceAll(t.line(i)[from:to], []byte(`""`), []byte(`"`))
	b.line(line, place{Line: i + 1, Col: from + 1}, verbatim)
}
