package main

import (
	"fmt"
	"math"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"
)

// manyBytes is how much there is to read from which on garbage counts.
const manyBytes = 8 << 20

// collectSooner has garbage collected at one and a half of what is in use, where
// much is to be read: that costs no time that can be measured. What the operator
// set by GOGC stays.
func collectSooner(size int64) {
	if size >= manyBytes && os.Getenv("GOGC") == "" {
		debug.SetGCPercent(50)
	}
}

// collectBefore has garbage collected before nearly all that may be used is. What the
// operator set by GOMEMLIMIT stays.
func collectBefore(limit int64) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(limit - limit/8)
	}
}

// stage is a part of a run.
type stage string

const (
	stageReading   stage = "reading"
	stageMerging   stage = "putting the dumps side by side"
	stageDeciding  stage = "deciding on what is missing"
	stageChecking  stage = "running the checks"
	stageComparing stage = "comparing"
	stageVerifying stage = "verifying the plan"
	stageWriting   stage = "writing"
)

// enter begins a stage, unless there is no memory left for it.
func (c *call) enter(s stage) {
	c.stage.Store(&s)
	if c.look == nil {
		return
	}
	if limit := c.look(); limit != nil {
		panic(c.outOf(limit))
	}
}

func (c *call) outOf(limit *memoryLimit) *memoryError {
	e := &memoryError{*limit, stageReading, c.reading.names(), nil}
	if s := c.stage.Load(); s != nil {
		e.stage = *s
	}
	if len(e.on) == 0 {
		e.on = c.args
	}
	return e
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
// would kill it. The function it returns ends the watch. Where the output is not that
// of the process, a test runs many commands in it, and its memory is not that of one.
func (c *call) watchMemory(most int64) (stop func()) {
	if len(c.args) == 0 || c.out != os.Stdout {
		return func() {}
	}
	fixed := c.fixedLimits(most)
	limits := func() []memoryLimit { return fixed }
	if most == 0 {
		limits = func() []memoryLimit { return append(slices.Clip(fixed), c.byInput()) }
	}
	c.look = func() *memoryLimit { return passed(limits()) }
	collect := int64(0)
	look := func() {
		if limit := c.look(); limit != nil {
			c.endForMemory(*limit)
		}
		if least := leastOf(limits()); least != collect {
			collect = least
			collectBefore(least)
		}
	}
	look()
	return repeat(lookEvery, c.stdio, look)
}

// fixedLimits are those that do not follow the input.
func (c *call) fixedLimits(most int64) []memoryLimit {
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
	return append(spaces, limit)
}

// byInput is the bound by what was read so far.
func (c *call) byInput() memoryLimit {
	return memoryLimit{boundPerByte*c.given.Load() + freeMemory, "the size of the input", memoryInUse, 0}
}

// leastOf is the lowest limit of memory; those of address space are far higher.
func leastOf(limits []memoryLimit) int64 {
	least := anyMemory
	for _, m := range limits {
		if m.spare == 0 {
			least = least.least(m.bytes, m.from)
		}
	}
	return least.bytes
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

// endForMemory leaves nothing half written under the name that was asked for. A
// document is ended first, which takes little, if it can be told to: there is an eighth
// of the limit for that.
func (c *call) endForMemory(limit memoryLimit) {
	if c.document.Load() && limit.spare == 0 && limit.left() > -limit.bytes/8 {
		c.short.Store(&limit)
		return
	}
	c.abandon()
	os.Exit(exitOf(exitUnread, c.outOf(&limit), c.stdio))
}

// memoryError says that the inputs need more memory than they may have.
type memoryError struct {
	limit memoryLimit
	stage stage
	on    []string // the inputs that are just being read, or all
	left  []string // what was left out of a document
}

func (e *memoryError) Error() string {
	what := "out of memory: the limit of " + e.limit.String() + " is reached while " + string(e.stage)
	if len(e.on) > 0 {
		what += ", with " + listed(e.on)
	}
	switch {
	case len(e.left) > 0:
		return what + ": left out, whole or in part: " + strings.Join(e.left, ", ")
	case e.stage == stageWriting:
		return what + ": what was written is not whole"
	}
	return what + ": nothing is shown of what was found"
}

func (m *memoryLimit) String() string { return fmt.Sprintf("%d MiB by %s", m.bytes>>20, m.from) }

// Hint names what raises the limit, and what needs less.
func (e *memoryError) Hint() string {
	const less = "; fewer or smaller inputs at once need less"
	if strings.HasPrefix(e.limit.from, "ulimit") {
		return e.limit.from + " unlimited lifts it" + less
	}
	return "--max-memory sets another" + less
}
