package dump

import (
	"fmt"
	"sync/atomic"

	"tickdiff/dump/internal/lift"
	"tickdiff/dump/internal/yamltree"
)

// Limits bound what one input may cost. A zero limit stands for its default.
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
	// Read, if there is one, counts the bytes of inputs as they are read, and those that
	// come out of them unpacked, each once.
	Read *atomic.Int64
}

// DefaultLimits are far above anything real servers print.
var DefaultLimits = Limits{
	MaxSize:     1 << 30,
	MaxMembers:  10_000,
	MaxDumps:    20_000,
	MaxNames:    1_000_000,
	MaxName:     4096,
	MaxProblems: 1000,
}

func (l Limits) orDefault() Limits {
	d := DefaultLimits
	return Limits{positive(l.MaxSize, d.MaxSize), positive(l.MaxMembers, d.MaxMembers), positive(l.MaxDumps, d.MaxDumps),
		positive(l.MaxNames, d.MaxNames), positive(l.MaxName, d.MaxName), positive(l.MaxProblems, d.MaxProblems), l.Read}
}

// positive is a limit, or its default where there is none.
func positive[N int | int64](limit, otherwise N) N {
	if limit <= 0 {
		return otherwise
	}
	return limit
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

// within takes out of a dump what is beyond the limits, and says so. It reports
// whether anything of use is left.
func (r *textReader) within(d *Dump) bool {
	if len(r.reading.Dumps) >= r.limits.MaxDumps {
		if !r.full {
			r.note(Error, Place{d.Source.Line, 1}, fmt.Sprintf("more than the limit of %d dumps in one input; the rest is not used", r.limits.MaxDumps), "")
		}
		r.full = true
		return false
	}
	for _, k := range Kinds {
		s := d.Section(k)
		if !r.namesWithin(s.Key, s.Place, len(s.Entries), func(i int) string { return s.Entries[i].Origin }) {
			*s = Section{Key: s.Key, Place: s.Place}
		}
	}
	n := &d.Nodes
	if !r.namesWithin("nodes", n.Place, len(n.Entries), func(i int) string { return n.Entries[i].Name }) {
		*n = Nodes{Place: n.Place}
	}
	drop := &d.NodeDrop
	if !r.namesWithin("node_drop", drop.Place, len(drop.Names), func(i int) string { return drop.Names[i] }) {
		*drop = NodeDrop{Place: drop.Place}
	}
	return r.namesWithin("node", Place{d.Source.Line, 1}, 1, func(int) string { return d.Node })
}

func (r *textReader) namesWithin(key string, p Place, count int, name func(int) string) bool {
	if count > r.limits.MaxNames {
		r.note(Error, p, fmt.Sprintf("more than the limit of %d names in %q, which counts as not said", r.limits.MaxNames, key), "")
		return false
	}
	for i := range count {
		if n := len(name(i)); n > r.limits.MaxName {
			r.note(Error, p, fmt.Sprintf("a name of %d bytes in %q, more than the limit of %d", n, key, r.limits.MaxName), "")
			return false
		}
	}
	return true
}
