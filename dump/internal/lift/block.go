package lift

import "bytes"

// Block is one dump as it is found in an input, line by line.
type Block struct {
	First, Last int      // lines in the input
	Height      int      // lines of the block
	Command     string   // what was typed above it
	Above       []string // the comments directly above it, at most [maxAbove]
	Joined      bool     // to the dump before, without a mark or a blank line
	Tops        []Top    // the top-level keys, in order
	Where       Places
	Wrong       *Wrong
	Lost        bool    // the indentation is: nothing in it can be told apart
	Muted       []Lines // comments that look like a part of the dump
	Tabs        bool    // there are some in indents

	input    []byte // the whole text
	from, to int    // the block within input, as long as its lines stand unchanged
	copied   []byte // the block, once they do not
	log      func(Line) bool
	prefix   prefix
	mended   mendings
	depth    int // of brackets still open at the end of the last line
	values   int // how many there may be
}

// Wrong is what keeps a block from being read in full.
type Wrong struct {
	Place      Place
	What, Hint string
}

// Top is a top-level key of a block: where its line begins.
type Top struct {
	Key      string
	At, Line int
}

// Text is the dump, free of what stood around it.
func (b *Block) Text() []byte {
	if b.copied != nil {
		return b.copied
	}
	return b.input[b.from:b.to]
}

// add appends a line. As long as nothing has to be changed, not even the end of a
// line, nothing is copied.
func (b *Block) add(l Line) {
	if b.Height == 0 {
		b.from, b.to, b.First = l.from, l.from, l.Number
	}
	b.Where.add(b.Height+1, l.Number, l.changes)
	b.Height += 1 + countBreaks(l)
	if !isAllBlank(l.Text) && l.Text[0] != '#' {
		b.Last = l.Number
	}
	if l.hasTabs() {
		b.Tabs, l.mended = true, l.mended|mendTabs
	}
	b.mended.add(l.mended, l.Number)
	untouched := l.mended == 0 && l.to-l.from == len(l.Text)+1 && b.input[l.to-1] == '\n'
	if b.copied == nil && b.to == l.from && untouched {
		b.to = l.to
		return
	}
	if b.copied == nil {
		b.copied = append(make([]byte, 0, b.to-b.from+1024), b.input[b.from:b.to]...)
	}
	b.copied = append(append(b.copied, l.Text...), '\n')
}

// hasTabs reports whether a tab stands in the indent.
func (l *Line) hasTabs() bool {
	if l.plain {
		return false
	}
	indent := len(l.Text) - len(bytes.TrimLeft(l.Text, " \t"))
	return bytes.IndexByte(l.Text[:indent], '\t') >= 0 && indent < len(l.Text)
}

// countBreaks counts what YAML takes for the end of a line and other programs do
// not.
func countBreaks(l Line) int {
	if l.plain {
		return 0
	}
	n := 0
	for _, mark := range []string{"\u0085", "\u2028", "\u2029"} {
		n += bytes.Count(l.Text, []byte(mark))
	}
	return n
}

// TooDense reports whether a block has more values than its size allows.
func (b *Block) TooDense() bool {
	return b.values*treeOfValue > len(b.Text())*mostForByte+freeForTree
}

// Said reports whether a key stands in the block.
func (b *Block) Said(key string) bool {
	for _, t := range b.Tops {
		if t.Key == key {
			return true
		}
	}
	return false
}

// isDump reports whether a block holds more than a word that happens to be a key.
func (b *Block) isDump() bool {
	known := 0
	for _, t := range b.Tops {
		if IsKey(t.Key) {
			known++
		}
	}
	return known > 1 || b.Height > 1 || bytes.ContainsAny(b.Text(), "{[")
}
