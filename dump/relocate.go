package dump

import (
	"slices"

	"tickdiff/dump/internal/lift"
)

// places leads places of a text back to what it is from.
type places interface {
	Place(lift.Place) lift.Place
	Unchanged(from, to int) bool
}

// moved is where a place of a block stood in the input.
func moved(p Place, by places) Place { return Place(by.Place(lift.Place(p))) }

// relocate moves everything a dump says of its places from the block to the input.
func relocate(d *Dump, p places) {
	for _, k := range Kinds {
		s := d.Section(k)
		s.Place = moved(s.Place, p)
		for i := range s.Entries {
			s.Entries[i].relocate(p)
		}
	}
	d.Nodes.Place = moved(d.Nodes.Place, p)
	for i := range d.Nodes.Entries {
		e := &d.Nodes.Entries[i]
		e.Place = moved(e.Place, p)
	}
	d.NodeDrop.Place = moved(d.NodeDrop.Place, p)
}

// relocate writes down the place of each item if it does not follow from
// the place of the name any more.
func (e *Entry) relocate(p places) {
	last := e.Place.Line + 2*e.Ticks.NumRanges()
	if e.Items == nil && !p.Unchanged(e.Place.Line, last) {
		e.Items = slices.AppendSeq(make([]Item, 0, e.Ticks.NumRanges()), e.inServersForm)
	}
	for i := range e.Items {
		e.Items[i].Place = moved(e.Items[i].Place, p)
	}
	e.Place = moved(e.Place, p)
}
