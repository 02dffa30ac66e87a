package dump

import (
	"bytes"
	"slices"

	"tickdiff/dump/internal/savefile"
)

// PathKey stands for the path of an entry, which may be long, in little memory.
type PathKey [16]byte

// Compare orders keys; the order means nothing, and is always the same.
func (k PathKey) Compare(other PathKey) int { return bytes.Compare(k[:], other[:]) }

// Digest stands for a value, see [Held].
type Digest = savefile.Digest

// Entries are the entries of a server that has loaded a save file, by the order of
// their keys. What an event log says was deleted is not among them, though such a
// server has it again: it is not on the server that wrote the log.
type Entries struct {
	names []string // by savefile.Origin
	all   []held
}

// held is an entry in little memory.
type held struct {
	key   PathKey
	value Digest
	standing
}

// Held is an entry as one server holds it.
type Held struct {
	Key   PathKey
	Chain []Link // its changes, the last first
	Tock  uint64
	Value Digest // equal of equal values, in whatever order their maps are written
}

// newEntries are those of chains with the digests of their values.
func newEntries(standing chains, values map[PathKey]Digest, names []string) *Entries {
	e := &Entries{names, make([]held, 0, len(values))}
	for key, value := range values {
		e.all = append(e.all, held{key, value, standing[key]})
	}
	slices.SortFunc(e.all, func(a, b held) int { return a.key.Compare(b.key) })
	return e
}

// Len is how many there are.
func (e *Entries) Len() int { return len(e.all) }

// Key is that of entry i.
func (e *Entries) Key(i int) PathKey { return e.all[i].key }

// Same reports whether entry i and another one have one last change and one value.
func (e *Entries) Same(i int, other *Entries, n int) bool {
	a, b := &e.all[i], &other.all[n]
	return a.value == b.value && a.Tick == b.Tick && e.names[a.Origin] == other.names[b.Origin]
}

// At is entry i.
func (e *Entries) At(i int) Held {
	h := &e.all[i]
	out := Held{Key: h.key, Tock: h.tock, Value: h.value}
	for l := &h.link; l != nil; l = l.prev {
		out.Chain = append(out.Chain, Link{Origin: e.names[l.Origin], Tick: l.Tick})
	}
	return out
}

// Find is the place of the entry with a key; ok is false where there is none.
func (e *Entries) Find(key PathKey) (i int, ok bool) {
	return slices.BinarySearchFunc(e.all, key, func(h held, key PathKey) int { return h.key.Compare(key) })
}
