//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
)

// peak is how much memory a process that has ended had at most. Where it is
// started from this one, it is never less than this one has: so keep that small.
func peak(p *os.ProcessState) int64 {
	most := int64(p.SysUsage().(*syscall.Rusage).Maxrss)
	if runtime.GOOS == "darwin" {
		return most
	}
	return most << 10
}
