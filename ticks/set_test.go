package ticks_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/ticks"
)

func TestOfNormalises(t *testing.T) {
	test := func(name string, in []ticks.Range, want ...ticks.Range) {
		t.Helper()
		if diff := cmp.Diff(want, ticks.Of(in...).Ranges()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(want, ticks.Adopt(in).Ranges()); diff != "" {
			t.Errorf("%s, adopted (-want +got):\n%s", name, diff)
		}
	}
	test("nothing", nil)
	test("empty and backward ranges vanish", []ticks.Range{{5, 5}, {7, 3}})
	test("order", []ticks.Range{{5, 6}, {1, 3}}, ticks.Range{1, 3}, ticks.Range{5, 6})
	test("touching ranges join", []ticks.Range{{1, 3}, {3, 5}}, ticks.Range{1, 5})
	test("nested ranges vanish", []ticks.Range{{1, 9}, {3, 5}, {8, 12}}, ticks.Range{1, 12})
}

func TestOfCopies(t *testing.T) {
	in := []ticks.Range{{1, 3}}
	s := ticks.Of(in...)
	in[0].End = 100
	s.Ranges()[0].End = 100
	if s.Count() != 2 {
		t.Errorf("a set changed with the slice it was made from or gave out: %v", s)
	}
}

// The highest tick is 2^63-1 and its range ends at 2^63, which int64 cannot hold.
func TestEdgeOfTheTicks(t *testing.T) {
	all := ticks.UpTo(ticks.Max)
	if got, want := all.Count(), uint64(math.MaxInt64); got != want {
		t.Errorf("all ticks: %d, want %d", got, want)
	}
	if !all.Contains(1) || !all.Contains(ticks.Max) || all.Contains(0) || all.Contains(ticks.Max+1) {
		t.Errorf("%v has wrong edges", all)
	}
	last := ticks.Between(ticks.Max, ticks.Max+1)
	if got := all.Minus(last); got.Contains(ticks.Max) || !got.Contains(ticks.Max-1) {
		t.Errorf("all but the last tick: %v", got)
	}
	if got := all.Minus(last).Union(last); !got.Equal(all) {
		t.Errorf("put together again: %v", got)
	}
	if !ticks.UpTo(0).Empty() {
		t.Errorf("an origin that wrote nothing has ticks: %v", ticks.UpTo(0))
	}
}

func TestAddCountsNeverWraps(t *testing.T) {
	n := uint64(0)
	for range 3 {
		n = ticks.AddCounts(n, ticks.UpTo(ticks.Max).Count())
	}
	if n != math.MaxUint64 {
		t.Errorf("three times all ticks: %d, want it to stay at the top", n)
	}
	if got := ticks.AddCounts(2, 3); got != 5 {
		t.Errorf("2+3 = %d", got)
	}
}

func TestString(t *testing.T) {
	test := func(s ticks.Set, want string) {
		t.Helper()
		if got := s.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	test(ticks.Set{}, "-")
	test(ticks.Between(7, 8), "7")
	test(ticks.Of(ticks.Range{1, 2}, ticks.Range{3, 10}), "1, 3-9")
	test(ticks.UpTo(ticks.Max), "1-9223372036854775807")
}

func TestBounds(t *testing.T) {
	if _, ok := (ticks.Set{}).Bounds(); ok {
		t.Error("the empty set has bounds")
	}
	if r, ok := ticks.Of(ticks.Range{1, 2}, ticks.Range{5, 9}).Bounds(); !ok || r != (ticks.Range{1, 9}) {
		t.Errorf("bounds %v %v", r, ok)
	}
}
