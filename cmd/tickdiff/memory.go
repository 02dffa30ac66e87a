package main

import (
	"math"
	"runtime/debug"

	"tickdiff/report"
)

const (
	memoryPerByte = 34       // of all inputs together
	leastMemory   = 64 << 20 // below which nothing is worth saving
)

// boundMemory has garbage collected before the heap grows out of proportion to
// what was read, where it otherwise would grow to twice what is in use. What the
// operator set by GOMEMLIMIT stays.
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
