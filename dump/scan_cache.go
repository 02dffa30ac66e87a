package dump

import (
	"sync"

	"tickdiff/ticks"
)

// rangeCache holds what servers printed of each set. Servers that agree print the
// same text; so what one of them repeats of another is compared, not read
// again, and is held once. It may be used by several readers at a time; what it
// holds by then changes time and memory, never what is read. Where there is one
// server only, it is nil.
type rangeCache struct {
	mu        sync.Mutex
	lists     map[listOf]printed // nil once it is given up
	agreed    int
	disagreed int
	last      Dump // its sections are the last that were shared, see share
}

// listOf is a place that every server fills in: an origin in a section.
type listOf struct{ section, origin string }

// printed is a list of ranges as one server printed it.
type printed struct {
	pieces []piece
	list   []ticks.Range
	set    ticks.Set // of the list
}

// piece is a stretch of whole items, short enough to be in sight at once.
type piece struct {
	text   []byte
	lines  int
	ranges int // of the list, from its beginning to the end of the piece
}

// maxMisses is how many more lists may differ than agree before no text is held
// any more: where servers do not agree it only costs memory.
const maxMisses = 16

func newRangeCache() *rangeCache { return &rangeCache{lists: map[listOf]printed{}} }

// find returns the last list of that place, if there is any; open is false if there
// is no need to add one.
func (c *rangeCache) find(of listOf) (last printed, open bool) {
	if c == nil {
		return printed{}, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.lists[of], c.lists != nil
}

// again takes note that a list was repeated.
func (c *rangeCache) again(p printed) ticks.Set {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.agreed++
	return p.set
}

// add turns a list into a set and holds it in place of the one before,
// since the next server is more likely to agree with the last than with a lone
// first. The list is not kept where another one stands for it.
func (c *rangeCache) add(of listOf, pieces []piece, list []ticks.Range) (set ticks.Set, kept bool) {
	set = ticks.Adopt(list)
	if c == nil {
		return set, true
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if before, ok := c.lists[of]; ok {
		if before.set.Equal(set) {
			return before.set, false // read at the same time
		}
		c.disagreed++
	}
	if c.disagreed > c.agreed+maxMisses {
		c.lists = nil
	}
	if c.lists != nil {
		c.lists[of] = printed{pieces, list, set}
	}
	return set, true
}
