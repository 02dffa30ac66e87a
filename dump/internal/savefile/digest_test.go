package savefile_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/tinylib/msgp/msgp"

	"tickdiff/dump/internal/savefile"
)

// digestOf is the digest of a value in an entry.
func digestOf(t *testing.T, value []byte) savefile.Digest {
	t.Helper()
	rec := append([]byte("\x84\xa4path\xc7\x02\x03\xa1a\xa5depth\x00\xa5value"), value...)
	rec = append(rec, "\xa5chain\x82\xa4node\xa1s\xa4tick\x01"...)
	r := savefile.New(bytes.NewReader(rec), 10, 10)
	r.DigestValues = true
	var out savefile.Record
	if err := r.Next(&out); err != nil {
		t.Fatalf("%x: %v", value, err)
	}
	if out.ValueSize != int64(len(value)) {
		t.Fatalf("%x: %d bytes were read", value, out.ValueSize)
	}
	return out.ValueDigest
}

// A value is the same in whatever order its maps were written, and another one with
// any change. The other reading writes each value with its maps sorted.
func TestDigestPassesOverOrder(t *testing.T) {
	draw := rand.New(rand.NewPCG(1, 2))
	byDigest, byText := map[savefile.Digest]string{}, map[string]savefile.Digest{}
	for range 3000 {
		sorted, shuffled := someValue(draw, 4)
		d := digestOf(t, shuffled)
		if other, ok := byText[sorted]; ok && other != d {
			t.Fatalf("%x and another order of it have other digests", shuffled)
		}
		if other, ok := byDigest[d]; ok && other != sorted {
			t.Fatalf("%x and %x have one digest", sorted, other)
		}
		byText[sorted], byDigest[d] = d, sorted
		if again := digestOf(t, []byte(sorted)); again != d {
			t.Fatalf("%x sorted is %x: other digests", shuffled, sorted)
		}
	}
	if len(byText) < 500 {
		t.Errorf("only %d values", len(byText))
	}
}

// someValue is a random value with its maps sorted, and the same with them in any order.
func someValue(draw *rand.Rand, depth int) (sorted string, shuffled []byte) {
	n := draw.IntN(4)
	switch kind := draw.IntN(5); {
	case depth == 0 || kind < 2:
		plain := []string{"\xc0", "\x01", "\x02", "\xa1a", "\xc4\x01a", "\x90", "\x80"}[draw.IntN(7)]
		return plain, []byte(plain)
	case kind < 4:
		pairs, texts := map[string][]byte{}, map[string]string{}
		for range n {
			key, keyShuffled := someValue(draw, 0)
			value, valueShuffled := someValue(draw, depth-1)
			pairs[key] = append(slices.Clip(keyShuffled), valueShuffled...)
			texts[key] = key + value
		}
		shuffled = msgp.AppendMapHeader(nil, uint32(len(pairs)))
		sorted = string(shuffled)
		for _, pair := range pairs {
			shuffled = append(shuffled, pair...) // a map of Go has no order
		}
		return sorted + strings.Join(slices.Sorted(maps.Values(texts)), ""), shuffled
	}
	shuffled = msgp.AppendArrayHeader(nil, uint32(n))
	sorted = string(shuffled)
	for range n {
		s, b := someValue(draw, depth-1)
		sorted, shuffled = sorted+s, append(shuffled, b...)
	}
	return sorted, shuffled
}

// No value costs memory by how deep it nests: it is refused, as servers do.
func TestDigestOfDeepValues(t *testing.T) {
	for _, open := range []string{"\x91", "\x81\x01", "\x81"} {
		value := strings.Repeat(open, 100_000) + "\x01"
		r := savefile.New(strings.NewReader("\x82\xa4path\xc7\x00\x03\xa5value"+value), 10, 10)
		r.DigestValues = true
		var rec savefile.Record
		if err := r.Next(&rec); err == nil || !strings.Contains(fmt.Sprint(err), "nests deeper than any server reads") {
			t.Errorf("%q: %v", open, err)
		}
	}
}
