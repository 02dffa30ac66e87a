package ticks_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/ticks"
)

// universe is how far the plain bitmaps reach; small enough that random sets
// often touch, nest and coincide.
const universe = 40

// bitmap is the slow, plain second implementation: one bool a tick.
type bitmap [universe]bool

func plain(s ticks.Set) (b bitmap) {
	for r := range s.All() {
		for t := r.Begin; t < r.End; t++ {
			b[t] = true
		}
	}
	return b
}

func combine(a, b bitmap, f func(x, y bool) bool) (out bitmap) {
	for i := range out {
		out[i] = f(a[i], b[i])
	}
	return out
}

func randomSet(r *rand.Rand) ticks.Set {
	var ranges []ticks.Range
	for range r.IntN(6) {
		begin := ticks.Tick(r.IntN(universe))
		ranges = append(ranges, ticks.Range{Begin: begin, End: min(universe, begin+ticks.Tick(r.IntN(9)))})
	}
	return ticks.Of(ranges...)
}

func TestAlgebraAgainstBitmaps(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		a, b := randomSet(r), randomSet(r)
		check := func(op string, got ticks.Set, f func(x, y bool) bool) {
			t.Helper()
			if want := combine(plain(a), plain(b), f); plain(got) != want {
				t.Fatalf("%v %s %v = %v", a, op, b, got)
			}
			if !ticks.Canonical(got.Ranges()) {
				t.Fatalf("%v %s %v = %v, not canonical", a, op, b, got)
			}
		}
		check("union", a.Union(b), func(x, y bool) bool { return x || y })
		check("intersect", a.Intersect(b), func(x, y bool) bool { return x && y })
		check("minus", a.Minus(b), func(x, y bool) bool { return x && !y })
		if got, want := a.Overlaps(b), !a.Intersect(b).Empty(); got != want {
			t.Fatalf("%v overlaps %v = %v", a, b, got)
		}
		if got, want := a.Equal(b), plain(a) == plain(b); got != want {
			t.Fatalf("%v equal %v = %v", a, b, got)
		}
		checkPoints(t, a)
	}
}

func checkPoints(t *testing.T, s ticks.Set) {
	t.Helper()
	var count uint64
	for i, in := range plain(s) {
		if got := s.Contains(ticks.Tick(i)); got != in {
			t.Fatalf("%v contains %d = %v", s, i, got)
		}
		if in {
			count++
		}
	}
	if s.Count() != count {
		t.Fatalf("%v counts %d, want %d", s, s.Count(), count)
	}
}

func TestLaws(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	all := ticks.Between(0, universe)
	for range 5000 {
		a, b, c := randomSet(r), randomSet(r), randomSet(r)
		law := func(name string, x, y ticks.Set) {
			t.Helper()
			if !x.Equal(y) {
				t.Fatalf("%s: %v and %v, with a=%v b=%v c=%v", name, x, y, a, b, c)
			}
		}
		law("union commutes", a.Union(b), b.Union(a))
		law("union associates", a.Union(b).Union(c), a.Union(b.Union(c)))
		law("many-way union is the fold", ticks.Union(a, b, c), a.Union(b).Union(c))
		law("intersect distributes", a.Intersect(b.Union(c)), a.Intersect(b).Union(a.Intersect(c)))
		law("De Morgan", all.Minus(a.Union(b)), all.Minus(a).Intersect(all.Minus(b)))
		law("minus and intersect part a set", a.Minus(b).Union(a.Intersect(b)), a)
		law("idempotent", a.Union(a), a)
		last := ticks.LastOnlyIn([]ticks.Set{a, b}, []ticks.Set{c, all.Minus(ticks.Union(a, b))})
		law("the last that is only in some", a.Union(b).Minus(c).Minus(ticks.UpTo(last)).Minus(ticks.Between(0, 1)), ticks.Set{})
		if last > 0 && !a.Union(b).Minus(c).Contains(last) {
			t.Fatalf("last %d only in %v or %v, and not in %v", last, a, b, c)
		}
	}
}

// TestSweepAgainstBitmaps asks every tick of every segment, and that segments
// are maximal: two that touch must differ.
func TestSweepAgainstBitmaps(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 3000 {
		tracks := make([][]ticks.Set, r.IntN(5)*r.IntN(5)) // now and then more sets than a group has
		for i := range tracks {
			for range 1 + r.IntN(4) {
				tracks[i] = append(tracks[i], randomSet(r))
			}
		}
		want := plainMasks(tracks)
		got := make([][]ticks.Mask, universe)
		for i := range got {
			got[i] = make([]ticks.Mask, len(tracks))
		}
		var last ticks.Range
		for seg, masks := range ticks.Sweep(tracks) {
			if seg.Empty() || seg.Begin < last.End {
				t.Fatalf("segment %v after %v", seg, last)
			}
			if seg.Begin == last.End && last.End > 0 && cmp.Equal(got[last.Begin], masks) {
				t.Fatalf("segments %v and %v should be one", last, seg)
			}
			for at := seg.Begin; at < seg.End; at++ {
				copy(got[at], masks)
			}
			last = seg
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("sweep of %v (-want +got):\n%s", tracks, diff)
		}
	}
}

func plainMasks(tracks [][]ticks.Set) [][]ticks.Mask {
	masks := make([][]ticks.Mask, universe)
	for at := range masks {
		masks[at] = make([]ticks.Mask, len(tracks))
		for i, sets := range tracks {
			for bit, s := range sets {
				if s.Contains(ticks.Tick(at)) {
					masks[at][i] |= 1 << bit
				}
			}
		}
	}
	return masks
}

func TestSweepStopsEarly(t *testing.T) {
	steps := 0
	for range ticks.Sweep([][]ticks.Set{{ticks.Of(ticks.Range{Begin: 1, End: 2}, ticks.Range{Begin: 5, End: 9})}}) {
		steps++
		break
	}
	if steps != 1 {
		t.Errorf("%d steps, want 1", steps)
	}
}
