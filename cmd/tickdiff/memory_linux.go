package main

import (
	"bytes"
	"math"
	"os"
	"strconv"
	"syscall"
)

// littleMemory can be had on any machine: the system makes room for it.
const littleMemory = 128 << 20

// availableMemory is what the system leaves to this process: what the machine has
// free, or what the control group may use, if that is less.
func availableMemory() memoryLimit {
	least := anyMemory
	lower := func(bytes int64, from string) { least = least.least(bytes-bytes/8, from) }
	if free, ok := numberIn("/proc/meminfo", "MemAvailable:", 0); ok {
		swap, _ := numberIn("/proc/meminfo", "SwapFree:", 0)
		lower(max((free+swap)<<10, littleMemory), "the machine")
	}
	for _, file := range groupFiles() {
		if limit, ok := numberIn(file, "", 0); ok {
			lower(limit, "the control group")
		}
	}
	return least
}

// groupFiles are where a limit of the process's control group may stand: by the
// name that the process knows, and as a container sees it, by either version.
func groupFiles() []string {
	files := []string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"}
	text, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		return files
	}
	for line := range bytes.Lines(text) {
		if name, ok := bytes.CutPrefix(bytes.TrimSpace(line), []byte("0::")); ok {
			files = append(files, "/sys/fs/cgroup"+string(name)+"/memory.max")
		}
	}
	return files
}

// numberIn is a number in a file of the system: the one behind a word, and behind so
// many others.
func numberIn(file, word string, others int) (int64, bool) {
	text, err := os.ReadFile(file)
	if err != nil {
		return 0, false
	}
	_, rest, found := bytes.Cut(text, []byte(word))
	numbers := bytes.Fields(rest)
	if !found || len(numbers) <= others {
		return 0, false
	}
	n, err := strconv.ParseInt(string(numbers[others]), 10, 64)
	return n, err == nil
}

// spaceLimits are the limits of address space that ulimit set.
func spaceLimits() []memoryLimit {
	var out []memoryLimit
	for _, s := range []struct {
		resource, field int
		from            string
	}{{syscall.RLIMIT_AS, 0, "ulimit -v"}, {syscall.RLIMIT_DATA, 5, "ulimit -d"}} {
		var r syscall.Rlimit
		if err := syscall.Getrlimit(s.resource, &r); err == nil && r.Cur < math.MaxInt64 {
			out = append(out, memoryLimit{int64(r.Cur), s.from, func() int64 { return spaceInUse(s.field) }, leastSpace})
		}
	}
	return out
}

// spaceInUse is a field of the process's sizes, which stand there in pages; 0 if
// they cannot be read.
func spaceInUse(field int) int64 {
	pages, _ := numberIn("/proc/self/statm", "", field)
	return pages * int64(os.Getpagesize())
}
