package shape

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"tickdiff/dump/internal/lift"
)

// firstLines finds dumps whose first line stands otherwise than the others: behind a
// label, or farther in or out. All others stand behind the same blanks or quote marks,
// and what they are shows what the first one is.
func firstLines(t *text) (pieces []Piece) {
	for i := 0; i+1 < len(t.lines); i++ {
		f, ok := t.firstLine(i)
		if !ok {
			continue
		}
		if f.before, ok = t.marksBelow(i, f); !ok {
			continue
		}
		last, ok := t.goesOn(i, f)
		if !ok {
			continue
		}
		b := builder{}
		b.copyLine(t, i, f.at)
		for j := i + 1; j <= last; j++ {
			b.copyLine(t, j, min(len(f.before), len(t.line(j))))
		}
		piece := b.piece(t.take(i, last))
		piece.Said = "first lines that stand apart from the others"
		pieces = append(pieces, piece)
		i = last
	}
	return pieces
}

// apart is a first line that may stand apart.
type apart struct {
	at     int    // where its key begins
	key    string // with which a dump begins
	before []byte // what stands before the other lines
}

// firstLine is a line that ends in a key with which a dump can begin.
func (t *text) firstLine(i int) (f apart, ok bool) {
	line := t.line(i)
	key, at := lastKey(line)
	if at < 0 || at > 0 && isWordChar(line[at-1]) {
		return f, false
	}
	if lift.Begins(line) && len(bytes.Trim(line[:at], "> \t")) > 0 {
		return f, false // it stands behind the mark of a list, as it is lifted
	}
	got, whole := keyLine(line[at:])
	return apart{at: at, key: key}, whole && got == key
}

// lastKey is a key with which a dump can begin, and where it stands in a line; -1 is nowhere.
func lastKey(line []byte) (key string, at int) {
	colon := bytes.LastIndexByte(line, ':')
	if colon < 0 {
		return "", -1
	}
	for _, key := range beginnings {
		if bytes.HasSuffix(line[:colon], []byte(key)) {
			return key, colon - len(key)
		}
	}
	return "node", bytes.Index(line, []byte("node: "))
}

// goesOn is the last line of the dump that a line begins. Up to its tock, every line must
// stand behind the same marks, and its keys follow each other in order.
func (t *text) goesOn(i int, f apart) (last int, ok bool) {
	if f.at == len(f.before) && bytes.Equal(t.line(i)[:f.at], f.before) {
		return 0, false // it stands as the others do
	}
	if isOpen := bytes.HasSuffix(bytes.TrimRight(t.line(i), " \t"), []byte(":")); isOpen && indentOf(bytes.TrimPrefix(t.line(i+1), f.before)) < 2 {
		return 0, false // it is a word of a sentence
	}
	lastKey, named := f.key, f.key == "node"
	for j := i + 1; j < len(t.lines); j++ {
		line := t.line(j)
		if !bytes.HasPrefix(line, f.before) {
			if isBlank(bytes.Trim(line, "> \t")) {
				continue
			}
			return 0, false
		}
		line = line[len(f.before):]
		if key, isKey := lift.KeyOf(line); isKey && lift.IsKey(key) {
			if _, whole := keyLine(line); !whole || key <= lastKey {
				return 0, false
			}
			lastKey, named = key, named || key == "node"
			if key == "tock" {
				return j, named
			}
		} else if len(line) > 0 && !slices.Contains([]byte(" #-"), line[0]) {
			return 0, false
		}
	}
	return 0, false
}

// marksBelow is what stands before the node of a dump, or before its tock if the node is
// in the first line.
func (t *text) marksBelow(i int, f apart) (before []byte, ok bool) {
	seek := "node"
	if f.key == seek {
		seek = "tock"
	}
	for j := i + 1; j < len(t.lines); j++ {
		line := t.line(j)
		at := len(line) - len(bytes.TrimLeft(line, "> \t"))
		key, isKey := keyLine(line[at:])
		switch {
		case isKey && key <= f.key:
			return nil, false
		case isKey && key == seek:
			return line[:at:at], utf8.Valid(line[:at])
		case at == 0 && !isKey && len(line) > 0 && line[0] != '#' && line[0] != '-':
			return nil, false
		}
	}
	return nil, false
}
