package gen_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"testing"

	"tickdiff/bench/gen"
	"tickdiff/dump"
	"tickdiff/ticks"
)

func write(t *testing.T, o gen.Options) [][]byte {
	t.Helper()
	cluster, err := gen.Make(o)
	if err != nil {
		t.Fatal(err)
	}
	var dumps [][]byte
	for observer := range o.Servers {
		var b bytes.Buffer
		if err := cluster.WriteDump(&b, observer); err != nil {
			t.Fatal(err)
		}
		dumps = append(dumps, b.Bytes())
	}
	return dumps
}

func read(t *testing.T, text []byte) *dump.Dump {
	t.Helper()
	r := dump.Read(dump.Input{Name: "made", Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(text)), nil
	}})
	if len(r.Dumps) != 1 || len(r.Problems) != 0 {
		t.Fatalf("%d dumps, problems %v", len(r.Dumps), r.Problems)
	}
	return r.Dumps[0]
}

// awkward has every name and every damage at once.
func awkward() gen.Options {
	o := gen.Sound(9, 30, 20, 7)
	o.Uninitialised, o.AwkwardNames, o.Base = 26, true, 1<<62
	o.Damage = gen.Damage{Seed: 4, Missing: 0.1, Lost: 0.05, Diverged: 0.1, Overlap: 0.1, Gap: 0.1, Lag: 50}
	return o
}

// Numbers measured on made-up clusters can be compared only while the bytes stay
// the same.
func TestBytesStay(t *testing.T) {
	test := func(name string, o gen.Options, want string) {
		t.Helper()
		if got := fmt.Sprintf("%x", sha256.Sum256(bytes.Join(write(t, o), nil))); got != want {
			t.Errorf("%s: SHA-256 %s, want %s", name, got, want)
		}
	}
	test("small", gen.Small(), "08271cd0c3ee8a95fced30292711ac8aa90efb068c17d1a1f1fb03edd3c32f5f")
	test("small, damaged", gen.Small().Damaged(), "4c5be5d347dec7fc94b1459e877c1814f182fb02b9aad238f7dec739e2a4f62e")
	test("awkward", awkward(), "63f14a07330ca360cf41ab307bed93b2847994282c194d2aad73559ab7860c09")
}

func TestSoundClusterIsSound(t *testing.T) {
	for _, text := range write(t, gen.Small()) {
		d := read(t, text)
		if !d.Missing.Said || len(d.Missing.Entries) != 0 || !d.RemoteMissing.Said || len(d.RemoteMissing.Entries) != 0 {
			t.Errorf("%s misses something", d.Node)
		}
		for _, e := range d.Nodes.Entries {
			present, _ := d.Present.Of(e.Name)
			superseded, _ := d.Superseded.Of(e.Name)
			if present.Overlaps(superseded) || !present.Union(superseded).Equal(ticks.UpTo(e.Tick)) {
				t.Errorf("%s of %s: present and superseded do not part [1, %d]", d.Node, e.Name, e.Tick)
			}
		}
	}
}

// What an observer misses others have, and they know that it asked for it; but
// nobody knows it of what all miss.
func TestMissingIsKnownToOthers(t *testing.T) {
	o := gen.Small()
	o.Damage.Missing, o.Damage.Lost = 0.02, 0.01
	var dumps []*dump.Dump
	for _, text := range write(t, o) {
		dumps = append(dumps, read(t, text))
	}
	for _, e := range dumps[0].Missing.Entries {
		lost := e.Ticks
		for _, other := range dumps[1:] {
			misses, _ := other.Missing.Of(e.Origin)
			lost = lost.Intersect(misses)
		}
		if lost.Empty() || lost.Equal(e.Ticks) {
			t.Errorf("of %s, %v is missing on one and %v on all", e.Origin, e.Ticks, lost)
		}
		remote, _ := dumps[1].RemoteMissing.Of(e.Origin)
		misses, _ := dumps[1].Missing.Of(e.Origin)
		if !e.Ticks.Minus(remote).Minus(misses).Empty() {
			t.Errorf("of %s, the second server does not know of %v", e.Origin, e.Ticks)
		}
	}
	if len(dumps[0].Missing.Entries) != o.Origins {
		t.Errorf("ticks of %d origins are missing, want all %d", len(dumps[0].Missing.Entries), o.Origins)
	}
}

// Awkward names come back as what they are; each is printed as a server would.
func TestAwkwardNames(t *testing.T) {
	d := read(t, write(t, awkward())[0])
	if len(d.Nodes.Entries) != gen.MaxAwkward {
		t.Errorf("%d names, want %d", len(d.Nodes.Entries), gen.MaxAwkward)
	}
	o := awkward()
	o.Uninitialised++
	if _, err := gen.Make(o); err == nil {
		t.Error("more awkward names than there are")
	}
}
