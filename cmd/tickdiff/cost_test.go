//go:build unix

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

const (
	costPerByte  = 40 // of memory and of output, at most
	freeMemory   = 128 << 20
	freeOutput   = 1 << 20
	mostCostTime = 2 * time.Minute
)

// TestCost holds that memory and output follow the size of the input, whatever its form.
// Each form comes in two sizes, one four times the other. Times are shown only.
func TestCost(t *testing.T) {
	if testing.Short() {
		t.Skip("dumps of many sizes")
	}
	program, err := exec.LookPath("tickdiff")
	if err != nil {
		t.Fatal(err)
	}
	for _, shape := range costShapes {
		for _, command := range shape.commands {
			t.Run(shape.name+"/"+command, func(t *testing.T) {
				for _, n := range []int{shape.n, 4 * shape.n} {
					shape.hold(t, program, command, n)
				}
			})
		}
	}
}

// hold runs a command on input of a size, and holds what it takes against that.
func (s costShape) hold(t *testing.T, program, command string, n int) {
	t.Helper()
	file, size := s.file(t, n)
	args := strings.Fields(command)
	if s.gone {
		for i := range n {
			args = append(args, fmt.Sprintf("--gone=o%05d", i))
		}
	}
	args = append(args, file)
	if args[0] == "diff" {
		args, size = append(args, file), 2*size
	}
	ctx, cancel := context.WithTimeout(t.Context(), mostCostTime)
	defer cancel()
	var out counter
	run := exec.CommandContext(ctx, program, args...)
	run.Stdout = &out
	begin := time.Now()
	err := run.Run()
	took := time.Since(begin).Seconds()
	if code := run.ProcessState.ExitCode(); code != exitClean && code != exitFound && code != exitUndecided {
		t.Errorf("n = %d: %v", n, err)
	}
	memory := peak(run.ProcessState)
	t.Logf("n = %d: %.2f MB in, %.2f s, peak %d MB, %.2f MB out", n, float64(size)/1e6, took, memory>>20, float64(out)/1e6)
	if most := costPerByte*size + freeMemory; memory > most {
		t.Errorf("n = %d: %d bytes of memory for %d of input, want at most %d", n, memory, size, most)
	}
	if most := costPerByte*size + freeOutput; int64(out) > most {
		t.Errorf("n = %d: %d bytes of output for %d of input, want at most %d", n, out, size, most)
	}
}

// peak is how much memory a process that has ended had at most.
func peak(p *os.ProcessState) int64 {
	most := int64(p.SysUsage().(*syscall.Rusage).Maxrss)
	if runtime.GOOS == "darwin" {
		return most
	}
	return most << 10
}
