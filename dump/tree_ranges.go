package dump

import (
	"slices"

	"tickdiff/dump/internal/yamltree"
	"tickdiff/ticks"
)

// addItems reads a list of bare ticks and [begin, end) pairs after the items so far.
// Lists that no server would print, unsorted or overlapping, are read too.
func (t *treeReader) addItems(list *yamltree.Node) (ok bool) {
	if list.Kind != yamltree.Sequence {
		t.errorAt(list, "%s where a list of ticks should be", formOf(list))
		return false
	}
	ok = true
	t.items = slices.Grow(t.items, len(list.Content))
	for _, n := range list.Content {
		item, good := t.item(n)
		ok = ok && good
		t.items = append(t.items, item)
	}
	return ok
}

func (t *treeReader) item(n *yamltree.Node) (Item, bool) {
	item := Item{Place: t.place(n)}
	if n.Kind != yamltree.Sequence {
		begin, ok := t.tick(n, 1)
		item.Range = ticks.Range{Begin: begin, End: begin + 1}
		return item, ok
	}
	item.Pair = true
	if len(n.Content) != 2 {
		t.errorAt(n, "a range of %d numbers; it should be [begin, end)", len(n.Content))
		return item, false
	}
	begin, okBegin := t.tick(n.Content[0], 1)
	end, okEnd := t.end(n.Content[1])
	item.Range = ticks.Range{Begin: begin, End: end}
	if okBegin && okEnd && end < begin {
		t.errorAt(n, "range [%d, %d): it ends before it begins", begin, end)
		return item, false
	}
	return item, okBegin && okEnd
}

// tick reads a tick of at least lowest.
func (t *treeReader) tick(n *yamltree.Node, lowest ticks.Tick) (ticks.Tick, bool) {
	v, ok := t.number(n, 63)
	if ok && ticks.Tick(v) < lowest {
		t.errorAt(n, "tick %d: ticks count from %d", v, lowest)
		return 0, false
	}
	return ticks.Tick(v), ok
}

// end reads where a range ends, which for the highest tick is one past 63 bits.
func (t *treeReader) end(n *yamltree.Node) (ticks.Tick, bool) {
	v, ok := t.number(n, 64)
	if ok && ticks.Tick(v) > ticks.Max+1 {
		t.errorAt(n, "range end %d: ticks have 63 bits", v)
		return 0, false
	}
	return ticks.Tick(v), ok
}
