package shape_test

import (
	"os"
	"strings"
	"testing"

	"tickdiff/dump/internal/shape"
)

// Every shape stands in the page on formats.
func TestShapesAreTold(t *testing.T) {
	page, err := os.ReadFile("../../../docs/format.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range shape.Shapes() {
		if !strings.Contains(string(page), "\n| "+s.Name+" | ") {
			t.Errorf("%q has no row in docs/format.md", s.Name)
		}
	}
}

// A text without any shape is left as it is.
func TestPlainTextHasNoShape(t *testing.T) {
	for _, text := range []string{
		"",
		"missing: {}\nnode: a\ntock: 3\n",
		"On a it says:\n\n    deleted: {}\n    node: a\n    tock: 3\n\nSo it is.\n",
		"missing: {}\nnode: a\ntock: 3\ndeleted:\n  a:\n  - 4\n",
		"> deleted: {}\n> node: a\n> tock: 3\n",
		"1: node: a\n2: tock: 3\n",
		"known:\n  a: [[1, 5]]\nnode: '{\"x\": 1}'\ntock: 3\n",
	} {
		if pieces := shape.Find([]byte(text)); pieces != nil {
			t.Errorf("%q: %+v", text, pieces)
		}
	}
}
