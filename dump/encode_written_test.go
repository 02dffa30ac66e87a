package dump_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tickdiff/dump"
)

// Ranges that no server prints stand in the dump again as they were, and a dump
// that was cut off loses no further section by being written and read.
func TestWrittenDumpsReadTheSame(t *testing.T) {
	test := func(name, text string) {
		t.Helper()
		read := func(text string) *dump.Dump {
			t.Helper()
			r := dump.Read(dump.Input{Name: "x", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }})
			if len(r.Dumps) != 1 {
				t.Fatalf("%s: %d dumps, %v", name, len(r.Dumps), r.Problems)
			}
			return r.Dumps[0]
		}
		want := read(text)
		var b bytes.Buffer
		if err := dump.EncodeWritten(&b, want); err != nil {
			t.Fatal(err)
		}
		got := read(b.String())
		opts := []cmp.Option{cmpopts.IgnoreTypes(dump.Source{}, dump.Place{}), cmp.Comparer(sameItems)}
		if diff := cmp.Diff(want, got, opts...); diff != "" {
			t.Errorf("%s (-want +got):\n%s\nwritten as\n%s", name, diff, &b)
		}
	}
	test("servers' form", "missing:\n  a:\n  - 1\n  - - 3\n    - 5\nnode: b\ntock: 3\n")
	test("no server's form", "missing:\n  a: [[5, 7], 1, [2, 3], [4, 4], [6, 9]]\n  ? \"two\\nlines\"\n  : [[5, 6], 1]\n  c: []\nnode: b\ntock: 3\n")
	test("cut in superseded", "missing: {}\nnode: b\npresent:\n  a:\n  - 1\nsuperseded:\n  a:\n  - 2\n  - - 4\n")
	test("cut after present", "missing: {}\nnode: b\nnodes:\n  a: 1\npresent:\n  a:\n")
}

// sameItems leaves out of comparison whether canonical ranges were in the
// servers' layout.
func sameItems(a, b []dump.Item) bool {
	if a == nil || b == nil {
		return true
	}
	return cmp.Equal(a, b, cmpopts.IgnoreTypes(dump.Place{}))
}

// Lone ticks out of order stand as far in and as long as sorted ones would.
func TestWrittenUnsorted(t *testing.T) {
	const text = "node: x\npresent:\n  a:\n  - 5\n  - 3\ntock: 4\n"
	d := dump.Read(input("in", text)).Dumps[0]
	var out strings.Builder
	if err := dump.EncodeWritten(&out, d); err != nil || out.String() != text {
		t.Errorf("%v, written\n%s", err, &out)
	}
	if at := d.Present.PlaceOf("a", 3); at != (dump.Place{Line: 5, Col: 5}) {
		t.Errorf("tick 3 is at %v", at)
	}
}
