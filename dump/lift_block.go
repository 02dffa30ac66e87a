package dump

import "bytes"

// block is one dump as it is found in an input, line by line.
type block struct {
	input    []byte // the whole text
	from, to int    // the block within input, as long as its lines stand unchanged
	copied   []byte // the block, once they do not
	height   int    // lines
	where    places

	log func(line) bool // takes the lines of logs inside

	prefix      prefix
	first, last int    // lines in the input
	command     string // what was typed above it
	joined      bool   // to the dump before, without a mark or a blank line
	mended      mendings

	tops   []top // the top-level keys, in order
	depth  int   // of brackets still open at the end of the last line
	values int   // how many there may be
	wrong  *wrong
	lost   bool        // the indentation is: nothing in it can be told apart
	muted  []lineRange // comments that look like a part of the dump
	tabs   bool        // there are some in indents
}

// wrong is what keeps a block from being read in full.
type wrong struct {
	place      place
	what, hint string
}

// top is a top-level key of a block: where its line begins.
type top struct {
	key      string
	at, line int
}

// text is the dump, free of what stood around it.
func (b *block) text() []byte {
	if b.copied != nil {
		return b.copied
	}
	return b.input[b.from:b.to]
}

// add appends a line. As long as nothing has to be changed, not even the end of a
// line, nothing is copied.
func (b *block) add(l line) {
	if b.height == 0 {
		b.from, b.to, b.first = l.from, l.from, l.number
	}
	b.where.add(b.height+1, l.number, l.changes)
	b.height += 1 + countBreaks(l)
	if !isAllBlank(l.text) && l.text[0] != '#' {
		b.last = l.number
	}
	if l.hasTabs() {
		b.tabs, l.mended = true, l.mended|mendTabs
	}
	b.mended.add(l.mended, l.number)
	untouched := l.mended == 0 && l.to-l.from == len(l.text)+1 && b.input[l.to-1] == '\n'
	if b.copied == nil && b.to == l.from && untouched {
		b.to = l.to
		return
	}
	if b.copied == nil {
		b.copied = append(make([]byte, 0, b.to-b.from+1024), b.input[b.from:b.to]...)
	}
	b.copied = append(append(b.copied, l.text...), '\n')
}

// hasTabs reports whether a tab stands in the indent.
func (l *line) hasTabs() bool {
	if l.plain {
		return false
	}
	indent := len(l.text) - len(bytes.TrimLeft(l.text, " \t"))
	return bytes.IndexByte(l.text[:indent], '\t') >= 0 && indent < len(l.text)
}

// countBreaks counts what YAML takes for the end of a line and other programs do
// not.
func countBreaks(l line) int {
	if l.plain {
		return 0
	}
	n := 0
	for _, mark := range []string{"\u0085", "\u2028", "\u2029"} {
		n += bytes.Count(l.text, []byte(mark))
	}
	return n
}

// tooDense reports whether a block has more values than its size allows.
func (b *block) tooDense() bool {
	return b.values > manyValues && b.values*bytesAtLeast > len(b.text())
}

// said reports whether a key stands in the block.
func (b *block) said(key string) bool {
	for _, t := range b.tops {
		if t.key == key {
			return true
		}
	}
	return false
}

// isDump reports whether a block holds more than a word that happens to be a key.
func (b *block) isDump() bool {
	known := 0
	for _, t := range b.tops {
		if isTopKey(t.key) {
			known++
		}
	}
	return known > 1 || b.height > 1 || bytes.ContainsAny(b.text(), "{[")
}
