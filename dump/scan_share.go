package dump

import (
	"slices"
	"strings"
)

// share gives a dump the memory of what the dump before it says alike: a whole section,
// or else single names and sets. What differs takes no more memory than it needs.
func (c *rangeCache) share(d *Dump) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	last := &c.last
	d.Nodes.Entries = shared(last.Nodes.Entries, d.Nodes.Entries, func(e *NodeEntry) string { return e.Name }, (*NodeEntry).take)
	for _, k := range Kinds {
		s := d.Section(k)
		s.Entries = shared(last.Section(k).Entries, s.Entries, func(e *Entry) string { return e.Origin }, (*Entry).take)
	}
	c.last = *d
}

// shared has each entry take what it can from the one of that name in the last dump; take
// reports whether the two are the same then. It returns the last entries where all are.
func shared[E any](last, entries []E, name func(*E) string, take func(e, from *E) bool) []E {
	at, same := 0, len(last) == len(entries)
	for i := range entries {
		order := -1
		for ; at < len(last); at++ {
			if order = strings.Compare(name(&last[at]), name(&entries[i])); order >= 0 {
				break
			}
		}
		same = order == 0 && take(&entries[i], &last[at]) && same
	}
	if same {
		return last
	}
	return slices.Clone(entries)
}

func (e *NodeEntry) take(from *NodeEntry) bool {
	e.Name = from.Name
	return *e == *from
}

func (e *Entry) take(from *Entry) bool {
	e.Origin = from.Origin
	if !e.Ticks.Equal(from.Ticks) {
		return false
	}
	e.Ticks = from.Ticks
	return e.Place == from.Place && e.Items == nil && from.Items == nil
}
