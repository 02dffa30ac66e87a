package dump

import (
	"slices"
	"strings"

	"tickdiff/dump/internal/yamltree"
	"tickdiff/ticks"
)

// readSuperseded takes the one set that stands under two names. Where both are
// given they must agree.
func (t *treeReader) readSuperseded(d *Dump, key, value *yamltree.Node) {
	var s Section
	t.readSection(&s, key, value)
	if d.Superseded.Key != "" && !sameTicks(&d.Superseded, &s) {
		t.errorAt(key, "\"known\" and \"superseded\" differ; neither is used")
		d.Superseded = Section{Key: key.Value}
		return
	}
	d.Superseded = s
}

func sameTicks(a, b *Section) bool {
	return a.Said == b.Said && slices.EqualFunc(a.Entries, b.Entries, func(x, y Entry) bool {
		return x.Origin == y.Origin && x.Ticks.Equal(y.Ticks)
	})
}

func (t *treeReader) readSection(s *Section, key, value *yamltree.Node) {
	s.Key, s.Place = key.Value, t.place(key)
	entries, ok := readNames(t, value, t.readEntry)
	if !ok {
		return
	}
	slices.SortFunc(entries, func(a, b Entry) int { return strings.Compare(a.Origin, b.Origin) })
	s.Said, s.Entries = true, entries
}

func (t *treeReader) readEntry(name string, key, value *yamltree.Node) (Entry, bool) {
	e := Entry{Origin: name, Place: t.place(key)}
	t.items = t.items[:0]
	ok := t.addItems(value)
	t.fill(&e, value)
	return e, ok
}

// fill puts the items that were read of a list into their entry.
func (t *treeReader) fill(e *Entry, list *yamltree.Node) {
	ranges := make([]ticks.Range, len(t.items))
	for i, item := range t.items {
		ranges[i] = item.Range
	}
	e.Ticks = ticks.Adopt(ranges)
	if len(t.items) > 0 && !(yamltree.IsBlock(list) && e.isInServersForm(t.items)) {
		e.Items = slices.Clone(t.items)
	}
}

// isInServersForm reports whether items in block style stand as servers print them.
func (e *Entry) isInServersForm(items []Item) bool {
	n := 0
	for item := range e.inServersForm {
		if n == len(items) || items[n] != item {
			return false
		}
		n++
	}
	return n == len(items)
}

func (t *treeReader) readNodes(n *Nodes, key, value *yamltree.Node) {
	n.Place = t.place(key)
	entries, ok := readNames(t, value, t.readNode)
	if !ok {
		return
	}
	slices.SortFunc(entries, func(a, b NodeEntry) int { return strings.Compare(a.Name, b.Name) })
	n.Said, n.Entries = true, entries
}

func (t *treeReader) readNode(name string, key, value *yamltree.Node) (NodeEntry, bool) {
	e := NodeEntry{Name: name, Place: t.place(key)}
	if yamltree.IsNull(value) {
		e.Null = true
		return e, true
	}
	var ok bool
	e.Tick, ok = t.tick(value, 0)
	return e, ok
}

func (t *treeReader) readNodeDrop(n *NodeDrop, key, value *yamltree.Node) {
	n.Place = t.place(key)
	if value.Kind != yamltree.Sequence {
		t.errorAt(value, "%s where a list of names should be", formOf(value))
		return
	}
	for i, item := range value.Content {
		pair := isDroppedPair(item)
		if i > 0 && pair != n.Pairs {
			t.errorAt(item, "a list of names and pairs, where it should be one of both")
			return
		}
		if n.Pairs = pair; pair {
			item = item.Content[0]
		}
		name, ok := t.name(item)
		if !ok {
			return
		}
		n.Names = append(n.Names, name)
	}
	n.Said = true
}

// isDroppedPair reports whether an item of node_drop is a name with null behind it.
func isDroppedPair(item *yamltree.Node) bool {
	return item.Kind == yamltree.Sequence && len(item.Content) == 2 && yamltree.IsNull(item.Content[1])
}

// readName reads what stands under a name in a section.
type readName[T any] func(name string, key, value *yamltree.Node) (T, bool)

// readNames reads a mapping from names; ok is false if anything in it is wrong,
// since a section read in part would pass for complete.
func readNames[T any](t *treeReader, m *yamltree.Node, read readName[T]) (entries []T, ok bool) {
	if m.Kind != yamltree.Mapping {
		t.errorAt(m, "%s where a mapping from names should be", formOf(m))
		return nil, false
	}
	var seen names
	return addNames(t, nil, &seen, m, read)
}

// addNames reads a mapping from names after others of the same section.
func addNames[T any](t *treeReader, entries []T, seen *names, m *yamltree.Node, read readName[T]) (all []T, ok bool) {
	ok = true
	entries = slices.Grow(entries, len(m.Content)/2)
	for key, value := range yamltree.Pairs(m) {
		name, good := t.name(key)
		if !good {
			ok = false
			continue
		}
		if !seen.add(name) {
			t.errorAt(key, "the name %q stands twice", name)
			ok = false
		}
		entry, good := read(name, key, value)
		ok = ok && good
		entries = append(entries, entry)
	}
	return entries, ok
}

// names finds names that come twice. As long as they come in order, as servers
// print them, that takes no memory to speak of.
type names struct {
	inOrder []string
	seen    map[string]bool // nil while they are in order
}

// add reports whether a name is new.
func (n *names) add(name string) bool {
	if n.seen == nil {
		last := len(n.inOrder) - 1
		if last < 0 || n.inOrder[last] < name {
			n.inOrder = append(n.inOrder, name)
			return true
		}
		n.seen = make(map[string]bool, 2*last)
		for _, earlier := range n.inOrder {
			n.seen[earlier] = true
		}
	}
	isNew := !n.seen[name]
	n.seen[name] = true
	return isNew
}
