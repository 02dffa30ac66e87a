package lift

import "bytes"

// WithoutTabs is the block with the tabs of its indents as wide as given.
func (b *Block) WithoutTabs(width int) *Block {
	spaced := &Block{copied: []byte{}, Height: b.Height}
	next := 0
	for l := range lines(b.Text()) {
		if next < len(b.Tops) && b.Tops[next].Line == l.Number {
			spaced.Tops = append(spaced.Tops, Top{b.Tops[next].Key, len(spaced.copied), l.Number})
			next++
		}
		was := b.Where.span(l.Number)
		l.changes = was.changes
		l.expand(width)
		spaced.Where.add(l.Number, was.line+l.Number-was.first, l.changes)
		spaced.copied = append(append(spaced.copied, l.Text...), '\n')
	}
	return spaced
}

// expand makes spaces of the tabs in the indent.
func (l *Line) expand(width int) {
	indent := l.Text[:len(l.Text)-len(bytes.TrimLeft(l.Text, " \t"))]
	if bytes.IndexByte(indent, '\t') < 0 {
		return
	}
	l.rewrite(mendTabs, func(w *rewriter, text []byte) {
		for _, c := range indent {
			if c == '\t' {
				w.put(bytes.Repeat([]byte(" "), width-len(w.text)%width), 1)
			} else {
				w.keep([]byte{c})
			}
		}
		w.keep(text[len(indent):])
	})
}
