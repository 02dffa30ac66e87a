package ticks

import (
	"math/rand/v2"
	"testing"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]Set{
		"7":                     Between(7, 8),
		"5,7-9":                 Of(Range{5, 6}, Range{7, 10}),
		"9, 1-3, 2-5":           Of(Range{1, 6}, Range{9, 10}),
		"1-9223372036854775807": UpTo(Max),
		"9223372036854775807":   Between(Max, Max+1),
	} {
		if got, err := Parse(text); err != nil || !got.Equal(want) {
			t.Errorf("%q: got %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "-", "0", "5-", "-5", "9-7", "5,,7", "05", "+5", "1_0", "0x1", "9223372036854775808", "1-2-3", "a", "5 7"} {
		if got, err := Parse(text); err == nil {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}

// What is printed for people reads back as the same set.
func TestParseReadsString(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var ranges []Range
		for range 1 + r.IntN(5) {
			begin := Tick(1 + r.IntN(60))
			ranges = append(ranges, Range{begin, begin + 1 + Tick(r.IntN(6))})
		}
		want := Of(ranges...)
		if got, err := Parse(want.String()); err != nil || !got.Equal(want) {
			t.Fatalf("%v reads back as %v, %v", want, got, err)
		}
	}
}
