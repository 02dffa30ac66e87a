package dump_test

import (
	"fmt"
	"runtime"
	"testing"

	"tickdiff/dump"
)

// BenchmarkReadSave says how many records are read in a second, and how many
// bytes are allocated for each; bench/saves.py sets that beside Python.
func BenchmarkReadSave(b *testing.B) {
	const entries = 100_000
	data := pack(state)
	for i := range entries {
		data = append(data, pack(entry(pathOf{"site", fmt.Sprint("room-", i/100), i % 100}, fmt.Sprint("server-", i%5), i/5+1))...)
	}
	b.SetBytes(int64(len(data)))
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for b.Loop() {
		if d := dump.Read(saveInput(data)); len(d.Dumps) != 1 {
			b.Fatal(d.Problems)
		}
	}
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(b.N)*entries/b.Elapsed().Seconds(), "records/s")
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(b.N)/entries, "alloc-B/record")
}
