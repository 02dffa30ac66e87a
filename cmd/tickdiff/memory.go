package main

import (
	"fmt"
	"math"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

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
// what was read.
func (c *call) boundMemory(inputs []report.Input) {
	var read int64
	for _, in := range inputs {
		read += in.Size
	}
	c.collectBefore(max(leastMemory, memoryPerByte*read))
}

// collectBefore has garbage collected before so much is in use, or nearly all there
// is. What the operator set by GOMEMLIMIT stays.
func (c *call) collectBefore(size int64) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(min(size, c.memory-c.memory/8))
	}
}

// memoryLimit is how much memory may be used, and what sets that.
type memoryLimit struct {
	bytes int64
	from  string
	used  func() int64
	spare int64 // what must be left of it
}

// anyMemory is a limit that nothing passes.
var anyMemory = memoryLimit{bytes: math.MaxInt64, from: "the system"}

func (m *memoryLimit) left() int64 { return m.bytes - m.used() }

// least is the lower one of two limits.
func (m memoryLimit) least(bytes int64, from string) memoryLimit {
	if bytes < m.bytes {
		m.bytes, m.from = bytes, from
	}
	return m
}

// leastSpace must be left of address space. Go takes that in steps of 64 MiB, and
// never fills much of it. A thread that the C library starts may take as much.
const leastSpace = 144 << 20

// lookEvery is how often the memory in use is looked at. What grows as fast as
// memory can be filled gets some 30 MB further in that time.
const lookEvery = 10 * time.Millisecond

// memoryFlag is the flag that says how much memory may be used.
const memoryFlag = "max-memory"

// maxMemory is what that flag says; 0 is what there is.
func maxMemory(flags *pflag.FlagSet) int64 {
	if f := flags.Lookup(memoryFlag); f != nil {
		return int64(*f.Value.(*sizeFlag))
	}
	return 0
}

// watchMemory ends the process with a word and exit code 3 before it has more memory
// than it may. Without, Go would end it with 2, which is wrong usage, or the system
// would kill it. The function it returns ends the watch.
func (c *call) watchMemory(most int64) (stop func()) {
	if len(c.args) == 0 {
		return func() {} // nothing is read
	}
	limit := memoryLimit{bytes: most, from: "--" + memoryFlag}
	if most == 0 {
		limit = availableMemory()
	}
	if strconv.IntSize == 32 {
		limit = limit.least(2<<30, "32 bits")
	}
	spaces := spaceLimits()
	for _, s := range spaces {
		limit = limit.least(s.left(), s.from)
	}
	limit.used = memoryInUse
	c.memory = limit.bytes
	c.collectBefore(math.MaxInt64)
	limits := append(spaces, limit)
	look := func() {
		if limit := passed(limits); limit != nil {
			c.endForMemory(*limit)
		}
	}
	look()
	return repeat(lookEvery, c.stdio, look)
}

// passed is the limit that is passed, or nearly; nil if none is.
func passed(limits []memoryLimit) *memoryLimit {
	for i := range limits {
		if m := &limits[i]; m.left() < m.spare {
			return m
		}
	}
	return nil
}

// memoryInUse is the memory that Go holds, without what it gave back.
func memoryInUse() int64 {
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64() - sample[1].Value.Uint64())
}

// endForMemory leaves nothing half written under the name that was asked for.
func (c *call) endForMemory(limit memoryLimit) {
	if name := c.unfinished.Load(); name != nil {
		os.Remove(*name)
	}
	os.Exit(exitOf(exitUnread, &memoryError{limit, c.reading.names(), c.args}, c.stdio))
}

// memoryError says that the inputs need more memory than there is.
type memoryError struct {
	limit   memoryLimit
	reading []string // the inputs that are just being read
	args    []string // all that was given
}

func (e *memoryError) Error() string {
	when := ""
	switch {
	case len(e.reading) > 0:
		when = ", while reading " + listed(e.reading)
	case len(e.args) > 0:
		when = ", with " + listed(e.args)
	}
	return fmt.Sprintf("out of memory: the limit by %s is %d MiB%s", e.limit.from, e.limit.bytes>>20, when)
}

// Hint names what raises the limit, and what needs less.
func (e *memoryError) Hint() string {
	const less = "; fewer or smaller inputs at once need less"
	if strings.HasPrefix(e.limit.from, "ulimit") {
		return e.limit.from + " unlimited lifts it" + less
	}
	return "--max-memory sets another" + less
}
