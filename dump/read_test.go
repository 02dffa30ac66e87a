package dump_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/dump"
	"tickdiff/ticks"
)

func readText(text string) dump.Reading {
	return dump.Read(dump.Input{Name: "in.yaml", Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(text)), nil
	}})
}

// one reads a text that holds exactly one sound dump.
func one(t *testing.T, text string) *dump.Dump {
	t.Helper()
	r := readText(text)
	if len(r.Dumps) != 1 || r.Failed() {
		t.Fatalf("%d dumps, problems %v", len(r.Dumps), r.Problems)
	}
	return r.Dumps[0]
}

func realDump(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "testdata", "dumps", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Names are kept exactly as the server had them, whatever YAML would make of
// an unquoted yes or a block key with a newline.
func TestHostileNames(t *testing.T) {
	d := one(t, realDump(t, "hostile-names/test_0.yaml"))
	var got []string
	for _, e := range d.Nodes.Entries {
		got = append(got, e.Name)
		if set, said := d.Superseded.Of(e.Name); e.Null && (!said || set.String() != "1, 5-6") {
			t.Errorf("superseded of %q: %v %v", e.Name, set, said)
		}
	}
	want := []string{"\nnl", " lead", "!t", `"q"`, "$(id)", "%", "&a", "*", "- x", "-foo", "0x10", "12", "1e3",
		"2001-01-01", "@x", "`id`", "a b", "a,b", "café", "grün#1", "it's a $x", "null", "tab\tx", "test_0", "test_1",
		"trail ", "weird: [name]", "yes", "{", "~", "日本"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

// The manual's example, comments included: the older key, and what follows from it.
func TestManual(t *testing.T) {
	d := one(t, realDump(t, "manual/test1.yaml"))
	if d.Node != "test1" || d.Tock != 82 || d.Superseded.Key != "known" {
		t.Errorf("node %q, tock %d, key %q", d.Node, d.Tock, d.Superseded.Key)
	}
	present := d.Answer(dump.Present, "test1")
	if present.Basis != dump.Derived || present.Set.String() != "10-12" || present.UpTo != 12 {
		t.Errorf("present of test1: %+v", present)
	}
	if known := d.Answer(dump.Superseded, "test1"); known.Basis != dump.Printed || known.Set.String() != "1, 3-9" {
		t.Errorf("superseded of test1: %+v", known)
	}
}

func TestNotAskedIsNotEmpty(t *testing.T) {
	d := one(t, "missing:\n  a:\n  - 3\nnode: x\npresent: {}\ntock: 5\n")
	check := func(k dump.Kind, origin string, wantSet string, wantSaid bool) {
		t.Helper()
		if set, said := d.Section(k).Of(origin); set.String() != wantSet || said != wantSaid {
			t.Errorf("%v of %s: %v %v", k, origin, set, said)
		}
	}
	check(dump.Missing, "a", "3", true)
	check(dump.Missing, "b", "-", true)
	check(dump.Present, "a", "-", true)
	check(dump.Superseded, "a", "-", false)
	if told := d.Answer(dump.Superseded, "a"); told.Basis != dump.NotTold {
		t.Errorf("superseded without nodes: %+v", told)
	}
}

// Any three of nodes, present, superseded and missing give the fourth.
func TestDerived(t *testing.T) {
	sections := map[dump.Kind]string{
		dump.Present:    "present:\n  a:\n  - - 1\n    - 4\n",
		dump.Superseded: "superseded:\n  a:\n  - 4\n",
		dump.Missing:    "missing:\n  a:\n  - - 5\n    - 7\n",
	}
	want := map[dump.Kind]string{dump.Present: "1-3", dump.Superseded: "4", dump.Missing: "5-6"}
	for left := range sections {
		text := "node: x\nnodes:\n  a: 6\n  b: null\n"
		for k, section := range sections {
			if k != left {
				text += section
			}
		}
		d := one(t, text+"tock: 9\n")
		for k := range sections {
			told := d.Answer(k, "a")
			how, upTo := dump.Printed, ticks.Max
			if k == left {
				how, upTo = dump.Derived, 6
			}
			if told.Basis != how || told.Set.String() != want[k] || told.UpTo != upTo {
				t.Errorf("without %v: %v is %+v", left, k, told)
			}
		}
		if told := d.Answer(left, "b"); told.Basis != dump.Derived || !told.Set.Empty() || told.UpTo != 0 {
			t.Errorf("%v of b, which is null: %+v", left, told)
		}
	}
	d := one(t, "node: x\n"+sections[dump.Present]+sections[dump.Superseded]+sections[dump.Missing]+"tock: 9\n")
	if heard, ok := d.Heard("a"); !ok || heard != 6 {
		t.Errorf("heard of a: %d %v", heard, ok)
	}
}

func TestPlaces(t *testing.T) {
	d := one(t, "missing:\n  a:\n  - 3\n  - - 7\n    - 9\n  - 12\n  b: [5, [7, 9]]\nnode: x\ntock: 3\n")
	check := func(origin string, tick ticks.Tick, line, col int) {
		t.Helper()
		if got := d.Missing.PlaceOf(origin, tick); got != (dump.Place{Line: line, Col: col}) {
			t.Errorf("%s:%d at %v, want %d:%d", origin, tick, got, line, col)
		}
	}
	check("a", 3, 3, 5)
	check("a", 8, 4, 5)
	check("a", 12, 6, 5)
	check("a", 5, 2, 3) // not there: the name
	check("b", 8, 7, 10)
	check("c", 8, 1, 1) // no such origin: the section

	long := strings.Repeat("l", 123) // too long for a simple key
	d = one(t, "missing:\n  ? "+long+"\n  : - 3\n    - - 7\n      - 9\nnode: x\ntock: 3\n")
	check(long, 3, 3, 7)
	check(long, 8, 4, 7)
}

// Every file of real dumps is read whole and in silence.
func TestRealDumps(t *testing.T) {
	files, err := filepath.Glob("../testdata/dumps/*/*.yaml")
	if err != nil || len(files) < 30 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	rounds, err := filepath.Glob("../testdata/dumps/*/*/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(files, rounds...) {
		r := readText(realDump(t, strings.TrimPrefix(file, "../testdata/dumps/")))
		if len(r.Dumps) != 1 || len(r.Problems) != 0 || !r.Dumps[0].HasTock {
			t.Errorf("%s: %d dumps, problems %v", file, len(r.Dumps), r.Problems)
		}
	}
}
