package dump

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"tickdiff/dump/internal/lift"
	"tickdiff/dump/internal/logline"
)

// readSlowly reads a text by the reader that decides.
func readSlowly(t *testing.T, text []byte) Reading {
	t.Helper()
	var reading Reading
	u := unpacker{limits: DefaultLimits, reading: &reading}
	r := textReader{unpacker: &u, source: Source{File: "in"}}
	l := lift.Dumps(text, func(b *lift.Block) {
		if b.Wrong != nil || b.Tabs || b.Lost {
			t.Errorf("lifted only in part:\n%s", short(text))
		}
		tree := treeReader{source: Source{File: "in", Line: b.First, End: b.Last, Command: b.Command}}
		tree.readBlock(b)
		r.keep(tree.dumps, tree.problems, b.Where)
		r.remark(b)
	}, new(logline.Reader).Take)
	if len(l.Ignored)+len(l.Pieces) > 0 {
		t.Errorf("lines %v and %v ignored in\n%s", l.Ignored, l.Pieces, short(text))
	}
	return reading
}

// agrees scans a text. Unless the scanner declines, the other reader must read
// the very same, and find nothing to say of it.
func agrees(t *testing.T, text []byte, h *rangeCache) (scanned bool) {
	t.Helper()
	d, ok := scan(bytes.NewReader(text), DefaultLimits, h)
	if !ok {
		return false
	}
	d.Source.File = "in"
	r := readSlowly(t, text)
	if diff := cmp.Diff([]*Dump{d}, r.Dumps); diff != "" {
		t.Errorf("scanned and read differ in\n%s\n%s", short(text), diff)
	}
	if len(r.Problems) > 0 {
		t.Errorf("scanned in silence: %v in\n%s", r.Problems, short(text))
	}
	return true
}

func short(text []byte) []byte { return text[:min(len(text), 2000)] }

func realFiles(t testing.TB) map[string][]byte {
	t.Helper()
	texts := map[string][]byte{}
	for _, pattern := range []string{"*/*.yaml", "*/*/*.yaml"} {
		files, err := filepath.Glob("../testdata/dumps/" + pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%d files, %v", len(files), err)
		}
		for _, file := range files {
			if texts[file], err = os.ReadFile(file); err != nil {
				t.Fatal(err)
			}
		}
	}
	return texts
}

// What servers printed is scanned, but for names that need block keys and what
// was printed by hand, with comments.
func TestScanRealDumps(t *testing.T) {
	for file, text := range realFiles(t) {
		strange := strings.Contains(file, "hostile-names/test_0") || strings.Contains(file, "/manual/")
		if got := agrees(t, text, nil); got == strange {
			t.Errorf("%s: scanned %v, want %v", file, got, !strange)
		}
	}
}

const everyKey = `deleted:
  test_0:
  - 12
known: {}
missing:
  'it''s: #1':
  - - 9223372036854775806
    - 9223372036854775808
  test_0:
  - 2
  - 9
  - - 12
    - 105
  - 999
node: test_0
nodes:
  café 1#a: null
  'it''s: #1': 9223372036854775807
  test_0: 0
present: {}
remote_missing: {}
seq: 2
tock: 111
`

// Whatever one slip does to a dump, the scanner reads it as the other reader
// does or leaves it alone.
func TestScanOneSlip(t *testing.T) {
	text := []byte(everyKey)
	if !agrees(t, text, nil) {
		t.Fatal("the dump is not scanned before any slip")
	}
	scanned, tried := 0, 0
	slip := func(changed ...[]byte) {
		tried++
		if agrees(t, bytes.Join(changed, nil), nil) {
			scanned++
		}
	}
	for i := range text {
		slip(text[:i], text[i+1:])
		for _, s := range []string{" ", "\t", "\n", "\r\n", "-", ":", "#", "'", "0", "1", "x", "{}", "é", "\xff"} {
			slip(text[:i], []byte(s), text[i:])
			slip(text[:i], []byte(s), text[i+1:])
		}
	}
	lines := bytes.SplitAfter(text, []byte("\n"))
	for i, line := range lines {
		before, after := bytes.Join(lines[:i], nil), bytes.Join(lines[i+1:], nil)
		slip(before, after)
		slip(before, line, line, after)
		slip(after, before)
	}
	// Most slips are noticed; some only change a name or a number.
	if scanned < tried/20 || scanned > tried/3 {
		t.Errorf("%d of %d scanned", scanned, tried)
	}
}

// Names are certain, or the scanner declines.
func TestScanNames(t *testing.T) {
	test := func(printed string, want bool) {
		t.Helper()
		text := "missing:\n  " + printed + ":\n  - 3\nnode: " + printed + "\nnodes:\n  " + printed + ": 4\ntock: 3\n"
		if got := agrees(t, []byte(text), nil); got != want {
			t.Errorf("%s: scanned %v, want %v", printed, got, want)
		}
	}
	for _, certain := range []string{"a", "yes", "12:30", "0x1f", "1e3", "2020-01-01", "a b", "a#b", "it's", `q"q`, "ä", "日本", "a,b",
		`back\slash`, ".inf", "/a", "_", "''", "'12'", "'null'", "'x: y'", "'- x'", "'<<'", "' lead'", "'trail '", "'it''s'", "''''",
		strings.Repeat("x", 100)} {
		test(certain, true)
	}
	for _, uncertain := range []string{"null", "Null", "NULL", "~", "<<", "", `"\t"`, `"a"`, "- x", "-x", "a:", "a #b", "a: b", "a ", "[a]", "{a}",
		"*a", "&a", "!a", "%a", "@a", "`a", "|", ">", "?", "'a", "'a'b'", "'a\tb'", "a\u00a0b", "\u200bx", "a\u0301", "“a”",
		strings.Repeat("x", 200)} {
		test(uncertain, false)
	}
}

// Where the input is cut into reads has no influence, and a broken one is not
// taken for its end.
func TestScanReaders(t *testing.T) {
	want, _ := scan(strings.NewReader(everyKey), DefaultLimits, nil)
	for name, r := range map[string]io.Reader{
		"byte by byte":   iotest.OneByteReader(strings.NewReader(everyKey)),
		"end with bytes": iotest.DataErrReader(strings.NewReader(everyKey)),
	} {
		got, ok := scan(r, DefaultLimits, nil)
		if diff := cmp.Diff(want, got); !ok || diff != "" {
			t.Errorf("%s: %v\n%s", name, ok, diff)
		}
	}
	broken := io.MultiReader(strings.NewReader(everyKey), iotest.ErrReader(io.ErrClosedPipe))
	if _, ok := scan(broken, DefaultLimits, nil); ok {
		t.Error("a read that failed at the end was taken for the end")
	}
}

func TestScanLimits(t *testing.T) {
	for _, limits := range []Limits{{MaxNames: 1}, {MaxName: 3}} {
		if _, ok := scan(strings.NewReader(everyKey), limits.orDefault(), nil); ok {
			t.Errorf("scanned beyond %+v", limits)
		}
	}
}

// FuzzScanAgainstTree looks for a text that the scanner reads otherwise than the
// reader that decides; also when it has heard another dump before.
func FuzzScanAgainstTree(f *testing.F) {
	for _, text := range realFiles(f) {
		f.Add(text, []byte(everyKey))
	}
	f.Add([]byte(everyKey), []byte(strings.Replace(everyKey, "999", "998", 1)))
	f.Fuzz(func(t *testing.T, text, before []byte) {
		if len(text)+len(before) > 8<<10 {
			return
		}
		h := newRangeCache()
		scan(bytes.NewReader(before), DefaultLimits, h)
		agrees(t, text, h)
	})
}
