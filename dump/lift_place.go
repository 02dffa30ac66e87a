package dump

import (
	"slices"
	"sort"
)

// shift says that from a column on, text stood so many columns further to the
// right before it was changed.
type shift struct{ at, by int }

// columns undo one change of a line: the last shift at or before a column counts.
type columns []shift

func (c columns) col(col int) int {
	by := 0
	for _, s := range c {
		if s.at > col {
			break
		}
		by = s.by
	}
	return col + by
}

// span is a run of lines in a block that follow each other in the input too and
// were changed in the same ways.
type span struct {
	first   int // line in the block, from 1
	line    int // the same line in the input
	changes []columns
}

// places finds where the lines of a block stood in the input.
type places []span

// add notes the line that follows in the block.
func (p *places) add(first, line int, changes []columns) {
	if n := len(*p); n > 0 {
		last := (*p)[n-1]
		if line-last.line == first-last.first && slices.EqualFunc(last.changes, changes, slices.Equal) {
			return
		}
	}
	*p = append(*p, span{first, line, changes})
}

// at is the span of a line.
func (p places) at(line int) int {
	return max(0, sort.Search(len(p), func(i int) bool { return p[i].first > line })-1)
}

func (p places) span(line int) span { return p[p.at(line)] }

func (p places) place(in Place) Place {
	if in.Line == 0 || len(p) == 0 {
		return in
	}
	s := p.span(in.Line)
	out := Place{Line: s.line + in.Line - s.first, Col: in.Col}
	for _, c := range slices.Backward(s.changes) {
		out.Col = c.col(out.Col)
	}
	return out
}

// unchanged reports whether some lines only moved up or down, all by the same.
func (p places) unchanged(from, to int) bool {
	i := p.at(from)
	return i == p.at(to) && len(p[i].changes) == 0
}

// relocate moves everything a dump says of its places from the block to the input.
func (p places) relocate(d *Dump) {
	for _, k := range Kinds {
		s := d.Section(k)
		s.Place = p.place(s.Place)
		for i := range s.Entries {
			p.relocateEntry(&s.Entries[i])
		}
	}
	d.Nodes.Place = p.place(d.Nodes.Place)
	for i := range d.Nodes.Entries {
		e := &d.Nodes.Entries[i]
		e.Place = p.place(e.Place)
	}
	d.NodeDrop.Place = p.place(d.NodeDrop.Place)
}

// relocateEntry writes down the place of each item if it does not follow from
// the place of the name any more.
func (p places) relocateEntry(e *Entry) {
	last := e.Place.Line + 2*e.Ticks.NumRanges()
	if e.Items == nil && !p.unchanged(e.Place.Line, last) {
		e.Items = e.itemsInServersForm()
	}
	for i := range e.Items {
		e.Items[i].Place = p.place(e.Items[i].Place)
	}
	e.Place = p.place(e.Place)
}

func (e *Entry) itemsInServersForm() []Item {
	items := make([]Item, 0, e.Ticks.NumRanges())
	line := e.Place.Line + 1
	for r := range e.Ticks.All() {
		item := Item{Range: r, Pair: r.Len() > 1, Place: Place{line, itemCol}}
		items = append(items, item)
		line++
		if item.Pair {
			line++
		}
	}
	return items
}
