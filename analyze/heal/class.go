package heal

import (
	"fmt"
	"slices"

	"tickdiff/dump"
)

// Class is how the copies of one entry stand to each other.
type Class int

const (
	Same      Class = iota + 1 // one last change, one value
	SameValue                  // one value, other last changes
	Newer                      // one copy was made where all that differ from it were known
	Conflict                   // no copy was made where all others were known
	Forked                     // one last change, other values: a tick was given out twice
	OneSided                   // some server has no such entry
)

// Classes are all of them.
var Classes = []Class{Same, SameValue, Newer, Conflict, Forked, OneSided}

var classWords = [...]string{Same: "same", SameValue: "same-value", Newer: "newer", Conflict: "conflict", Forked: "forked", OneSided: "one-sided"}

// String is the word for the class in every format.
func (c Class) String() string { return classWords[c] }

// MarshalText writes the word.
func (c Class) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// Differs reports whether the servers hold other values, or some none.
func (c Class) Differs() bool { return c != Same && c != SameValue }

// Copy is an entry as some server holds it.
type Copy struct {
	Chain []dump.Link // its changes, the last first; at least one
	Tock  uint64
	Value dump.Digest
}

// head is the last change.
func (c *Copy) head() dump.Link { return c.Chain[0] }

// Lineage tells which copy was made where another one was known.
type Lineage struct {
	// Twice are the servers that gave out a tick twice: they went back, so that of two
	// of their changes the later one may not know the other.
	Twice map[string]bool
}

// after reports whether a copy was made where another one was known: its chain has the
// last change of that, or a later one of the same server, which knew its own. A chain
// has one change of each server. Who knows a change writes with a higher tock, so that a
// copy with a lower one is of a server that went back: it was made without the other,
// whatever its ticks. Nor are two copies that each have the other's.
func (g Lineage) after(c, older *Copy) bool {
	return c.Tock > older.Tock && g.knows(c, older.head()) && !g.knows(older, c.head())
}

// knows reports whether a change of another copy is in the chain, or comes before one.
func (g Lineage) knows(c *Copy, change dump.Link) bool {
	return slices.ContainsFunc(c.Chain, func(l dump.Link) bool {
		return l == change || l.Origin == change.Origin && l.Tick > change.Tick && !g.Twice[change.Origin]
	})
}

// Classify sorts the copies of one entry, one of each server, nil where it has none.
func (g Lineage) Classify(copies []*Copy) Class {
	if slices.Contains(copies, nil) {
		return OneSided
	}
	first := copies[0]
	heads, values := true, true
	for _, c := range copies {
		heads = heads && c.head() == first.head()
		values = values && c.Value == first.Value
	}
	switch {
	case heads && values:
		return Same
	case values:
		return SameValue
	}
	last := g.latest(copies)
	switch {
	case len(last) == 0:
		return Conflict
	case !oneOf(copies, last, (*Copy).head):
		return Conflict
	case !oneOf(copies, last, func(c *Copy) dump.Digest { return c.Value }):
		return Forked
	}
	return Newer
}

// latest are the copies that no other was made after, by their places.
func (g Lineage) latest(copies []*Copy) (last []int) {
	for i, c := range copies {
		older := func(other *Copy) bool { return other != nil && g.after(other, c) }
		if c != nil && !slices.ContainsFunc(copies, older) {
			last = append(last, i)
		}
	}
	return last
}

// oneOf reports whether something is the same of all copies at these places.
func oneOf[T comparable](copies []*Copy, places []int, of func(*Copy) T) bool {
	return !slices.ContainsFunc(places, func(i int) bool { return of(copies[i]) != of(copies[places[0]]) })
}

// highestTock is the one of the places whose copy has the highest tock; -1 if there is
// not one.
func highestTock(copies []*Copy, places []int) int {
	best, tied := -1, false
	for _, i := range places {
		switch {
		case best < 0 || copies[i].Tock > copies[best].Tock:
			best, tied = i, false
		case copies[i].Tock == copies[best].Tock && (copies[i].head() != copies[best].head() || copies[i].Value != copies[best].Value):
			tied = true
		}
	}
	if tied {
		return -1
	}
	return best
}

// Short is how a digest is shown.
func Short(d dump.Digest) string { return fmt.Sprintf("%x", d[:4]) }
