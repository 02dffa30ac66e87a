package dump

import (
	"bytes"
	"unicode/utf8"

	"tickdiff/dump/internal/yamltree"
)

// readText reads the YAML documents of a text.
func (t *treeReader) readText(text []byte) {
	if place, ok := badUTF8(text); ok {
		t.problem(Error, place, "not UTF-8", "")
		return
	}
	docs, err := yamltree.Parse(text)
	for i, doc := range docs {
		t.source.Line, t.source.End = doc.Line, lastLine(text)
		if i+1 < len(docs) {
			t.source.End = docs[i+1].Line - 1
		}
		t.readDocument(doc)
	}
	if err != nil {
		t.treeError(err)
	}
}

// badUTF8 finds the first byte that is not UTF-8; the YAML library would refuse
// it without saying where.
func badUTF8(text []byte) (Place, bool) {
	if utf8.Valid(text) {
		return Place{}, false
	}
	place := Place{Line: 1, Col: 1}
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if r == utf8.RuneError && size == 1 {
			break
		}
		place.Col++
		if r == '\n' {
			place.Line, place.Col = place.Line+1, 1
		}
		text = text[size:]
	}
	return place, true
}

func lastLine(text []byte) int {
	n := bytes.Count(text, []byte("\n"))
	if !bytes.HasSuffix(text, []byte("\n")) {
		n++
	}
	return n
}
