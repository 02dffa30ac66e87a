package toy

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// Life is a cluster that lives on between its dumps. Unlike [Cluster] it knows
// entries, so that the truth behind a tick is known: which entry it changed, and
// whether a newer change has taken its place.
type Life struct {
	Nodes []*Node
	Sound bool // no message is lost
	rand  *rand.Rand
	// overwritten are changes in whose place a server has put a newer one.
	overwritten map[Tick]bool
}

// Node is a server of a life.
type Node struct {
	Name    string
	Dead    bool
	side    int // servers hear of each other only on one side of the net
	tock    uint64
	heard   map[string]ticks.Tick
	entries map[string]Change // by path: the latest change
	known   map[Tick]bool     // superseded
	deleted map[Tick]bool
	saved   *Node // what it was when it was last saved
}

// Tick is one tick of one origin.
type Tick struct {
	Origin string
	Number ticks.Tick
}

// Change is a change of an entry.
type Change struct {
	Tick
	Path     string
	Deletion bool
	tock     uint64
	after    Tick // the change it follows
}

// Paths are those of all entries.
var Paths = []string{"p", "q", "r"}

// Begin makes servers that have written nothing.
func Begin(r *rand.Rand, names []string) *Life {
	l := &Life{rand: r, overwritten: map[Tick]bool{}}
	for _, name := range names {
		l.Nodes = append(l.Nodes, emptyNode(name))
	}
	return l
}

func emptyNode(name string) *Node {
	return &Node{Name: name, heard: map[string]ticks.Tick{}, entries: map[string]Change{}, known: map[Tick]bool{}, deleted: map[Tick]bool{}}
}

func (n *Node) copied() *Node {
	out := *n
	out.heard, out.entries, out.known, out.deleted = maps.Clone(n.heard), maps.Clone(n.entries), maps.Clone(n.known), maps.Clone(n.deleted)
	out.saved = nil
	return &out
}

// Living are the servers that run.
func (l *Life) Living() []*Node {
	return slices.DeleteFunc(slices.Clone(l.Nodes), func(n *Node) bool { return n.Dead })
}

// pick is one of the servers that run.
func (l *Life) pick() *Node {
	living := l.Living()
	return living[l.rand.IntN(len(living))]
}

// others are those that hear what a server says.
func (l *Life) others(n *Node) []*Node {
	return slices.DeleteFunc(l.Living(), func(o *Node) bool { return o == n || o.side != n.side })
}

// Happen lets something happen that happens in a healthy net with losses: writes,
// cuts, re-joins, purges.
func (l *Life) Happen() {
	n := l.pick()
	switch x := l.rand.IntN(20); {
	case x < 12:
		l.Write(n)
	case x < 14:
		n.side = l.rand.IntN(2)
	case x < 15:
		for _, other := range l.Nodes {
			other.side = 0
		}
	case x < 18:
		l.rejoin(n)
	case x < 19:
		n.saved = n.copied()
	default:
		n.purge()
	}
}

// Die ends a server for good, unless it is the last.
func (l *Life) Die() {
	if living := l.Living(); len(living) > 1 {
		l.pick().Dead = true
	}
}

// Lose lets a server lose its data: it begins again from its last save, or from
// nothing, and then mostly copies from another. It says which, and whether a save
// brought back what it may have had no more.
func (l *Life) Lose() (lost *Node, restored bool) {
	n := l.pick()
	fresh := emptyNode(n.Name)
	if others := l.others(n); n.saved != nil && l.rand.IntN(2) == 0 {
		fresh, restored = n.saved.copied(), true
	} else if len(others) > 0 && l.rand.IntN(3) > 0 {
		fresh = others[l.rand.IntN(len(others))].copied()
		fresh.Name, fresh.tock = n.Name, uint64(l.rand.IntN(5))
	}
	fresh.side, fresh.saved = n.side, n.saved
	*n = *fresh
	return n, restored
}

// Write lets a server change an entry, and tell the others.
func (l *Life) Write(n *Node) {
	path := Paths[l.rand.IntN(len(Paths))]
	n.tock++
	n.heard[n.Name]++
	c := Change{Tick: Tick{n.Name, n.heard[n.Name]}, Path: path, Deletion: l.rand.IntN(6) == 0, tock: n.tock, after: n.entries[path].Tick}
	if before := c.after; before != (Tick{}) {
		l.overwritten[before] = true
	}
	n.apply(c)
	for _, other := range l.others(n) {
		if l.Sound || l.rand.IntN(4) > 0 {
			other.receive(c)
		}
	}
}

// receive takes a change in as a server does: one that it has had already it
// ignores, and of two that do not follow each other the higher tock wins.
func (n *Node) receive(c Change) {
	n.tock = max(n.tock, c.tock) + 1
	n.heard[c.Origin] = max(n.heard[c.Origin], c.Number)
	mine, there := n.entries[c.Path]
	switch {
	case n.known[c.Tick] || there && mine.Tick == c.Tick:
	case there && mine.Tick != c.after && mine.tock > c.tock:
		n.known[c.Tick] = true
	default:
		n.apply(c)
	}
}

func (n *Node) apply(c Change) {
	if mine, there := n.entries[c.Path]; there {
		n.known[mine.Tick] = true
	}
	if c.after != (Tick{}) && c.after.Number <= n.heard[c.after.Origin] {
		n.known[c.after] = true
	}
	n.entries[c.Path] = c
	if c.Deletion {
		n.deleted[c.Tick] = true
	}
}

func (n *Node) purge() {
	for _, path := range slices.Sorted(maps.Keys(n.entries)) {
		if c := n.entries[path]; c.Deletion {
			delete(n.entries, path)
			n.known[c.Tick] = true
		}
	}
}

// rejoin lets a server tell and hear up to where others count, and ask for what it
// misses.
func (l *Life) rejoin(n *Node) {
	for _, other := range l.others(n) {
		for origin, tick := range other.heard {
			n.heard[origin] = max(n.heard[origin], tick)
		}
	}
	for _, other := range l.others(n) {
		for _, path := range slices.Sorted(maps.Keys(other.entries)) {
			if c := other.entries[path]; n.misses(c.Tick) {
				n.receive(c)
			}
		}
		for t := range other.known {
			if n.misses(t) {
				n.known[t] = true
				if other.deleted[t] {
					n.deleted[t] = true
				}
			}
		}
	}
}

// Holds is the change that gives an entry its value; false if there is no such entry,
// or it is deleted.
func (n *Node) Holds(path string) (Tick, bool) {
	c, there := n.entries[path]
	return c.Tick, there && !c.Deletion
}

func (n *Node) misses(t Tick) bool {
	return t.Number <= n.heard[t.Origin] && !n.known[t] && !n.has(t)
}

func (n *Node) has(t Tick) bool {
	for _, c := range n.entries {
		if c.Tick == t {
			return true
		}
	}
	return false
}

// Hidden is a server that lives and holds as its newest value what a mark on another
// hides: nobody wrote or has a newer change of that entry. It is nil if the mark hides
// nothing, or only an old version.
func (l *Life) Hidden(marked string, t Tick) *Node {
	var on, holder *Node
	var held Change
	for _, n := range l.Living() {
		if n.Name == marked {
			on = n
		}
		for _, c := range n.entries {
			if c.Tick == t && !c.Deletion {
				holder, held = n, c
			}
		}
	}
	if holder == nil || on == nil || on.has(t) || on.known[t] || l.overwritten[t] {
		return nil
	}
	for _, n := range l.Living() {
		if n.known[t] || n.entries[held.Path].tock > held.tock {
			return nil
		}
	}
	return holder
}

// Dump asks a server for all sections.
func (l *Life) Dump(n *Node) *dump.Dump {
	n.tock++
	d := &dump.Dump{Node: n.Name, Tock: n.tock, HasTock: true}
	d.Source = dump.Source{File: fmt.Sprintf("%s-%d.yaml", n.Name, n.tock), Line: 1}
	d.Nodes.Said = true
	for _, k := range dump.Kinds {
		*d.Section(k) = dump.Section{Said: true, Key: k.String()}
	}
	for _, o := range l.Nodes {
		latest := n.heard[o.Name]
		d.Nodes.Entries = append(d.Nodes.Entries, dump.NodeEntry{Name: o.Name, Tick: latest, Null: latest == 0 && o != n})
		for t := ticks.Tick(1); t <= latest; t++ {
			tick := Tick{o.Name, t}
			has := map[dump.Kind]bool{dump.Present: n.has(tick), dump.Superseded: n.known[tick] && !n.has(tick), dump.Deleted: n.deleted[tick], dump.Missing: n.misses(tick)}
			for _, k := range dump.Kinds {
				if has[k] {
					add(d.Section(k), o.Name, t)
				}
			}
		}
	}
	return d
}

func add(s *dump.Section, origin string, t ticks.Tick) {
	if n := len(s.Entries); n == 0 || s.Entries[n-1].Origin != origin {
		s.Entries = append(s.Entries, dump.Entry{Origin: origin})
	}
	e := &s.Entries[len(s.Entries)-1]
	e.Ticks = e.Ticks.Union(ticks.Between(t, t+1))
}
