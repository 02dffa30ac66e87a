package dump

import (
	"bytes"
	"slices"
	"strings"

	"tickdiff/dump/internal/lift"
	"tickdiff/dump/internal/yamltree"
)

// partReader reads a block key by key, and a section name by name. What the
// scanner knows for certain it takes, and only the rest becomes trees, a little at
// a time: so something strange costs no more than the part it stands in. Where ok
// is false, nothing that it read or said counts, and the block is read as a whole.
//
// It is sure because each part is a mapping in block style by itself. After such
// a mapping nothing is open but what stands further in, and a line that begins as
// far out as its keys goes on with it.
type partReader struct {
	tree treeReader
	scan *scanner
	from bytes.Reader // the part that is scanned
	size int          // from here on a tree takes up no more items of a list
}

// readInParts reads a block that has the keys of one dump. What it read, and what
// is to be said of it, stands in the tree reader.
func readInParts(b *lift.Block, source Source, limits Limits, cache *rangeCache, size int) (t treeReader, ok bool) {
	if !hasOwnKeys(b) || bytes.Count(b.Text(), []byte("\n")) != b.Height {
		return t, false // the others may hold ends of lines that only YAML knows
	}
	window := newWindow(nil, min(windowSize, len(b.Text())+1)) // one byte more lets the end be seen at once
	p := partReader{tree: treeReader{source: source, last: b.Height}, scan: newScanner(window, limits, cache), size: size}
	d := &Dump{Source: source}
	seen, lastKey := map[string]bool{}, ""
	for i, top := range b.Tops {
		lastKey = top.Key
		into := d
		if i+1 == len(b.Tops) && !b.Said("tock") {
			into = nil
		} else {
			seen[top.Key] = true
		}
		if !p.key(into, top.Key, under(b, i)) {
			return t, false
		}
	}
	p.tree.above = 0
	p.tree.finish(d, &yamltree.Node{Line: 1, Column: 1}, seen, lastKey)
	return p.tree, true
}

// hasOwnKeys reports whether a block has keys of one dump only, with its observer.
func hasOwnKeys(b *lift.Block) bool {
	var keys []string
	for _, top := range b.Tops {
		if slices.Contains(keys, top.Key) {
			return false
		}
		keys = append(keys, top.Key)
	}
	return b.Said("node") && jointOf(keys) == 0
}

// key reads a top-level key and what stands under it. Without a dump to read it
// into, as it may be cut short, it must be YAML all the same.
func (p *partReader) key(d *Dump, key string, text part) (ok bool) {
	if d != nil && p.scanKey(d, key, text) {
		return true
	}
	pair, ok := p.keyTree(key, text)
	if ok && d != nil {
		p.tree.readKey(d, pair[0], pair[1])
	}
	return ok
}

// scanKey reads a top-level key without a tree, or with trees of single names.
func (p *partReader) scanKey(d *Dump, key string, text part) bool {
	if section := d.under(key); section != nil && section.Key != "" {
		return false // known and superseded must agree
	}
	before, said := *d, len(p.tree.problems)
	p.show(text)
	if _, ok := p.scan.key(d, ""); ok && p.scan.atEnd() {
		return true
	}
	*d = before
	if section := d.under(key); section != nil && p.section(section, key, text) {
		return true
	}
	p.tree.problems = p.tree.problems[:said]
	return false
}

// show lets the scanner see a part.
func (p *partReader) show(text part) {
	p.from.Reset(text.text)
	p.scan.show(&p.from)
	p.scan.line = text.line - 1
}

// keyTree makes a tree of a top-level key and what stands under it.
func (p *partReader) keyTree(key string, text part) (pair []*yamltree.Node, ok bool) {
	m, ok := p.collection(yamltree.Mapping, text, 0, 1)
	if !ok || len(m.Content) != 2 || m.Content[0].Kind != yamltree.Scalar || m.Content[0].Value != key {
		return nil, false
	}
	return m.Content, true
}

// section reads a section name by name.
func (p *partReader) section(section *Section, key string, text part) (ok bool) {
	names := text.names()
	s := namesInParts{entries: make([]Entry, 0, len(names))}
	var strange part
	for _, name := range names {
		if n := len(strange.text); 0 < n && n < treeSize && len(name.text) < scanSize {
			strange = strange.and(name)
			continue
		}
		if !p.trees(&s, strange) {
			return false
		}
		strange = part{}
		entry, known := p.entry(key, name)
		if !known && len(name.text) > p.size {
			entry, known = p.long(&s, name)
		}
		if !known {
			strange = name
		} else if !s.add(entry) {
			return false
		}
	}
	if !p.trees(&s, strange) || len(names) == 0 {
		return false
	}
	*section = Section{Key: key, Place: Place{text.line, 1}}
	if !s.wrong {
		slices.SortFunc(s.entries, func(a, b Entry) int { return strings.Compare(a.Origin, b.Origin) })
		section.Said, section.Entries = true, s.entries
	}
	return true
}

// namesInParts are the names of a section so far.
type namesInParts struct {
	entries []Entry
	seen    names
	wrong   bool // something in one of them is
}

// add reports whether the entry has a new name.
func (s *namesInParts) add(e Entry) bool {
	s.entries = append(s.entries, e)
	return s.seen.add(e.Origin)
}

// entry reads one name that the scanner knows.
func (p *partReader) entry(key string, text part) (e Entry, ok bool) {
	p.show(text)
	if !p.scan.inMapping() {
		return e, false
	}
	e, ok = p.scan.entry(key)
	return e, ok && p.scan.atEnd()
}

// To make a tree costs something before the first byte of it; and of a large one
// the processor's caches keep nothing until it is read.
const (
	treeSize = 16 << 10 // from here on a tree takes up no more names
	scanSize = 2 << 10  // below, a name next to a strange one is not scanned
)

// long reads a name with a list that is too long for one tree, some items at a time.
// Where it cannot, nothing that it said counts.
func (p *partReader) long(s *namesInParts, text part) (e Entry, ok bool) {
	t, said := &p.tree, len(p.tree.problems)
	pieces := text.pieces(p.size)
	if len(pieces) == 1 {
		return e, false
	}
	m, ok := p.collection(yamltree.Mapping, pieces[0], 1, 1+indent)
	if !ok || len(m.Content) != 2 || m.Content[1].Kind != yamltree.Sequence || !yamltree.IsBlock(m.Content[1]) {
		return e, false
	}
	e.Place = t.place(m.Content[0])
	if e.Origin, ok = t.name(m.Content[0]); !ok {
		t.problems = t.problems[:said]
		return e, false
	}
	t.items = t.items[:0]
	good := t.addItems(m.Content[1])
	for _, piece := range pieces[1:] {
		var list *yamltree.Node
		if list, ok = p.collection(yamltree.Sequence, piece, 2, 1+indent); !ok {
			break
		}
		good = t.addItems(list) && good
	}
	if !ok {
		t.problems = t.problems[:said]
		return e, false
	}
	t.fill(&e, m.Content[1])
	s.wrong = s.wrong || !good
	return e, true
}

// trees reads names of a section through the tree, if there are any.
func (p *partReader) trees(s *namesInParts, text part) (ok bool) {
	if len(text.text) == 0 {
		return true
	}
	m, ok := p.collection(yamltree.Mapping, text, 1, 1+indent)
	if !ok {
		return false
	}
	s.entries, ok = addNames(&p.tree, s.entries, &s.seen, m, p.tree.readEntry)
	s.wrong = s.wrong || !ok
	return true
}

// collection makes a tree of a mapping or list in block style that stands in so many
// others, and begins in a column.
func (p *partReader) collection(kind yamltree.Kind, text part, depth, column int) (m *yamltree.Node, ok bool) {
	docs, err := yamltree.Parse(text.text)
	if err != nil || len(docs) != 1 {
		return nil, false
	}
	m = docs[0]
	if m.Kind != kind || !yamltree.IsBlock(m) || m.Column != column || yamltree.Check(m, depth) != nil {
		return nil, false
	}
	p.tree.above = text.line - 1
	return m, true
}
