package dump

import (
	"bytes"
	"fmt"
	"strings"

	"tickdiff/dump/internal/yamltree"
)

// ownSchema is what JSON says of itself that tickdiff wrote; empty for any other.
func ownSchema(doc *yamltree.Node) string {
	for key, value := range yamltree.Pairs(doc) {
		if key.Value == "schema" && strings.HasPrefix(value.Value, "tickdiff/") {
			return value.Value
		}
	}
	return ""
}

// flow reads a text that is one value in braces, as other programs write dumps.
func (r *textReader) flow(text []byte) {
	t := treeReader{source: r.lines(1, 1+bytes.Count(bytes.TrimSpace(text), []byte("\n")))}
	docs, err := yamltree.Parse(text)
	if err != nil {
		t.treeError(err)
	}
	for _, doc := range docs {
		if schema := ownSchema(doc); schema != "" {
			r.note(Error, Place{}, fmt.Sprintf("not a dump: tickdiff wrote it (%q)", schema),
				"give the dumps it was made from; a plan is for tickdiff show, or stands first in tickdiff verify PLAN.json DUMP…")
			continue
		}
		t.source.Line, t.last = doc.Line, t.source.End
		t.readDocument(doc)
	}
	r.keep(t.dumps, t.problems, nil)
}
