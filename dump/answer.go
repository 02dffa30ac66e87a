package dump

import "tickdiff/ticks"

// Basis says how a dump tells a set.
type Basis int

const (
	NotTold Basis = iota + 1 // neither said nor derivable: nothing is known
	Printed                  // printed by the server
	Derived                  // follows from the three other sections of the same dump
)

// Answer is what one dump tells of one set of one origin.
type Answer struct {
	Basis Basis
	Set   ticks.Set
	// UpTo is the last tick the answer covers. A printed set covers every tick, but
	// for what a save file that is cut has present: more may have stood in the
	// rest. A derived set covers the ticks the observer has heard of: servers have
	// been seen holding ticks above their own nodes entry.
	UpTo ticks.Tick
}

// Answer returns what the dump tells of a set of an origin.
func (d *Dump) Answer(k Kind, origin string) Answer {
	m := d.Mention(origin)
	return m.Answer(k)
}

// Answer returns what the dump tells of a set. Of nodes, present, superseded and missing
// any three give the fourth; [1, tick+1) is the disjoint union of the sets.
func (m *Mention) Answer(k Kind) Answer {
	if set, said := m.Set(k); said {
		if k == Present && m.Dump.Source.Cut {
			return Answer{Basis: Printed, Set: set}
		}
		return Answer{Basis: Printed, Set: set, UpTo: ticks.Max}
	}
	if !m.Dump.Derivable(k) {
		return Answer{Basis: NotTold}
	}
	latest, _ := m.Node()
	rest := ticks.UpTo(latest.Tick)
	for _, other := range identity {
		if other != k {
			set, _ := m.Set(other)
			rest = rest.Minus(set)
		}
	}
	return Answer{Basis: Derived, Set: rest, UpTo: latest.Tick}
}

// identity are the sets whose disjoint union is every tick up to nodes.
var identity = []Kind{Present, Superseded, Missing}

// Tells reports whether the dump tells a set, said or derived.
func (d *Dump) Tells(k Kind) bool { return d.Section(k).Said || d.Derivable(k) }

// Derivable reports whether a set that was not said follows from the others.
// Nothing follows from a save file that is cut.
func (d *Dump) Derivable(k Kind) bool {
	if d.Section(k).Said || !d.Nodes.Said || d.Source.Cut {
		return false
	}
	member := false
	for _, other := range identity {
		switch {
		case other == k:
			member = true
		case !d.Section(other).Said:
			return false
		}
	}
	return member
}

// Heard is the highest tick of the origin that the observer has heard of. ok is false
// when the dump does not tell: without nodes it follows only from present,
// superseded and missing together, and only if they leave no gap.
func (m *Mention) Heard() (t ticks.Tick, ok bool) {
	if m.Dump.Nodes.Said {
		e, _ := m.Node()
		return e.Tick, true
	}
	var all ticks.Set
	for _, k := range identity {
		set, said := m.Set(k)
		if !said {
			return 0, false
		}
		all = all.Union(set)
	}
	bounds, some := all.Bounds()
	if !some {
		return 0, true
	}
	return bounds.End - 1, bounds.Begin == 1 && all.NumRanges() == 1
}

// Heard is the highest tick of an origin that the observer has heard of; see
// [Mention.Heard].
func (d *Dump) Heard(origin string) (t ticks.Tick, ok bool) {
	m := d.Mention(origin)
	return m.Heard()
}
