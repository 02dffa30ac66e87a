package dump_test

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tinylib/msgp/msgp"

	"tickdiff/dump"
	"tickdiff/ticks"
)

func realSave(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "testdata", "saves", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// A save and the dump of the same moment agree, but for the pending deletion
// test_1:4, which no save holds: the dump has it present and deleted, a server that
// starts from the save misses it.
func TestSaveBesideDump(t *testing.T) {
	for _, name := range []string{"lost/test_1", "lost/test_2"} {
		saved := one(t, string(realSave(t, name+".moat")))
		printed := one(t, string(realSave(t, name+".yaml")))
		if !saved.Source.Save || saved.Node != printed.Node || saved.Tock >= printed.Tock || saved.Deleted.Said || saved.Missing.Said {
			t.Errorf("%s: the save reads as %+v", name, saved)
		}
		same(t, name+": nodes", ticksOf(printed.Nodes), ticksOf(saved.Nodes))
		for _, e := range printed.Nodes.Entries {
			pending, _ := printed.Deleted.Of(e.Name)
			present, _ := printed.Present.Of(e.Name)
			missing, _ := printed.Missing.Of(e.Name)
			check := func(kind dump.Kind, want ticks.Set) {
				t.Helper()
				if got := saved.Answer(kind, e.Name); got.Basis == dump.NotTold || !got.Set.Equal(want) {
					t.Errorf("%s: %v of %s is %v, want %v", name, kind, e.Name, got.Set, want)
				}
			}
			check(dump.Present, present.Minus(pending))
			check(dump.Superseded, ticks.Set{})
			check(dump.Missing, missing.Union(pending))
		}
	}
	saved := one(t, string(realSave(t, "lost/test_1.moat")))
	if missing := saved.Answer(dump.Missing, "test_1"); missing.Basis != dump.Derived || missing.Set.String() != "4" {
		t.Errorf("missing of test_1 is %+v, want 4", missing)
	}
}

func ticksOf(n dump.Nodes) map[string]ticks.Tick {
	m := map[string]ticks.Tick{}
	for _, e := range n.Entries {
		m[e.Name] = e.Tick
	}
	return m
}

func same(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// A log goes on after its last state: what its changes bring is present, and
// raises the ticks heard of.
func TestLogGoesOn(t *testing.T) {
	d := one(t, string(realSave(t, "dest/test_1.log")))
	same(t, "nodes", map[string]ticks.Tick{"test_0": 8, "test_1": 5, "test_2": 3}, ticksOf(d.Nodes))
	if d.Tock != 102 {
		t.Errorf("tock %d, want that of the last state, 102", d.Tock)
	}
	for name, want := range map[string]string{"test_0": "6-7", "test_1": "4", "test_2": "-"} {
		if got := d.Answer(dump.Missing, name); got.Set.String() != want {
			t.Errorf("missing of %s: %v, want %s", name, got.Set, want)
		}
	}
}

// A file cut anywhere reads as if it ended after its last whole record, and is
// said to be cut unless it does.
func TestSaveCutAnywhere(t *testing.T) {
	for _, name := range []string{"lost/test_1.moat", "dest/test_1.log"} {
		data := realSave(t, name)
		ends := recordEnds(t, data)
		for n := 1; n < len(data); n++ {
			r := dump.Read(saveInput(data[:n]))
			whole, atEnd := slices.BinarySearch(ends, n)
			cut := slices.ContainsFunc(r.Problems, func(p dump.Problem) bool { return p.Level == dump.Cut })
			if cut == atEnd || r.Failed() != (n < ends[0]) {
				t.Fatalf("%s cut at %d: %v", name, n, r.Problems)
			}
			if atEnd || whole == 0 {
				continue
			}
			want := *dump.Read(saveInput(data[:ends[whole-1]])).Dumps[0]
			got := *r.Dumps[0]
			if !got.Source.Cut || want.Source.Cut {
				t.Fatalf("%s cut at %d: the dump says cut: %v, without the cut: %v", name, n, got.Source.Cut, want.Source.Cut)
			}
			want.Source, got.Source = dump.Source{}, dump.Source{}
			same(t, name, want, got)
		}
	}
}

// recordEnds are the offsets after each record.
func recordEnds(t *testing.T, data []byte) (ends []int) {
	for rest := data; len(rest) > 0; {
		var err error
		if rest, err = msgp.Skip(rest); err != nil {
			t.Fatal(err)
		}
		ends = append(ends, len(data)-len(rest))
	}
	return ends
}

// The entries behind the ticks: the two that only server 0 had, asked of its own
// save, with values and without.
func TestRecordsBehindTicks(t *testing.T) {
	search := dump.Search{Ticks: map[string]ticks.Set{"test_0": ticks.Between(6, 8), "nobody": ticks.UpTo(9)}, Values: true}
	read := func(name string) []dump.Record {
		return dump.ReadSearching([]dump.Input{saveInput(realSave(t, name))}, dump.Limits{}, search)[0].Dumps[0].Records
	}
	want := []dump.Record{
		{Path: "a.2", At: 450, Chain: []dump.Link{{Origin: "test_0", Tick: 6}}, Tock: 100, Value: `"gone"`, ValueSize: 5},
		{Path: "a.30", At: 515, Chain: []dump.Link{{Origin: "test_0", Tick: 7}}, Tock: 108, Value: `"gone2"`, ValueSize: 6},
	}
	same(t, "with values", want, read("lost/origin-test_0.moat"))
	search.Values = false
	want[0].Value, want[1].Value = "", ""
	same(t, "without values", want, read("lost/origin-test_0.moat"))
	same(t, "on a server without them", []dump.Record(nil), read("lost/test_1.moat"))
	for i := range want {
		if at := int(want[i].At); !strings.HasPrefix(string(realSave(t, "lost/origin-test_0.moat")[at:]), "\x85") {
			t.Errorf("no record begins at %d", at)
		}
	}
}

// A save reads the same through gzip, and whatever its name.
func TestSaveByContent(t *testing.T) {
	data := realSave(t, "lost/test_1.moat")
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	if _, err := w.Write(data); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	plain, packed := dump.Read(saveInput(data)), dump.Read(saveInput(zipped.Bytes()))
	want, got := *plain.Dumps[0], *packed.Dumps[0]
	if want.Source.SHA256 == got.Source.SHA256 || plain.Size != int64(len(data)) {
		t.Errorf("hash and size are not those of the file as given: %+v", packed)
	}
	want.Source, got.Source = dump.Source{}, dump.Source{}
	same(t, "through gzip", want, got)
	var text bytes.Buffer
	if err := dump.Encode(&text, plain.Dumps[0]); err != nil || !strings.Contains(text.String(), "present:\n  test_0:\n") {
		t.Errorf("it encodes as %q, %v", text.String(), err)
	}
	if at := plain.Dumps[0].At(plain.Dumps[0].Present.PlaceOf("test_0", 2)); at != "x.moat" {
		t.Errorf("a tick in a save stands at %q, want the file alone", at)
	}
}

// Plain saves of a healthy cluster lack its two internal entries, and say that they do
// not tell; full ones of the same moment lack nothing. DistKV's read the same.
func TestPlainAndFullSaves(t *testing.T) {
	for _, name := range []string{"test_0", "test_1", "test_2", "test_3"} {
		for folder, lacks := range map[string]string{"plain": "3, 5", "distkv-plain": "3, 5", "full": "-", "distkv": "-"} {
			r := dump.Read(saveInput(realSave(t, filepath.Join(folder, name+".moat"))))
			if len(r.Dumps) != 1 || r.Failed() {
				t.Fatalf("%s/%s: %v", folder, name, r.Problems)
			}
			d, plain := r.Dumps[0], lacks != "-"
			if got := d.Answer(dump.Missing, "test_0").Set.String(); got != lacks || d.Source.Plain != plain || len(r.Problems) > 0 != plain {
				t.Errorf("%s/%s: lacks %s of test_0, plain %v, %v", folder, name, got, d.Source.Plain, r.Problems)
			}
			if said := strings.HasPrefix(folder, "distkv"); d.Deleted.Said != said {
				t.Errorf("%s/%s: says what is deleted: %v, want %v", folder, name, d.Deleted.Said, said)
			}
		}
	}
}
