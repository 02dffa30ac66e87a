package dump

import (
	"fmt"

	"tickdiff/dump/internal/lift"
	"tickdiff/dump/internal/yamltree"
)

// Limits bound what one input may cost. A zero field stands for its default.
type Limits struct {
	// MaxSize is how many bytes an input may have, and how many may come out of
	// it when it is unpacked, all members of an archive together.
	MaxSize int64
	// MaxMembers is how many files one archive may hold.
	MaxMembers int
	// MaxDumps is how many dumps one input may hold.
	MaxDumps int
	// MaxNames is how many names one section may list.
	MaxNames int
	// MaxName is how many bytes one name may have.
	MaxName int
	// MaxProblems is how many problems of one input are said.
	MaxProblems int
}

// DefaultLimits are far above anything real servers print.
var DefaultLimits = Limits{
	MaxSize:     1 << 30,
	MaxMembers:  10_000,
	MaxDumps:    10_000,
	MaxNames:    1_000_000,
	MaxName:     4096,
	MaxProblems: 1000,
}

func (l Limits) orDefault() Limits {
	if l.MaxSize <= 0 {
		l.MaxSize = DefaultLimits.MaxSize
	}
	if l.MaxMembers <= 0 {
		l.MaxMembers = DefaultLimits.MaxMembers
	}
	if l.MaxDumps <= 0 {
		l.MaxDumps = DefaultLimits.MaxDumps
	}
	if l.MaxNames <= 0 {
		l.MaxNames = DefaultLimits.MaxNames
	}
	if l.MaxName <= 0 {
		l.MaxName = DefaultLimits.MaxName
	}
	if l.MaxProblems <= 0 {
		l.MaxProblems = DefaultLimits.MaxProblems
	}
	return l
}

// MaxPacked is how many containers may stand in each other: a tar in a gzip
// file in a zip file is three.
const MaxPacked = 3

// MaxKeys is how many top-level keys one dump may have.
const MaxKeys = lift.MaxKeys

// MaxDepth is how deep collections may nest in a dump; servers need 4.
const MaxDepth = yamltree.MaxDepth

// sizeError says that an input is too large, or unpacks to too much.
type sizeError struct {
	limit    int64
	unpacked bool
}

func (e sizeError) Error() string {
	if e.unpacked {
		return fmt.Sprintf("unpacks to more than the limit of %s", bytesText(e.limit))
	}
	return fmt.Sprintf("larger than the limit of %s", bytesText(e.limit))
}

// bytesText writes a size in the largest unit that divides it.
func bytesText(n int64) string {
	for _, unit := range []struct {
		size int64
		name string
	}{{1 << 30, "GiB"}, {1 << 20, "MiB"}, {1 << 10, "KiB"}} {
		if n >= unit.size && n%unit.size == 0 {
			return fmt.Sprintf("%d %s", n/unit.size, unit.name)
		}
	}
	return fmt.Sprintf("%d bytes", n)
}
