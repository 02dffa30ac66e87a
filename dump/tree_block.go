package dump

import (
	"errors"

	"tickdiff/dump/internal/lift"
	"tickdiff/dump/internal/yamltree"
)

// readBlock reads one dump that was lifted, in the places of the block.
func (t *treeReader) readBlock(b *lift.Block) {
	t.last = b.Height
	docs, err := yamltree.Parse(b.Text())
	switch {
	case err != nil:
		t.readDocument(t.bySection(b))
	case len(docs) == 1:
		t.readDocument(docs[0])
	}
}

// bySection reads a block that is not YAML as a whole key by key, so that one
// bad section does not take the others with it. A section that cannot be read is
// left with a value of no kind.
func (t *treeReader) bySection(b *lift.Block) *yamltree.Node {
	whole := &yamltree.Node{Kind: yamltree.Mapping, Line: 1, Column: 1}
	for i, top := range b.Tops {
		docs, err := yamltree.Parse(under(b, i).text)
		if err == nil && len(docs) == 1 && docs[0].Kind == yamltree.Mapping && len(docs[0].Content) == 2 {
			yamltree.Shift(docs[0], top.Line-1)
			whole.Content = append(whole.Content, docs[0].Content...)
			continue
		}
		if err == nil {
			err = &yamltree.Error{Line: 1, Column: 1, What: "not YAML: something follows the section"}
		}
		t.sectionError(b, i, err)
		key := &yamltree.Node{Kind: yamltree.Scalar, Value: top.Key, Line: top.Line, Column: 1}
		whole.Content = append(whole.Content, key, &yamltree.Node{})
	}
	return whole
}

// sectionError says where a section stops being YAML. That the last one of a
// dump without tock does is no wonder: it is cut off.
func (t *treeReader) sectionError(b *lift.Block, i int, err error) {
	section := under(b, i)
	cut := i+1 == len(b.Tops) && b.Tops[i].Key != "tock"
	var e *yamltree.Error
	if !errors.As(err, &e) || cut && e.Line > 0 {
		return
	}
	at := Place{section.line, 1}
	if e.Line > 0 {
		at.Line += badLine(section.text, e.Line) - 1
	}
	t.problem(Error, at, e.What, "")
}

// searchable is the size up to which a line that is not YAML is searched for.
const searchable = 256 << 10

// badLine is the first line of a section with which it is not YAML any more. The
// library names a line too, but often one before it or where a list began.
func badLine(section []byte, said int) int {
	if len(section) > searchable {
		return said
	}
	ends := lift.WholeLines(section)
	good, bad := 0, len(ends)
	for bad-good > 1 {
		middle := (good + bad) / 2
		if _, err := yamltree.Parse(section[:ends[middle-1].At]); err == nil {
			good = middle
		} else {
			bad = middle
		}
	}
	if good == 0 {
		return 1
	}
	return ends[good-1].Line + 1
}
