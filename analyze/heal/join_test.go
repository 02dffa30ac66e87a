package heal_test

import (
	"bytes"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tinylib/msgp/msgp"

	"tickdiff/analyze/heal"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// saveOf is a save file of a server with one entry a path.
func saveOf(server string, entries map[byte]*heal.Copy) []byte {
	b := msgp.AppendString(msgp.AppendMapHeader(nil, 3), "node")
	b = msgp.AppendString(msgp.AppendString(b, server), "tock")
	b = msgp.AppendString(msgp.AppendUint64(b, 9), "nodes")
	b = msgp.AppendMapHeader(b, 0)
	for path, c := range entries {
		b = msgp.AppendString(msgp.AppendMapHeader(b, 5), "path")
		b = append(b, 0xc7, 1, 3, path) // an extension with one small number
		b = msgp.AppendString(b, "depth")
		b = msgp.AppendString(msgp.AppendInt(b, 0), "tock")
		b = msgp.AppendString(msgp.AppendUint64(b, c.Tock), "value")
		b = msgp.AppendString(msgp.AppendInt(b, int(c.Value[0])), "chain")
		for _, l := range c.Chain {
			b = msgp.AppendString(msgp.AppendMapHeader(b, 3), "node")
			b = msgp.AppendString(msgp.AppendString(b, l.Origin), "tick")
			b = msgp.AppendString(msgp.AppendUint64(b, uint64(l.Tick)), "prev")
		}
		b = msgp.AppendNil(b)
	}
	return b
}

// A join sorts every entry that is in any save, once, as the plain reading does with a
// map of all.
func TestJoinAgreesWithPlainReading(t *testing.T) {
	draw := rand.New(rand.NewPCG(7, 8))
	for range 300 {
		byPath := map[byte][]*heal.Copy{}
		var saves []*dump.Entries
		servers := 2 + draw.IntN(3)
		for i := range servers {
			mine := map[byte]*heal.Copy{}
			for range draw.IntN(9) {
				c := &heal.Copy{Tock: 1, Value: dump.Digest{byte(draw.IntN(2))}, Chain: []dump.Link{{Origin: "a", Tick: ticks.Tick(1 + draw.IntN(2))}}}
				mine[byte(draw.IntN(6))] = c
			}
			for path, c := range mine {
				if byPath[path] == nil {
					byPath[path] = make([]*heal.Copy, servers)
				}
				byPath[path][i] = c
			}
			file := saveOf(string(rune('a'+i)), mine)
			in := dump.Input{Name: "f", Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(file)), nil }}
			r := dump.ReadSearching([]dump.Input{in}, dump.Limits{}, dump.Search{All: true})[0]
			if len(r.Dumps) != 1 || r.Failed() {
				t.Fatalf("%x: %v", file, r.Problems)
			}
			saves = append(saves, r.Dumps[0].All)
		}
		want, differ := map[heal.Class]int{}, 0
		for _, c := range heal.Classes {
			want[c] = 0
		}
		for _, copies := range byPath {
			class := plainClass(nil, copies)
			want[class]++
			if class.Differs() {
				differ++
			}
		}
		got := heal.Join(saves, 2)
		if diff := cmp.Diff(want, got.Counts); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
		if len(got.Keys)+got.More != differ || len(got.Keys) != min(2, differ) {
			t.Fatalf("%d listed and %d more, of %d", len(got.Keys), got.More, differ)
		}
	}
}
