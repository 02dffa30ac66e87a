package shape

import (
	"sort"
	"unicode/utf8"

	"tickdiff/dump/internal/lift"
)

type place = lift.Place

// Where leads places in a piece back to the text that it is from.
type Where []stretch

// stretch is some lines of a piece that stand under each other in the text too, or all in
// one place.
type stretch struct {
	first     int // line of the piece
	line, col int // where its first column stands
	motion    motion
}

// motion says how the places in a line go with those in the text.
type motion int8

const (
	verbatim motion = iota // column by column
	still                  // all stand where the line begins
)

// Place is where a place of the piece stands in the text.
func (w Where) Place(in place) place {
	if in.Line == 0 || len(w) == 0 {
		return in
	}
	s := w[w.at(in.Line)]
	if s.motion == still {
		return place{Line: s.line, Col: s.col}
	}
	return place{Line: s.line + in.Line - s.first, Col: in.Col + s.col - 1}
}

// Unchanged reports whether some lines only moved up or down, all by the same.
func (w Where) Unchanged(from, to int) bool {
	if len(w) == 0 {
		return true
	}
	i := w.at(from)
	return i == w.at(to) && w[i].motion == verbatim && w[i].col == 1
}

func (w Where) at(line int) int {
	return max(0, sort.Search(len(w), func(i int) bool { return w[i].first > line })-1)
}

// builder makes the text of a piece, line by line.
type builder struct {
	text  []byte
	count int // lines
	where Where
}

// line adds one that stands at a place.
func (b *builder) line(line []byte, at place, how motion) {
	b.begin(at, how)
	b.text = append(append(b.text, line...), '\n')
}

// begin notes where the next line stands.
func (b *builder) begin(at place, how motion) {
	b.count++
	if n := len(b.where); n > 0 {
		last := b.where[n-1]
		goesOn := how == verbatim && at.Line-last.line == b.count-last.first || how == still && at.Line == last.line
		if last.motion == how && last.col == at.Col && goesOn {
			return
		}
	}
	b.where = append(b.where, stretch{b.count, at.Line, at.Col, how})
}

// copyLine adds what stands in a line of a text after so many bytes.
func (b *builder) copyLine(t *text, i, skip int) {
	line := t.line(i)
	b.line(line[skip:], place{Line: i + 1, Col: 1 + utf8.RuneCount(line[:skip])}, verbatim)
	if !t.ended(i) {
		b.text = b.text[:len(b.text)-1]
	}
}

// piece is what was made of some lines.
func (b *builder) piece(lines lift.Lines) Piece {
	return Piece{Lines: lines, Text: b.text, Where: b.where}
}
