package lift

import (
	"bytes"
	"fmt"
	"strings"
)

// MaxKeys is how many top-level keys one dump may have; servers print 12 at most.
const MaxKeys = 64

// A tree costs memory for each value, however short that is. A text of nothing but the
// shortest values, which only a tree can read, must not take more memory than goes with
// its size.
const (
	treeOfValue = 220      // bytes that a value takes in a tree
	mostForByte = 40       // bytes that a byte of the text may take
	freeForTree = 48 << 20 // bytes that any text may take
)

// fate is what becomes of a line that comes after the lines of a block.
type fate int

const (
	taken  fate = iota + 1 // it is in the block
	closes                 // it is in the block and is its last line
	parts                  // it stands between two blocks
	alien                  // the block ended before it
)

// take adds a line if it goes on with the dump. Whatever is not known for
// certain to be part of it, or to be no part of it, ends the dump: what comes
// then counts as cut off.
func (b *Block) take(l Line) fate {
	n, ok := b.prefix.cut(l.Text)
	if !ok {
		return b.skip(l)
	}
	l.cutFront(n)
	if !l.plain {
		l.mend()
		if bad := l.bad(); bad != nil {
			b.Wrong = bad
			return alien
		}
	}
	if comment, ok := bytes.CutPrefix(bytes.TrimLeft(l.Text, " "), []byte("#")); ok && dumpPiece().Match(comment) {
		NoteLine(&b.Muted, l.Number)
	}
	switch {
	case isAllBlank(l.Text), l.Text[0] == ' ', l.Text[0] == '\t', l.Text[0] == '#':
		return b.takeInner(l)
	case isParting(l.Text):
		return parts
	}
	return b.takeOuter(l)
}

// takeOuter takes a line that stands as far out as the dump's keys.
func (b *Block) takeOuter(l Line) fate {
	key, isKey := KeyOf(l.Text)
	switch {
	case isKey && IsKey(key):
		return b.takeKey(l, key)
	case isLogLine(l.Text):
		return b.skip(l)
	case b.depth > 0 && strings.IndexByte("[]{},0123456789'\"", l.Text[0]) >= 0, b.depth > 0 && isKey:
		return b.takeInner(l)
	case isKey:
		return b.takeKey(l, key)
	case b.inNodeDrop() && l.Text[0] == '-':
		return b.takeInner(l)
	case bareItem().Match(l.Text):
		b.lose(l)
		return b.takeInner(l)
	}
	return alien
}

// skip leaves a line of a log out of the dump: it begins with a time or a level,
// so that it is nothing else, and the lines around it are whole.
func (b *Block) skip(l Line) fate {
	if !isLogLine(l.Text) {
		return alien
	}
	b.log(l)
	b.mended.add(mendLogLine, l.Number)
	return taken
}

// inNodeDrop reports whether items may stand as far out as keys: in the one list
// that is no section of names.
func (b *Block) inNodeDrop() bool {
	return len(b.Tops) > 0 && b.Tops[len(b.Tops)-1].Key == "node_drop"
}

var bareItem = Pattern(`^- (?:- )?[0-9]+\s*$`)

// lose notes that an item stands where only keys should.
func (b *Block) lose(l Line) {
	if !b.Lost {
		b.Wrong = &Wrong{Place{l.Number, l.Col(1)}, "the indentation of this dump is lost, so it cannot be told what belongs to what",
			"paste it as it was printed, or save it to a file"}
	}
	b.Lost = true
}

// takeKey takes the line of a top-level key. Servers print tock last.
func (b *Block) takeKey(l Line, key string) fate {
	if b.Said(key) && b.Said("node") && b.Said("tock") {
		return alien
	}
	if len(b.Tops) == MaxKeys {
		b.Wrong = &Wrong{Place: Place{l.Number, l.Col(1)}, What: fmt.Sprintf("more than the limit of %d keys in one dump", MaxKeys)}
		return alien
	}
	b.depth = 0
	b.Tops = append(b.Tops, Top{key, len(b.Text()), b.Height + 1})
	if key == "tock" {
		l.unfenceTock()
	}
	b.takeInner(l)
	if key == "tock" && b.Said("node") {
		return closes
	}
	return taken
}

func (b *Block) takeInner(l Line) fate {
	if b.depth > 0 || bytes.ContainsAny(l.Text, "[{") {
		b.depth = brackets(l.Text, b.depth)
		b.values += bytes.Count(l.Text, []byte(",")) + bytes.Count(l.Text, []byte("[")) + bytes.Count(l.Text, []byte("{"))
	}
	b.values += countValues(l.Text)
	b.add(l)
	if b.TooDense() && b.Wrong == nil {
		b.Wrong = &Wrong{Place: Place{l.Number, l.Col(1)},
			What: fmt.Sprintf("so many short values that reading them would take more than %d bytes of memory a byte", mostForByte),
			Hint: "in the form in which servers print them they can be read"}
	}
	return taken
}

// countValues is how many values there are in a line at most, without those in
// brackets; one with a name counts twice.
func countValues(text []byte) (n int) {
	for i, c := range text {
		last := i+1 == len(text) || text[i+1] == ' '
		switch {
		case c == ':' && last:
			n += 2
		case (c == '-' || c == '?') && last, c == '*':
			n++
		}
	}
	return n
}
