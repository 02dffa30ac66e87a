package dump

import (
	"bytes"
	"tickdiff/dump/internal/lift"
)

// part is a stretch of whole lines of a block.
type part struct {
	text []byte
	line int // of the block
}

// and joins a part and the one after it in the block.
func (p part) and(next part) part {
	return part{p.text[:len(p.text)+len(next.text)], p.line}
}

// under is one of the top-level keys and what stands under it.
func under(b *lift.Block, key int) part {
	text := b.Text()
	end := len(text)
	if key+1 < len(b.Tops) {
		end = b.Tops[key+1].At
	}
	return part{text[b.Tops[key].At:end], b.Tops[key].Line}
}

// indent is how far in the names of a section stand.
const indent = 2

// names cuts a section where a name may begin. It is empty if something stands
// on the line of the key. Comments stay with the name before, or with the first.
func (p part) names() (names []part) {
	from := bytes.IndexByte(p.text, '\n') + 1
	_, value, _ := bytes.Cut(p.text[:from], []byte(":"))
	if value = bytes.TrimSpace(value); len(value) > 0 && value[0] != '#' {
		return nil
	}
	first, line := p.line+1, p.line+1
	begun := false
	for at := from; at < len(p.text); line++ {
		if text := p.text[at:]; beginsName(text) {
			if begun {
				names = append(names, part{p.text[from:at], first})
				from, first = at, line
			}
			begun = true
		}
		at += bytes.IndexByte(p.text[at:], '\n') + 1
	}
	if !begun {
		return nil
	}
	return append(names, part{p.text[from:], first})
}

// pieces cuts a name with a long list where items begin, once a piece has the size. The
// first piece has the name, and an item if there is any.
func (p part) pieces(size int) (pieces []part) {
	from, first, line := 0, p.line, p.line
	items := 0
	for at := 0; at < len(p.text); line++ {
		if bytes.HasPrefix(p.text[at:], []byte("  - ")) {
			if items++; items > 1 && at-from >= size {
				pieces = append(pieces, part{p.text[from:at], first})
				from, first = at, line
			}
		}
		at += bytes.IndexByte(p.text[at:], '\n') + 1
	}
	return append(pieces, part{p.text[from:], first})
}

// beginsName reports whether the text begins with a line that is indented like a
// name, and is no item, comment or the second part of something.
func beginsName(text []byte) bool {
	if len(text) < indent+2 || text[0] != ' ' || text[1] != ' ' {
		return false
	}
	switch text[indent] {
	case ' ', '#', ']', '}', ',', '\n':
		return false
	case '-', ':':
		return text[indent+1] != ' ' && text[indent+1] != '\n'
	}
	return true
}
