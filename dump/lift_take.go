package dump

import (
	"bytes"
	"fmt"
	"strings"
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
func (b *block) take(l line) fate {
	n, ok := b.prefix.cut(l.text)
	if !ok {
		return b.skip(l)
	}
	l.cutFront(n)
	if !l.plain {
		l.mend()
		if bad := l.bad(); bad != nil {
			b.wrong = bad
			return alien
		}
	}
	if comment, ok := bytes.CutPrefix(bytes.TrimLeft(l.text, " "), []byte("#")); ok && dumpPiece().Match(comment) {
		noteLine(&b.muted, l.number)
	}
	switch {
	case isAllBlank(l.text), l.text[0] == ' ', l.text[0] == '\t', l.text[0] == '#':
		return b.takeInner(l)
	case isParting(l.text):
		return parts
	}
	return b.takeOuter(l)
}

// takeOuter takes a line that stands as far out as the dump's keys.
func (b *block) takeOuter(l line) fate {
	key, isKey := keyOf(l.text)
	switch {
	case isKey && isTopKey(key):
		return b.takeKey(l, key)
	case isLogLine(l.text):
		return b.skip(l)
	case b.depth > 0 && strings.IndexByte("[]{},0123456789'\"", l.text[0]) >= 0, b.depth > 0 && isKey:
		return b.takeInner(l)
	case isKey:
		return b.takeKey(l, key)
	case b.inNodeDrop() && l.text[0] == '-':
		return b.takeInner(l)
	case bareItem().Match(l.text):
		b.lose(l)
		return b.takeInner(l)
	}
	return alien
}

// skip leaves a line of a log out of the dump: it begins with a time or a level,
// so that it is nothing else, and the lines around it are whole.
func (b *block) skip(l line) fate {
	if !isLogLine(l.text) {
		return alien
	}
	b.log(l)
	b.mended.add(mendLogLine, l.number)
	return taken
}

// inNodeDrop reports whether items may stand as far out as keys: in the one list
// that is no section of names.
func (b *block) inNodeDrop() bool {
	return len(b.tops) > 0 && b.tops[len(b.tops)-1].key == "node_drop"
}

var bareItem = lazily(`^- (?:- )?[0-9]+\s*$`)

// lose notes that an item stands where only keys should.
func (b *block) lose(l line) {
	if !b.lost {
		b.wrong = &wrong{place{l.number, l.col(1)}, "the indentation of this dump is lost, so it cannot be told what belongs to what",
			"paste it as it was printed, or save it to a file"}
	}
	b.lost = true
}

// takeKey takes the line of a top-level key. Servers print tock last.
func (b *block) takeKey(l line, key string) fate {
	if b.said(key) && b.said("node") && b.said("tock") {
		return alien
	}
	if len(b.tops) == maxKeys {
		b.wrong = &wrong{place: place{l.number, l.col(1)}, what: fmt.Sprintf("more than the limit of %d keys in one dump", maxKeys)}
		return alien
	}
	b.depth = 0
	b.tops = append(b.tops, top{key, len(b.text()), b.height + 1})
	if key == "tock" {
		l.unfenceTock()
	}
	b.takeInner(l)
	if key == "tock" && b.said("node") {
		return closes
	}
	return taken
}

func (b *block) takeInner(l line) fate {
	flow := b.depth > 0 || hasBrackets(l.text)
	if flow {
		b.depth = brackets(l.text, b.depth)
	}
	b.values += countValues(l.text, flow)
	b.add(l)
	if b.tooDense() && b.wrong == nil {
		b.wrong = &wrong{place: place{l.number, l.col(1)},
			what: fmt.Sprintf("more than the limit of one value in %d bytes, which no dump needs", bytesAtLeast)}
	}
	return taken
}

// countValues is how many values there are in a line at most; one with a name
// counts twice.
func countValues(text []byte, flow bool) (n int) {
	for i, c := range text {
		last := i+1 == len(text) || text[i+1] == ' '
		switch {
		case c == ':' && last:
			n += 2
		case (c == '-' || c == '?') && last, c == '*', flow && (c == ',' || c == '[' || c == '{'):
			n++
		}
	}
	return n
}
