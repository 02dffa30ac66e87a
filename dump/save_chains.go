package dump

import (
	"crypto/sha256"
	"slices"

	"tickdiff/dump/internal/savefile"
	"tickdiff/ticks"
)

// chains hold the chain that stands for every path.
type chains map[PathKey]standing

func pathKeyOf(path []byte) (k PathKey) {
	sum := sha256.Sum256(path)
	copy(k[:], sum[:])
	return k
}

// standing is the chain of one entry, with the tock of its last change.
type standing struct {
	link
	tock uint64
}

// link is one change in a chain. Most chains have but one.
type link struct {
	savefile.Link
	prev *link
}

// apply takes a change as a loading server does, and reports whether it stands
// now. A change that the path's chain already holds, or is newer than, is passed
// over. Of two that do not know of each other the one with the higher tock stands.
// All links of the loser are dropped; those that stand in a chain at the end of
// the file are present, the others superseded.
func (c chains) apply(key PathKey, chain []savefile.Link, tock uint64, drop func(savefile.Link)) bool {
	old, ok := c[key]
	if ok {
		last := chain[0]
		if t, in := old.tickOf(last.Origin); in && t >= last.Tick {
			return false
		}
		known := slices.ContainsFunc(chain, func(l savefile.Link) bool { return l.Origin == old.Origin && l.Tick >= old.Tick })
		if !known && tock < old.tock {
			for _, l := range chain {
				drop(l)
			}
			return false
		}
		for l := &old.link; l != nil; l = l.prev {
			drop(l.Link)
		}
	}
	c[key] = standing{newLink(chain), tock}
	return true
}

func newLink(chain []savefile.Link) link {
	first := link{Link: chain[0]}
	last := &first
	for _, l := range chain[1:] {
		last.prev = &link{Link: l}
		last = last.prev
	}
	return first
}

// tickOf is the tick of an origin's change in the chain from l on.
func (l *link) tickOf(origin savefile.Origin) (ticks.Tick, bool) {
	for ; l != nil; l = l.prev {
		if l.Origin == origin {
			return l.Tick, true
		}
	}
	return 0, false
}

// ticks are all ticks in the chains, by origin.
func (c chains) ticks(origins int) []tickBag {
	bags := make([]tickBag, origins)
	for _, s := range c {
		for l := &s.link; l != nil; l = l.prev {
			bags[l.Origin].add(l.Tick)
		}
	}
	return bags
}

// tickBag gathers ticks and sets of them, in any order, in memory that follows
// their ranges. It joins many at a time: to join each as it comes would take a time
// that grows with the square of the file.
type tickBag struct {
	set   ticks.Set
	loose []ticks.Range
}

// add puts in a tick; 0 is none.
func (b *tickBag) add(t ticks.Tick) {
	if t > 0 {
		b.addRanges(ticks.Range{Begin: t, End: t + 1})
	}
}

func (b *tickBag) addSet(s ticks.Set) {
	if b.set.Empty() {
		b.set = s
		return
	}
	b.addRanges(s.Ranges()...)
}

func (b *tickBag) addRanges(all ...ticks.Range) {
	b.loose = append(b.loose, all...)
	if len(b.loose) >= max(1024, b.set.NumRanges()) {
		b.fold()
	}
}

func (b *tickBag) fold() {
	b.set = b.set.Union(ticks.Of(b.loose...))
	b.loose = b.loose[:0]
}

func (b *tickBag) all() ticks.Set {
	b.fold()
	return b.set
}
