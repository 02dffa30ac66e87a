// Package inturn compares the speed of functions. On a shared machine only
// times of the same moment compare, so it runs them in turn; and it counts
// processor time, all threads together, since nobody's work is to look slow
// because somebody else was let through. On one core the garbage collector takes
// no time just because a core is idle.
package inturn

import (
	"runtime"
	"testing"
	"time"
)

// rounds is how often each function runs at least, however long it takes.
const rounds = 9

// Best runs the functions in turn, on one core, for as long as the benchmark
// lasts, and returns the best time of each: what it takes when nothing comes
// between. The time of all together, which a benchmark would report, is kept out
// of sight; so report what the best times tell.
func Best(b *testing.B, functions ...func()) []time.Duration {
	b.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	best := make([]time.Duration, len(functions))
	for b.Loop() {
		for i := range rounds * len(functions) {
			runtime.GC() // nobody is to pay for what the others left behind
			start := used()
			functions[i%len(functions)]()
			took := used() - start
			if so := &best[i%len(functions)]; *so == 0 || took < *so {
				*so = took
			}
		}
	}
	b.ReportMetric(0, "ns/op")
	return best
}
