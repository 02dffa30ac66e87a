package shape

import (
	"bytes"

	"tickdiff/dump/internal/lift"
)

// quotes finds quoted lines that have a shape once they are free of a quote mark. Dumps
// in quotes without any are lifted as they are.
func quotes(t *text) (pieces []Piece) {
	if t.quoted == maxQuoteMarks {
		return nil
	}
	for i := 0; i < len(t.lines); i++ {
		if _, ok := quoteMark(t.line(i)); !ok {
			continue
		}
		b := builder{}
		last := i
		for ; last < len(t.lines); last++ {
			n, ok := quoteMark(t.line(last))
			if !ok {
				break
			}
			b.copyLine(t, last, n)
		}
		last--
		if t.inside(b.text, t.quoted+1, t.bare) != nil {
			piece := b.piece(t.take(i, last))
			piece.Said = "quotes"
			pieces = append(pieces, piece)
		}
		i = last
	}
	return pieces
}

// inside looks for a shape in what is left of a text.
func (t *text) inside(content []byte, quoted int, bare bool) []Piece {
	inner := newText(content)
	inner.quoted, inner.bare = quoted, bare
	return find(inner)
}

// quoteMark is how many bytes the outermost quote mark of a line has.
func quoteMark(line []byte) (n int, ok bool) {
	rest, ok := bytes.CutPrefix(bytes.TrimLeft(line, " "), []byte(">"))
	if !ok {
		return 0, false
	}
	rest = bytes.TrimPrefix(rest, []byte(" "))
	return len(line) - len(rest), true
}

// coloured finds texts that have a shape once they are free of what terminals obey.
func coloured(t *text) []Piece {
	if t.bare || bytes.IndexByte(t.content, 0x1b) < 0 {
		return nil
	}
	b := builder{}
	for i := range t.lines {
		line := lift.WithoutCodes(t.line(i))
		how := verbatim
		if len(line) < len(t.line(i)) {
			how = still
		}
		b.line(line, place{Line: i + 1, Col: 1}, how)
	}
	if t.inside(b.text, t.quoted, true) != nil {
		piece := b.piece(t.take(0, len(t.lines)-1))
		piece.Said = "terminal codes"
		return []Piece{piece}
	}
	return nil
}
