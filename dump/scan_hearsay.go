package dump

import (
	"sync"

	"tickdiff/ticks"
)

// hearsay holds what servers printed of each set. Servers that agree print the
// same text; so what one of them repeats of another is compared, not read
// again, and is held once. It may be used by several readers at a time; what it
// holds by then changes time and memory, never what is read. Where there is one
// server only, it is nil.
type hearsay struct {
	mu        sync.Mutex
	lists     map[listOf]printed // nil once it is given up
	agreed    int
	disagreed int
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

// patience is how many more lists may differ than agree before no text is held
// any more: where servers do not agree it only costs memory.
const patience = 16

func newHearsay() *hearsay { return &hearsay{lists: map[listOf]printed{}} }

// find returns what was heard last, if anything; listening is false if there is
// no need to tell.
func (h *hearsay) find(of listOf) (last printed, listening bool) {
	if h == nil {
		return printed{}, false
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.lists[of], h.lists != nil
}

// again takes note that a list was repeated.
func (h *hearsay) again(p printed) ticks.Set {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.agreed++
	return p.set
}

// add turns a list into a set and holds it in place of what was heard before,
// since the next server is more likely to agree with the last than with a lone
// first. The list is not kept where another one stands for it.
func (h *hearsay) add(of listOf, pieces []piece, list []ticks.Range) (set ticks.Set, kept bool) {
	set = ticks.Adopt(list)
	if h == nil {
		return set, true
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if before, ok := h.lists[of]; ok {
		if before.set.Equal(set) {
			return before.set, false // read at the same time
		}
		h.disagreed++
	}
	if h.disagreed > h.agreed+patience {
		h.lists = nil
	}
	if h.lists != nil {
		h.lists[of] = printed{pieces, list, set}
	}
	return set, true
}
