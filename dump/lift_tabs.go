package dump

import "bytes"

// withoutTabs is the block with the tabs of its indents as wide as given.
func (b *block) withoutTabs(width int) *block {
	spaced := &block{copied: []byte{}, height: b.height}
	next := 0
	for l := range lines(b.text()) {
		if next < len(b.tops) && b.tops[next].line == l.number {
			spaced.tops = append(spaced.tops, top{b.tops[next].key, len(spaced.copied), l.number})
			next++
		}
		was := b.where.span(l.number)
		l.changes = was.changes
		l.expand(width)
		spaced.where.add(l.number, was.line+l.number-was.first, l.changes)
		spaced.copied = append(append(spaced.copied, l.text...), '\n')
	}
	return spaced
}

// expand makes spaces of the tabs in the indent.
func (l *line) expand(width int) {
	indent := l.text[:len(l.text)-len(bytes.TrimLeft(l.text, " \t"))]
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
