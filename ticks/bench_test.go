package ticks_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"tickdiff/bench/inturn"
	"tickdiff/ticks"
)

// cluster makes up what servers have of one origin: present, superseded and
// missing, each server with some damage of its own. In all, so many ranges a
// server.
func cluster(servers, ranges int, damage float64) [][]ticks.Set {
	r := rand.New(rand.NewPCG(7, uint64(ranges)))
	bounds := make([]ticks.Tick, ranges+1)
	for i := range ranges {
		bounds[i+1] = bounds[i] + 1 + ticks.Tick(r.IntN(5))
	}
	tracks := make([][]ticks.Set, servers)
	for s := range tracks {
		sets := make([][]ticks.Range, 3)
		for i := range ranges {
			in := i % 2
			if r.Float64() < damage {
				in = r.IntN(3)
			}
			sets[in] = append(sets[in], ticks.Range{Begin: bounds[i] + 1, End: bounds[i+1] + 1})
		}
		for _, set := range sets {
			tracks[s] = append(tracks[s], ticks.Adopt(set))
		}
	}
	return tracks
}

func numRanges(tracks [][]ticks.Set) (n int) {
	for _, sets := range tracks {
		for _, s := range sets {
			n += s.NumRanges()
		}
	}
	return n
}

// BenchmarkMergedView sweeps what ten servers have of an origin, a million
// ranges each. Its peers are to touch every range once, and to fold the union of
// all sets pair by pair, which keeps no states.
func BenchmarkMergedView(b *testing.B) {
	for _, damage := range []float64{0.005, 0.5} {
		b.Run(fmt.Sprintf("damage %g", damage), func(b *testing.B) {
			tracks := cluster(10, 1_000_000, damage)
			n := float64(numRanges(tracks))
			best := inturn.Best(b, func() { sweep(tracks) }, func() { touch(tracks) }, func() { fold(tracks) })
			b.ReportMetric(float64(best[0].Nanoseconds())/n, "ns/range")
			b.ReportMetric(best[0].Seconds()/best[1].Seconds(), "x-touching")
			b.ReportMetric(best[0].Seconds()/best[2].Seconds(), "x-union-fold")
		})
	}
}

func sweep(tracks [][]ticks.Set) (sum ticks.Tick) {
	for r, masks := range ticks.Sweep(tracks) {
		sum += r.End + ticks.Tick(masks[0])
	}
	return sum
}

func touch(tracks [][]ticks.Set) (sum ticks.Tick) {
	for _, sets := range tracks {
		for _, s := range sets {
			for r := range s.All() {
				sum += r.End - r.Begin
			}
		}
	}
	return sum
}

func fold(tracks [][]ticks.Set) (all ticks.Set) {
	for _, sets := range tracks {
		for _, s := range sets {
			all = all.Union(s)
		}
	}
	return all
}

// BenchmarkGrowth works on ever more ranges: time and memory a range must stay
// as they are. All that is timed is the same number of ranges, so that the garbage
// collector takes its share everywhere.
func BenchmarkGrowth(b *testing.B) {
	const most = 3_000_000
	test := func(name string, ranges int, f func([][]ticks.Set)) {
		b.Run(fmt.Sprintf("%s/%d", name, ranges), func(b *testing.B) {
			tracks := cluster(10, ranges/10, 0.005)
			n := float64(numRanges(tracks))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			f(tracks)
			runtime.ReadMemStats(&after)
			times := most / ranges
			best := inturn.Best(b, func() {
				for range times {
					f(tracks)
				}
			})
			b.ReportMetric(float64(best[0].Nanoseconds())/float64(times)/n, "ns/range")
			b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/n, "B/range")
		})
	}
	for _, ranges := range []int{3_000, 30_000, 300_000, most} {
		test("sweep", ranges, func(tracks [][]ticks.Set) { sweep(tracks) })
		test("union", ranges, func(tracks [][]ticks.Set) { ticks.Union(slices.Concat(tracks...)...) })
	}
}
