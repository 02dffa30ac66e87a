package shape

import (
	"bytes"

	"tickdiff/dump/internal/lift"
)

// Piece is what some lines of a text hold.
type Piece struct {
	Lines lift.Lines // of the text
	// Text is what is in them. It is nil where nothing is.
	Text  []byte
	Where Where
	// Packed: Text is the bytes of a file, and may be anything.
	Packed bool
	// Said is what the lines were. Wrong: it is why they cannot be read, and Hint is what
	// to do about it. Passed: nothing in them is evidence.
	Said, Hint    string
	Wrong, Passed bool
}

// Shape is one way in which texts arrive.
type Shape struct {
	Name string
	find func(t *text) []Piece
}

// Shapes are all of them. The first one that is there counts.
func Shapes() []Shape {
	return []Shape{
		{"terminal codes around any of them", coloured},
		{"mails in quoted-printable", quotedPrintable},
		{"base64", encoded},
		{"web pages", webPages},
		{"JSON, and what Python prints", values},
		{"cells of sheets", cells},
		{"strings with escapes", escaped},
		{"lines behind a prefix", prefixed},
		{"outputs that are no dumps", outputs},
		{"a first line apart", firstLines},
		{"quotes of any of them", quotes},
	}
}

// Find takes a text apart by the first shape that is there. The last piece is the rest of
// the text. Nothing is found in a text without any shape.
func Find(content []byte) []Piece { return find(newText(content)) }

// maxQuoteMarks is how many quote marks may stand before a shape.
const maxQuoteMarks = 4

func find(t *text) []Piece {
	for _, s := range Shapes() {
		if pieces := s.find(t); len(pieces) > 0 {
			return append(pieces, t.rest())
		}
	}
	return nil
}

// holdsDump reports whether words of a dump are in a text, in whatever shape.
func holdsDump(content []byte) bool {
	if !bytes.Contains(content, []byte("node")) {
		return false
	}
	for _, key := range []string{"tock", "missing", "present", "deleted", "superseded", "known"} {
		if bytes.Contains(content, []byte(key)) {
			return true
		}
	}
	return false
}

// text is a text that is asked for its shape.
type text struct {
	content []byte
	lines   []span // without their ends
	taken   []bool // by line: it is in a piece
	quoted  int    // quote marks that stood before its lines
	bare    bool   // terminal codes were taken out of it
}

// span is a stretch of bytes.
type span struct{ from, to int }

func newText(content []byte) *text {
	t := &text{content: content}
	for from := 0; from < len(content); {
		end, to := lift.LineEnd(content, from)
		t.lines = append(t.lines, span{from, end})
		from = to
	}
	t.taken = make([]bool, len(t.lines))
	return t
}

// line is the text of a line, counted from 0.
func (t *text) line(i int) []byte { return t.content[t.lines[i].from:t.lines[i].to] }

// ended reports whether a line has an end.
func (t *text) ended(i int) bool { return t.lines[i].to < len(t.content) }

// take marks lines as taken, and is their numbers as editors count.
func (t *text) take(first, last int) lift.Lines {
	for i := first; i <= last; i++ {
		t.taken[i] = true
	}
	return lift.Lines{First: first + 1, Last: last + 1}
}

// rest is what no piece has, with a parting in place of what was taken.
func (t *text) rest() Piece {
	b := builder{}
	parted := false
	for i := range t.lines {
		switch {
		case !t.taken[i]:
			b.copyLine(t, i, 0)
			parted = false
		case !parted:
			b.line([]byte("---"), place{Line: i + 1, Col: 1}, still)
			parted = true
		}
	}
	return b.piece(lift.Lines{First: 1, Last: len(t.lines)})
}
