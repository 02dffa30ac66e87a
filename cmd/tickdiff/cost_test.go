//go:build unix

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"tickdiff/internal/gate"
)

const mostCostTime = 2 * time.Minute

// TestCost holds that memory and output follow the size of the input, whatever its form.
// Each form comes in two sizes, one four times the other. Times are shown only. Without
// the gate, one command takes the larger. With TICKDIFF_COST=FILE the table of all goes
// into that page.
func TestCost(t *testing.T) {
	if testing.Short() {
		t.Skip("dumps of many sizes")
	}
	program, err := exec.LookPath("measured")
	if err != nil {
		t.Fatal(err)
	}
	var table costTable
	for _, shape := range costShapes {
		commands, sizes := allCommands(shape.about), []int{shape.n, 4 * shape.n}
		if !gate.Whole() {
			commands, sizes = commands[:1], sizes[1:]
		}
		for _, command := range commands {
			t.Run(shape.name+"/"+command, func(t *testing.T) {
				var costs []cost
				for _, n := range sizes {
					costs = append(costs, shape.hold(t, program, command, n))
				}
				table.add(shape.name, command, costs)
			})
		}
	}
	if page := os.Getenv("TICKDIFF_COST"); page != "" {
		table.write(t, page)
	}
}

// allCommands are the commands in all their formats, which are given each shape. about is
// a tick that it tells of.
func allCommands(about string) []string {
	all := []string{"plan", "plan --format json", "plan --format markdown", "plan --format commands", "plan --format script", "predict",
		"report", "report --format json", "report --format jsonl", "report --format markdown", "report --format html",
		"diff", "diff --format json", "redact", "verify", "verify --format json", "verify --before"}
	if about != "" {
		all = append(all, "explain "+about, "explain --format json "+about)
	}
	return all
}

// hold runs a command on input of a size, and holds what it takes against that.
func (s costShape) hold(t *testing.T, program, command string, n int) cost {
	t.Helper()
	file, size := s.file(t, n)
	args := strings.Fields(command)
	if s.gone && (args[0] == "plan" || args[0] == "predict" || args[0] == "report") {
		for i := range n {
			word := fmt.Sprintf("--gone=o%05d", i)
			args, size = append(args, word), size+int64(len(word))
		}
	}
	switch args[0] {
	case "diff":
		args, size = append(args, file), 2*size
	case "verify":
		plan, more := s.plan(t, program, file)
		args, size = append(args, plan), size+more
	}
	args = append(args, file)
	ctx, cancel := context.WithTimeout(t.Context(), mostCostTime)
	defer cancel()
	var out counter
	peak := filepath.Join(t.TempDir(), "peak")
	run := exec.CommandContext(ctx, program, args...)
	run.Stdout, run.Env = &out, append(os.Environ(), "PEAK="+peak)
	begin := time.Now()
	err := run.Run()
	took := time.Since(begin).Seconds()
	if code := run.ProcessState.ExitCode(); code != exitClean && code != exitFound && code != exitUndecided {
		t.Errorf("n = %d: %v", n, err)
	}
	memory, err := strconv.ParseInt(textOf(t, peak), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("n = %d: %.2f MB in, %.2f s, peak %d MB (%.2f of the bound), %.2f MB out (%.2f)", n, float64(size)/1e6, took,
		memory>>20, float64(memory)/float64(boundPerByte*size+freeMemory), float64(out)/1e6, float64(out)/float64(boundPerByte*size+freeOutput))
	if most := boundPerByte*size + freeMemory; memory > most {
		t.Errorf("n = %d: %d bytes of memory for %d of input, want at most %d", n, memory, size, most)
	}
	if most := boundPerByte*size + freeOutput; int64(out) > most {
		t.Errorf("n = %d: %d bytes of output for %d of input, want at most %d", n, out, size, most)
	}
	return cost{size, memory, int64(out), took}
}

// plan saves the plan of the input, for verify.
func (s costShape) plan(t *testing.T, program, file string) (name string, size int64) {
	t.Helper()
	name = filepath.Join(t.TempDir(), "plan.json")
	run := exec.Command(program, "plan", "--format", "json", "-o", name, file)
	run.Env = append(os.Environ(), "PEAK="+os.DevNull)
	if err := run.Run(); err != nil && run.ProcessState.ExitCode() == exitUnread {
		t.Fatal(err)
	}
	return name, int64(len(textOf(t, name)))
}

// measured is tickdiff, which leaves in the file $PEAK how much memory it had at most.
// Only it can tell: what the system counts for a process that has ended begins with
// what the process had that started it.
func measured() {
	code := run(os.Args[1:], stdio{os.Stdin, os.Stdout, os.Stderr})
	if err := os.WriteFile(os.Getenv("PEAK"), strconv.AppendInt(nil, ownPeak(), 10), 0o600); err != nil {
		panic(err)
	}
	os.Exit(code)
}

var peakOfSystem = regexp.MustCompile(`(?m)^VmHWM:\s+(\d+) kB$`)

// ownPeak is the most memory that this process had so far.
func ownPeak() int64 {
	if text, err := os.ReadFile("/proc/self/status"); err == nil {
		if m := peakOfSystem.FindSubmatch(text); m != nil {
			kilobytes, _ := strconv.ParseInt(string(m[1]), 10, 64)
			return kilobytes << 10
		}
	}
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	if runtime.GOOS == "darwin" {
		return int64(usage.Maxrss)
	}
	return int64(usage.Maxrss) << 10
}
