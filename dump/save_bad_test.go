package dump_test

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tinylib/msgp/msgp"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// pack writes values as MessagePack; a fields is a map with its keys in order.
func pack(values ...any) (b []byte) {
	for _, v := range values {
		switch v := v.(type) {
		case fields:
			b = msgp.AppendMapHeader(b, uint32(len(v)/2))
			b = append(b, pack(v...)...)
		case []any:
			b = msgp.AppendArrayHeader(b, uint32(len(v)))
			b = append(b, pack(v...)...)
		case pathOf:
			b, _ = msgp.AppendExtension(b, &msgp.RawExtension{Type: 3, Data: pack(v...)})
		case raw:
			b = append(b, v...)
		default:
			b, _ = msgp.AppendIntf(b, v)
		}
	}
	return b
}

type (
	fields []any
	pathOf []any
	raw    string
)

// state is the first record of every file below, 31 bytes long.
var state = fields{"node", "x", "tock", 3, "nodes", fields{"x", 1}, "known", fields{}}

func entry(path pathOf, node string, tick int) fields {
	return fields{"path", path, "depth", 0, "tock", 1, "value", nil, "chain", fields{"node", node, "tick", tick, "prev", nil}}
}

// What no server writes ends the reading there; what stands before is used.
func TestBadSaves(t *testing.T) {
	begin := len(pack(state))
	test := func(name, want string, records ...any) {
		t.Helper()
		r := dump.Read(saveInput(pack(append([]any{state}, records...)...)))
		var got []string
		for _, p := range r.Problems {
			got = append(got, fmt.Sprintf("%v %v", p.Level, p.Error()))
		}
		var lines []string
		if want != "" {
			lines = []string{strings.ReplaceAll(want, "BEGIN", fmt.Sprint(begin))}
		}
		if diff := cmp.Diff(lines, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if len(r.Dumps) != 1 || r.Dumps[0].Source.Cut != strings.Contains(want, "BEGIN is used") {
			t.Errorf("%s: the dump before it reads as %+v", name, r.Dumps)
		}
	}
	bad := func(what string) string {
		return "error x.moat: " + what + "; only what stands before byte BEGIN is used"
	}
	sets := func(v any) fields { return fields{"node", "x", "tock", 4, "known", fields{"x", v}} }

	test("nothing more", "note x.moat: it holds no internal entry, so it does not tell about the ticks it lacks, which may be theirs")
	test("no map", bad("byte BEGIN: a number where a map should be"), 7)
	test("no MessagePack", bad("byte BEGIN: 0xc1, which begins nothing in MessagePack"), raw("\xc1"))
	test("a key that is no string", bad("byte 32: a number where a string should be"), fields{1, 2})
	test("another server's state", bad(`byte BEGIN: the state of "y" in the file of "x"`), fields{"node", "y", "tock", 4})
	test("a name that is none", bad("byte 37: a number where a string should be"), fields{"node", 7})
	test("a name that is not UTF-8", bad(`byte 37: the name "\xff", which is not UTF-8`), fields{"node", raw("\xa1\xff")})
	test("a long name", bad("byte 37: a name of more than the limit of 4096 bytes"), fields{"node", strings.Repeat("n", 4097)})
	test("tick 0", bad("byte 55: tick 0, where ticks count from 1"), sets([]any{0}))
	test("a tick below 0", bad("byte 55: -1 where a number from 0 on should be"), sets([]any{-1}))
	test("a tick with a fraction", bad("byte 55: a fraction where a number should be"), sets([]any{1.5}))
	test("a tick of 64 bits", bad("byte 55: 9223372036854775808, which is more than 63 bits can hold"), sets([]any{uint64(1) << 63}))
	test("the end of the last tick", "", sets([]any{[]any{1, uint64(1) << 63}}))
	test("a range past it", bad("byte 55: [1, 9223372036854775809], which is no range of ticks"), sets([]any{[]any{1, uint64(1)<<63 + 1}}))
	test("a range backward", bad("byte 55: [5, 3], which is no range of ticks"), sets([]any{[]any{5, 3}}))
	test("three numbers", bad("byte 55: a range of 3 numbers, where it should be [begin, end)"), sets([]any{[]any{1, 2, 3}}))
	test("no chain", bad("byte BEGIN: an entry without a chain, which no server loads"), fields{"path", pathOf{"a"}, "tock", 1, "value", 2, "chain", nil})
	test("no path before", bad("byte BEGIN: a path that shares 2 elements with the one before, which has 0"), fields{"depth", 2, "path", pathOf{"a"}, "value", 1})
	test("not a path", bad("byte 44: an extension of type 5 where a path should be, which is of type 3"), fields{"value", nil, "path", raw("\xc7\x01\x05a")})
	test("half an element", bad("byte BEGIN: a path whose elements are not whole"), fields{"value", nil, "path", raw("\xc7\x02\x03\xa2a")})
	test("a long path", bad("byte 37: a path of more than the limit of 65536 bytes"), fields{"path", pathOf{strings.Repeat("p", 1<<16)}})
	test("no part of a save", "note x.moat: byte BEGIN: a record that is no part of a save file; 2 such passed over", fields{"x", []any{}}, fields{"y", 1}, entry(pathOf{"a"}, "x", 1))
	test("a log of changes alone", "note x.moat: a log of changes alone: what was present before it began is not said",
		fields{"path", pathOf{"a"}, "depth", 0, "tock", 4, "value", 1, "node", "x", "tick", 2, "prev", nil})
}

// Without a whole state nobody knows whose file it is.
func TestSaveWithoutState(t *testing.T) {
	for _, data := range [][]byte{pack(entry(pathOf{}, "x", 1)), pack(state)[:20], pack(state)[:1], pack(fields{"x", 1})} {
		r := dump.Read(saveInput(data))
		unnamed := slices.ContainsFunc(r.Problems, func(p dump.Problem) bool {
			return p.Level == dump.Error && strings.HasPrefix(p.What, "no whole state record")
		})
		if len(r.Dumps) != 0 || !unnamed {
			t.Errorf("%x: %d dumps, %v", data, len(r.Dumps), r.Problems)
		}
	}
}

// A state that lacks its tock makes no order among dumps.
func TestSaveWithoutTock(t *testing.T) {
	if d := one(t, string(pack(fields{"node", "x", "nodes", fields{}}))); d.HasTock || d.Tock != 0 {
		t.Errorf("tock %d, said: %v", d.Tock, d.HasTock)
	}
}

// Deletions in a log: a server that loads it misses their ticks and has the entry
// again. Where a later state calls the tick known, or the entry is written anew on
// top, nothing is missing.
func TestDeletionsInLogs(t *testing.T) {
	change := func(path, node string, tick int, more ...any) fields {
		return append(fields{"path", pathOf{path}, "depth", 0, "tock", 9, "node", node, "tick", tick}, more...)
	}
	d := one(t, string(pack(state, entry(pathOf{"a"}, "x", 1), entry(pathOf{"b"}, "x", 2), entry(pathOf{"c"}, "x", 3),
		change("a", "x", 4), change("b", "x", 5), change("c", "x", 6),
		change("c", "y", 1, "value", "again", "prev", fields{"node", "x", "tick", 6}),
		fields{"node", "x", "tock", 20, "nodes", fields{"x", 6}, "known", fields{"x", []any{5}}})))
	sets := map[string]dump.Section{"present": d.Present, "superseded": d.Superseded, "deletions": d.Deletions}
	for name, want := range map[string]string{"present": "1-2, 6", "superseded": "3, 5", "deletions": "4"} {
		section := sets[name]
		if got, said := section.Of("x"); !said || got.String() != want {
			t.Errorf("%s: %v, want %s", name, got, want)
		}
	}
	if missing := d.Answer(dump.Missing, "x"); missing.Set.String() != "4" {
		t.Errorf("missing %v, want 4", missing.Set)
	}
}

// The records of a deletion name the entry by the change that deleted it.
func TestRecordOfDeletion(t *testing.T) {
	data := pack(state, entry(pathOf{"a"}, "x", 1), fields{"path", pathOf{"a"}, "depth", 0, "tock", 9, "node", "x", "tick", 4})
	search := dump.Search{Ticks: map[string]ticks.Set{"x": ticks.Between(4, 5)}}
	want := []dump.Record{{Path: "a", At: int64(len(data) - 36), Chain: []dump.Link{{Origin: "x", Tick: 1}}, Tock: 1, Deletion: []dump.Link{{Origin: "x", Tick: 4}}}}
	got := dump.ReadSearching([]dump.Input{saveInput(data)}, dump.Limits{}, search)[0].Dumps[0].Records
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
}

// DistKV servers write what is deleted into the state: then it is said.
func TestSaveThatSaysDeleted(t *testing.T) {
	d := one(t, string(pack(fields{"info", fields{"node", "x", "tock", 3, "nodes", fields{"x", 4, "y", nil}, "deleted", fields{"x", []any{[]any{3, 5}}}}},
		entry(pathOf{"a"}, "x", 1), entry(pathOf{"b"}, "x", 4))))
	for kind, want := range map[dump.Kind]string{dump.Present: "1, 4", dump.Superseded: "3", dump.Deleted: "3-4", dump.Missing: "2"} {
		if got := d.Answer(kind, "x"); got.Basis == dump.NotTold || got.Set.String() != want {
			t.Errorf("%v: %+v, want %s", kind, got, want)
		}
	}
	if y, ok := d.Nodes.Of("y"); !ok || !y.Null {
		t.Errorf("y reads as %+v", y)
	}
}

// Whatever a file declares or nests, memory stays small and there is an answer.
func TestSaveBombs(t *testing.T) {
	endless := func(head string) dump.Input {
		return dump.Input{Name: "x.moat", Open: func() (io.ReadCloser, error) {
			return io.NopCloser(io.MultiReader(bytes.NewReader(pack(state)), strings.NewReader(head))), nil
		}}
	}
	test := func(name, head string) {
		t.Helper()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r := dump.ReadSearching([]dump.Input{endless(head)}, dump.Limits{}, dump.Search{Values: true})[0]
		runtime.ReadMemStats(&after)
		if len(r.Problems) == 0 || len(r.Dumps) != 1 {
			t.Errorf("%s: %d dumps, %v", name, len(r.Dumps), r.Problems)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 8<<20 {
			t.Errorf("%s: %d bytes allocated for %d", name, used, len(head))
		}
	}
	value := "\x81\xa5value"
	test("a map of 4 billion", "\xdf\xff\xff\xff\xff")
	test("a value of 4 billion items", value+"\xdd\xff\xff\xff\xff")
	test("a value of 4 billion pairs", value+"\xdf\xff\xff\xff\xff\x01")
	test("a string of 4 GB", value+"\xdb\xff\xff\xff\xff")
	test("bytes of 4 GB", value+"\xc6\xff\xff\xff\xff")
	test("an extension of 4 GB", value+"\xc9\xff\xff\xff\xff\x03")
	test("a key of 4 GB", "\x81\xdb\xff\xff\xff\xff")
	test("a name of 4 GB", "\x81\xa4node\xdb\xff\xff\xff\xff")
	test("a path of 4 GB", "\x81\xa4path\xc9\xff\xff\xff\xff\x03")
	test("a path of 4 billion elements", "\x81\xa4path\xdd\xff\xff\xff\xff"+strings.Repeat("\x01", 1<<17))
	test("ranges of 4 billion", "\x81\xa5known\x81\xa1x\xdd\xff\xff\xff\xff")
	test("a value nested 1 million deep", value+strings.Repeat("\x91", 1<<20))
	test("a chain of 1 million links", "\x81"+strings.Repeat("\xa5chain", 1)+strings.Repeat("\x82\xa4node\xa1x\xa4prev", 1<<17))
	test("info in info", strings.Repeat("\x81\xa4info", 1<<17))
	test("a path nested deep", "\x81\xa4path\xc8\xff\xff\x03"+strings.Repeat("\x91", 1<<16))
}

// A large value is never held.
func TestSaveLargeValue(t *testing.T) {
	const size = 64 << 20
	head := pack(state, raw("\x85\xa5value\xc6\x04\x00\x00\x00"))
	tail := pack("path", pathOf{"a"}, "depth", 0, "tock", 1, "chain", fields{"node", "x", "tick", 1, "prev", nil})
	in := dump.Input{Name: "x.moat", Open: func() (io.ReadCloser, error) {
		return io.NopCloser(io.MultiReader(bytes.NewReader(head), io.LimitReader(zeros{}, size), bytes.NewReader(tail))), nil
	}}
	search := dump.Search{Ticks: map[string]ticks.Set{"x": ticks.UpTo(9)}, Values: true}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r := dump.ReadSearching([]dump.Input{in}, dump.Limits{}, search)[0]
	runtime.ReadMemStats(&after)
	want := []dump.Record{{Path: "a", At: int64(len(pack(state))), Chain: []dump.Link{{Origin: "x", Tick: 1}}, Tock: 1, ValueSize: size + 5}}
	if diff := cmp.Diff(want, r.Dumps[0].Records); diff != "" || len(r.Problems) > 0 {
		t.Errorf("problems %v, records (-want +got):\n%s", r.Problems, diff)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 8<<20 {
		t.Errorf("%d bytes allocated for a value of %d", used, size)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// What comes out does not hang on what else was asked, and nothing panics.
func FuzzSave(f *testing.F) {
	for _, name := range []string{"lost/test_1.moat", "lost/origin-test_0.moat", "dest/test_1.log"} {
		f.Add(realSave(f, name))
	}
	for _, l := range loadedLogs(f)[:20] {
		f.Add(l.Log)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r := dump.Read(saveInput(data))
		if len(r.Dumps) == 0 && len(r.Problems) == 0 {
			t.Fatal("nothing is said of it")
		}
		if len(r.Dumps) != 1 || !r.Dumps[0].Source.Save {
			return
		}
		search := dump.Search{Ticks: map[string]ticks.Set{}, Values: true}
		for _, e := range r.Dumps[0].Nodes.Entries {
			checkSaved(t, r.Dumps[0], e.Name)
			search.Ticks[e.Name] = ticks.UpTo(ticks.Max)
		}
		asked := dump.ReadSearching([]dump.Input{saveInput(data)}, dump.Limits{}, search)[0]
		asked.Dumps[0].Records, asked.Conflicts, r.Conflicts = nil, nil, nil // values are in the one only
		if diff := cmp.Diff(r, asked, cmp.AllowUnexported(ticks.Set{})); diff != "" {
			t.Fatalf("read another way when records were asked for:\n%s", diff)
		}
	})
}

// checkSaved holds a dump from a save to the identity of its sets.
func checkSaved(t *testing.T, d *dump.Dump, origin string) {
	present, superseded := d.Answer(dump.Present, origin), d.Answer(dump.Superseded, origin)
	if present.Set.Overlaps(superseded.Set) || !ticks.Canonical(present.Set.Ranges()) || !ticks.Canonical(superseded.Set.Ranges()) {
		t.Fatalf("%q: present %v, superseded %v", origin, present.Set, superseded.Set)
	}
	if deletions, _ := d.Deletions.Of(origin); deletions.Overlaps(present.Set) || deletions.Overlaps(superseded.Set) {
		t.Fatalf("%q: deletions %v overlap present %v or superseded %v", origin, deletions, present.Set, superseded.Set)
	}
	if bounds, some := present.Set.Bounds(); some {
		if n, _ := d.Nodes.Of(origin); bounds.End-1 > n.Tick {
			t.Fatalf("%q: present up to %v, but nodes has %d", origin, bounds, n.Tick)
		}
	}
}
