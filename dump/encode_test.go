package dump_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/dump"
	"tickdiff/ticks"
)

func encoded(t testing.TB, d *dump.Dump) string {
	t.Helper()
	var out strings.Builder
	if err := dump.Encode(&out, d); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

type nameVector struct{ Name, Printed string }

// nameVectors are names and dumps of them by the servers' own printer;
// testdata/names.py made them and says how to make them again.
func nameVectors(t *testing.T) []nameVector {
	t.Helper()
	text, err := os.ReadFile("testdata/names.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []nameVector
	for line := range bytes.Lines(text) {
		var v nameVector
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatal(err)
		}
		vectors = append(vectors, v)
	}
	if len(vectors) < 700 {
		t.Fatalf("only %d names", len(vectors))
	}
	return vectors
}

// Every name comes out as the servers' printer writes it, wherever it stands.
func TestEncodeNames(t *testing.T) {
	for _, v := range nameVectors(t) {
		got := encoded(t, &dump.Dump{
			Node:       v.Name,
			NodeDrop:   dump.NodeDrop{Said: true, Names: []string{v.Name}},
			Nodes:      dump.Nodes{Said: true, Entries: []dump.NodeEntry{{Name: v.Name, Null: true}}},
			Present:    said(v.Name, ticks.Range{Begin: 1, End: 2}, ticks.Range{Begin: 3, End: 7}, ticks.Range{Begin: 9, End: 10}),
			Superseded: said(v.Name, ticks.Range{Begin: 1, End: 3}, ticks.Range{Begin: 4, End: 5}),
			Tock:       5, HasTock: true,
		})
		if diff := cmp.Diff(v.Printed, got); diff != "" {
			t.Errorf("%+q (-printer +encoder):\n%s", v.Name, diff)
		}
	}
}

func said(origin string, ranges ...ticks.Range) dump.Section {
	return dump.Section{Said: true, Entries: []dump.Entry{{Origin: origin, Ticks: ticks.Of(ranges...)}}}
}

// What a server printed, read and written again, is the same bytes.
func TestEncodeRealDumps(t *testing.T) {
	for _, file := range printedDumps(t) {
		text := realDump(t, file)
		if diff := cmp.Diff(text, encoded(t, one(t, text))); diff != "" {
			t.Errorf("%s (-server +encoder):\n%s", file, diff)
		}
	}
}

// printedDumps are the dumps as printed; the manual's has comments.
func printedDumps(t *testing.T) []string {
	t.Helper()
	dir := os.DirFS("../testdata/dumps")
	files, err := fs.Glob(dir, "*/*.yaml")
	rounds, errRounds := fs.Glob(dir, "*/*/*.yaml")
	files = slices.DeleteFunc(append(files, rounds...), func(file string) bool { return strings.HasPrefix(file, "manual/") })
	if err := errors.Join(err, errRounds); err != nil || len(files) < 30 {
		t.Fatalf("%d dumps, %v", len(files), err)
	}
	return files
}

// A printed name reads back as it was. Left out are names for which the
// printer's own reader fails as well: some with line separators, and those that
// escapes make longer than the 1024 characters a simple key may have in YAML.
func TestPrintedNamesReadBack(t *testing.T) {
	for _, v := range nameVectors(t) {
		if strings.ContainsAny(v.Name, "\n\u0085\u2028\u2029") || len(v.Printed) > 5*1024 {
			continue
		}
		r := readText(v.Printed)
		if len(r.Dumps) != 1 || r.Failed() {
			t.Errorf("%+q: %d dumps, problems %v", v.Name, len(r.Dumps), r.Problems)
			continue
		}
		d := r.Dumps[0]
		got := []string{d.Node, d.NodeDrop.Names[0], d.Nodes.Entries[0].Name, d.Present.Entries[0].Origin}
		if diff := cmp.Diff(slices.Repeat([]string{v.Name}, 4), got); diff != "" {
			t.Errorf("%+q (-name +read):\n%s", v.Name, diff)
		}
	}
}

// A section not said is left out, an empty one is {}, and the keys keep the
// printer's order. A cut dump stays without its tock.
func TestEncodeSections(t *testing.T) {
	none := dump.Section{Said: true}
	test := func(d dump.Dump, want string) {
		t.Helper()
		if diff := cmp.Diff(want, encoded(t, &d)); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
	test(dump.Dump{Node: "x"}, "node: x\n")
	test(dump.Dump{Node: "x", HasTock: true, HasSeq: true, Missing: none}, "missing: {}\nnode: x\nseq: 0\ntock: 0\n")
	test(dump.Dump{Node: "x", Nodes: dump.Nodes{Said: true}, NodeDrop: dump.NodeDrop{Said: true}, Tock: 1<<63 - 1, HasTock: true},
		"node: x\nnode_drop: []\nnodes: {}\ntock: 9223372036854775807\n")
	test(dump.Dump{Node: "x", Present: none, Superseded: none, Deleted: none, Missing: none, RemoteMissing: none, HasSeq: true, HasTock: true},
		"deleted: {}\nmissing: {}\nnode: x\npresent: {}\nremote_missing: {}\nseq: 0\nsuperseded: {}\ntock: 0\n")
	test(dump.Dump{Node: "x", Deleted: none, Missing: none, Superseded: dump.Section{Said: true, Key: "known"}},
		"deleted: {}\nknown: {}\nmissing: {}\nnode: x\n")
	test(dump.Dump{Node: "x", Missing: said("a"), Present: said(strings.Repeat("b", 123)), Nodes: dump.Nodes{Said: true, Entries: []dump.NodeEntry{
		{Name: "a", Tick: ticks.Max}, {Name: "b\nc", Tick: 7}, {Name: "d"}}}},
		"missing:\n  a: []\nnode: x\nnodes:\n  a: 9223372036854775807\n  ? |-\n    b\n    c\n  : 7\n  d: 0\npresent:\n  ? "+
			strings.Repeat("b", 123)+"\n  : []\n")
	test(dump.Dump{Node: "x", Missing: said("a", ticks.Range{Begin: 1, End: ticks.Max + 1})},
		"missing:\n  a:\n  - - 1\n    - 9223372036854775808\nnode: x\n")
}

// What is not text no server prints, and a writer's failure is the encoder's.
func TestEncodeFails(t *testing.T) {
	const bad = "a\xff"
	for place, d := range map[string]dump.Dump{
		"node":           {Node: bad},
		"node_drop":      {NodeDrop: dump.NodeDrop{Said: true, Names: []string{"a", bad}}},
		"nodes":          {Nodes: dump.Nodes{Said: true, Entries: []dump.NodeEntry{{Name: bad}}}},
		"remote_missing": {RemoteMissing: said(bad)},
	} {
		var out strings.Builder
		err := dump.Encode(&out, &d)
		if err == nil || err.Error() != `name "a\xff": not UTF-8` || out.Len() > 0 {
			t.Errorf("%s: %q, error %v", place, out.String(), err)
		}
	}
	full := errors.New("disk full")
	r, w := io.Pipe()
	r.CloseWithError(full)
	if err := dump.Encode(w, &dump.Dump{Node: "x"}); !errors.Is(err, full) {
		t.Errorf("error %v", err)
	}
}

// A dump of 2,000 origins with 500 ranges each, about 17 MB.
func BenchmarkEncode(b *testing.B) {
	var ranges []ticks.Range
	for t := range ticks.Tick(500) {
		ranges = append(ranges, ticks.Range{Begin: 1000 + 10*t, End: 1001 + 10*t + t%3})
	}
	set := ticks.Of(ranges...)
	d := dump.Dump{Node: "x", Present: dump.Section{Said: true}}
	for i := range 2000 {
		d.Present.Entries = append(d.Present.Entries, dump.Entry{Origin: fmt.Sprintf("server %05d", i), Ticks: set})
	}
	b.SetBytes(int64(len(encoded(b, &d))))
	for b.Loop() {
		if err := dump.Encode(io.Discard, &d); err != nil {
			b.Fatal(err)
		}
	}
}
