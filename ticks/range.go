package ticks

import (
	"fmt"
	"strconv"
)

// Tick numbers one change of one server. Valid ticks are 1 to [Max]; 0 stands
// for "none yet".
type Tick uint64

// Max is the highest tick a server can hand out: ticks have 63 bits.
const Max Tick = 1<<63 - 1

// Range holds the ticks from Begin up to but not including End.
// It is empty unless Begin < End.
type Range struct {
	Begin, End Tick
}

// Empty reports whether r holds no tick.
func (r Range) Empty() bool { return r.Begin >= r.End }

// Len is the number of ticks in r.
func (r Range) Len() uint64 {
	if r.Empty() {
		return 0
	}
	return uint64(r.End - r.Begin)
}

// String writes r for people, both ends included: "7" or "3-9". An empty range
// is "-". This is the only place where a range is shown closed.
func (r Range) String() string {
	switch {
	case r.Empty():
		return "-"
	case r.Len() == 1:
		return strconv.FormatUint(uint64(r.Begin), 10)
	}
	return fmt.Sprintf("%d-%d", r.Begin, r.End-1)
}
