package main

import (
	"math"
	"os"
	"runtime/debug"

	"tickdiff/report"
)

const (
	memoryPerByte = 34        // of all inputs together
	leastMemory   = 512 << 20 // below which nothing is worth the time to save it
	manyBytes     = 8 << 20   // from which on garbage counts
)

// collectSooner has garbage collected at one and a half of what is in use, where
// much is to be read: that costs no time that can be measured. What the operator
// set by GOGC stays.
func collectSooner(size int64) {
	if size >= manyBytes && os.Getenv("GOGC") == "" {
		debug.SetGCPercent(50)
	}
}

// boundMemory has garbage collected before the heap grows out of proportion to
// what was read. What the operator set by GOMEMLIMIT stays.
func boundMemory(inputs []report.Input) {
	if debug.SetMemoryLimit(-1) != math.MaxInt64 {
		return
	}
	var read int64
	for _, in := range inputs {
		read += in.Size
	}
	debug.SetMemoryLimit(max(leastMemory, memoryPerByte*read))
}
