package dump

import (
	"fmt"
	"slices"
	"strings"

	"tickdiff/ticks"
)

// Dump is what one server said of itself at one tock. Of the sections only
// those that were asked for are said; see [Section].
type Dump struct {
	Source Source

	Node    string // the observer: the server that was asked
	Tock    uint64 // its event counter, already raised for this answer
	HasTock bool   // false: the dump was cut off, or is no dump of a server

	Nodes         Nodes
	Present       Section
	Superseded    Section // "known" in older servers and in the answer of mark
	Deleted       Section
	Missing       Section
	RemoteMissing Section
	NodeDrop      NodeDrop

	// Collected says which collection took the dump, and when; nil if that is not
	// known.
	Collected *Collected
	// Spoiled: comments of a collection stand above it, and not as tickdiff writes them.
	Spoiled bool

	// Deletions are ticks that an event log shows to be deletions and that a
	// server which loads the log misses all the same. Said for save files only; it
	// says nothing of other ticks.
	Deletions Section
	// Records are the entries of a save file that [ReadSearching] was asked for.
	// MoreRecords: there are more of them, beyond [MaxRecords].
	Records     []Record
	MoreRecords bool
	// All are all entries of a save file, if [ReadSearching] was asked for them.
	All *Entries

	Seq    uint64 // serial number of the answer; carries no meaning, kept so that Encode is exact
	HasSeq bool
}

// Source says where a dump came from.
type Source struct {
	File   string // name of the input as given; "-" is standard input
	SHA256 string // of the whole input, in hex
	Line   int    // first line of the dump in File, from 1; 0 in a save file
	End    int    // last line
	// Command is what was typed to get the dump, if it stands above it in File.
	Command string
	// Save: a save file or event log, which says what a server has that loads it.
	// Servers since MoaT-KV 0.71.9 write no pending deletions: Deleted is not said
	// then, and ticks of deletions are missing. Its parts have no places.
	Save bool
	// Cut: what came after some byte of the save file could not be read, and is
	// not in the dump. Ticks that are in no set may have stood there, so it is not
	// told what is missing.
	Cut bool
	// Plain: the save file holds no internal entry, one under the root's nil key. A
	// plain "log save" leaves them all out, and a full one of a server without any
	// looks the same. So a tick that the file lacks may be that of an internal entry.
	Plain bool
	// Log: not a dump, but what a server wrote to its log when it started and had
	// something missing. It has no tock, and more may be missing than it names.
	Log bool
}

// Place is a line and a column in the dump's input, both from 1. The column
// counts characters, not bytes.
type Place struct {
	Line, Col int
}

// At writes a place of this dump as FILE:LINE:COL, and as FILE where there is none.
func (d *Dump) At(p Place) string {
	if p.Line == 0 {
		return d.Source.File
	}
	return fmt.Sprintf("%s:%d:%d", d.Source.File, p.Line, p.Col)
}

// Kind names one of the sets a server keeps of every origin.
type Kind int

// The sets, by the flag of "internal state" that asks for them.
const (
	Present       Kind = iota + 1 // -p: ticks in some entry's change chain, live data
	Superseded                    // -s, -k: ticks that once existed and whose data is gone
	Deleted                       // -d: ticks of deletions not yet purged everywhere
	Missing                       // -m: ticks the server knows it lacks
	RemoteMissing                 // -r: ticks another server said it lacks
)

// Kinds are all sets in the order of their constants.
var Kinds = []Kind{Present, Superseded, Deleted, Missing, RemoteMissing}

var kindKeys = [...]string{Present: "present", Superseded: "superseded", Deleted: "deleted", Missing: "missing", RemoteMissing: "remote_missing"}

// String is the key under which today's servers print the set.
func (k Kind) String() string { return kindKeys[k] }

// ParseKind is the set that today's servers print under a key; ok is false for any
// other key.
func ParseKind(key string) (k Kind, ok bool) {
	i := slices.Index(kindKeys[1:], key)
	return Kind(i + 1), i >= 0
}

// Section returns the section of that kind, to read or to fill.
func (d *Dump) Section(k Kind) *Section {
	switch k {
	case Present:
		return &d.Present
	case Superseded:
		return &d.Superseded
	case Deleted:
		return &d.Deleted
	case Missing:
		return &d.Missing
	case RemoteMissing:
		return &d.RemoteMissing
	}
	panic(fmt.Sprintf("dump: no such kind: %d", int(k)))
}

// Section is one set of every origin, as one server said it. A section that was
// not asked for is not said, which is not the same as empty.
type Section struct {
	Said  bool
	Key   string // as spelled in the dump: "known" or "superseded" for the same set
	Place Place  // of the key
	// Entries are sorted by name, each name once. Servers leave out origins
	// whose set is empty.
	Entries []Entry
}

// Entry is the set of one origin within a section.
type Entry struct {
	Origin string
	Ticks  ticks.Set
	Place  Place // of the name
	// Items are the ranges as written, nil where they stand in the servers' own
	// form: canonical, in block style, in column 5, each from the line after the
	// last.
	Items []Item
}

// Item is one range as written in a dump.
type Item struct {
	ticks.Range
	Pair  bool // written as [begin, end], not as a bare number
	Place Place
}

// Of returns what the section says of an origin. said is false when the section
// was not asked for; then nothing is known. A said section without the origin
// has an empty set for it.
func (s *Section) Of(origin string) (set ticks.Set, said bool) {
	if !s.Said {
		return ticks.Set{}, false
	}
	if e := s.entry(origin); e != nil {
		return e.Ticks, true
	}
	return ticks.Set{}, true
}

// Put gives an origin a set. Like a server it leaves an origin out whose set is empty.
func (s *Section) Put(origin string, set ticks.Set) {
	i, found := s.index(origin)
	switch {
	case found && set.Empty():
		s.Entries = slices.Delete(s.Entries, i, i+1)
	case found:
		s.Entries[i].Ticks = set
	case !set.Empty():
		s.Entries = slices.Insert(s.Entries, i, Entry{Origin: origin, Ticks: set})
	}
}

// PlaceOf is where the section speaks of a tick of an origin: the item that
// holds it, else the origin's name, else the section's key.
func (s *Section) PlaceOf(origin string, t ticks.Tick) Place {
	e := s.entry(origin)
	if e == nil {
		return s.Place
	}
	return e.placeOf(t)
}

func (s *Section) entry(origin string) *Entry {
	i, ok := s.index(origin)
	if !ok {
		return nil
	}
	return &s.Entries[i]
}

// index is where the entry of an origin stands, or would.
func (s *Section) index(origin string) (i int, ok bool) {
	return slices.BinarySearchFunc(s.Entries, origin, func(e Entry, name string) int {
		return strings.Compare(e.Origin, name)
	})
}

func (e *Entry) placeOf(t ticks.Tick) Place {
	if !e.Ticks.Contains(t) {
		return e.Place
	}
	items := slices.Values(e.Items)
	if e.Items == nil && e.Place.Line > 0 {
		items = e.inServersForm
	}
	for item := range items {
		if item.Begin <= t && t < item.End {
			return item.Place
		}
	}
	return e.Place
}

// itemCol is where the items of an entry begin in the servers' form.
const itemCol = 5

// inServersForm yields the items as servers print them below the name: a lone tick
// takes one line and a pair two.
func (e *Entry) inServersForm(yield func(Item) bool) {
	line := e.Place.Line + 1
	for r := range e.Ticks.All() {
		item := Item{Range: r, Pair: r.Len() > 1, Place: Place{line, itemCol}}
		if !yield(item) {
			return
		}
		line++
		if item.Pair {
			line++
		}
	}
}

// Nodes says, for every server the observer knows, the highest tick seen from it.
type Nodes struct {
	Said    bool
	Place   Place
	Entries []NodeEntry // sorted by name, each name once
}

// NodeEntry is one line of the nodes section.
type NodeEntry struct {
	Name  string
	Tick  ticks.Tick // 0: has not written anything yet
	Null  bool       // heard of, but not initialised; Tick is 0
	Place Place
}

// Of returns the entry of a server; ok is false if the section was not asked
// for or does not list it.
func (n *Nodes) Of(name string) (e NodeEntry, ok bool) {
	i, ok := n.index(name)
	if !ok {
		return NodeEntry{}, false
	}
	return n.Entries[i], true
}

// Put lists a server, unless it is listed.
func (n *Nodes) Put(e NodeEntry) {
	if i, found := n.index(e.Name); !found {
		n.Entries = slices.Insert(n.Entries, i, e)
	}
}

// index is where the entry of a server stands, or would.
func (n *Nodes) index(name string) (i int, ok bool) {
	return slices.BinarySearchFunc(n.Entries, name, func(e NodeEntry, name string) int {
		return strings.Compare(e.Name, name)
	})
}

// NodeDrop lists the servers being removed from the cluster.
type NodeDrop struct {
	Said  bool
	Place Place
	Names []string // in the order given
	// Pairs: each item is a pair of a name and null. That is what "internal kill" leaves
	// in a server's memory.
	Pairs bool
}
