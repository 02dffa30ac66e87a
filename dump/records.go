package dump

import (
	"cmp"
	"slices"
	"strings"

	"tickdiff/dump/internal/savefile"
	"tickdiff/ticks"
)

// Search asks which entries of a server ticks belong to. Only save files can
// answer that; the zero Search asks for nothing.
type Search struct {
	Ticks  map[string]ticks.Set // by origin
	Paths  map[PathKey]bool     // these entries, whatever their ticks
	Values bool                 // the entries' values too, which are private, and those in logged conflicts
	All    bool                 // fill [Dump.All]
}

// none reports whether no single entry is searched for.
func (s *Search) none() bool { return len(s.Ticks) == 0 && len(s.Paths) == 0 }

// SearchFor is a search for ticks of one origin.
func SearchFor(origin string, set ticks.Set) Search {
	return Search{Ticks: map[string]ticks.Set{origin: set}}
}

// Record is an entry in a save file whose chain holds a tick searched for.
type Record struct {
	Key  PathKey // zero unless it is one of [Search.Paths]
	Path string  // as MoaT's tools write it, such as a.b:1; it has no control characters
	At   int64   // offset in the file of what was last said of the path
	// Chain is the entry's chain, newest change first. It is empty if the file
	// knows the path only as deleted.
	Chain []Link
	Tock  uint64 // of the newest change
	// Deletion is the chain of the change that deleted the entry, where a log ends
	// with it so. A server that loads the log passes over it, and has the entry
	// again as it was.
	Deletion []Link
	// Value is the newest known value as JSON. It is empty if it was not asked
	// for, or has more than 64 KiB, or nests deeper than 100.
	Value     string
	ValueSize int64 // bytes of the value in the file
}

// Internal reports whether the path stands under the root's nil key, where plain saves
// have nothing.
func (r *Record) Internal() bool { return strings.HasPrefix(r.Path, ":n") }

// MaxRecords is how many entries one save may list.
const MaxRecords = 10_000

// ReadSearching is [ReadAll], with [Dump.Records] filled for save files.
func ReadSearching(inputs []Input, limits Limits, search Search) []Reading {
	return readAll(inputs, unpacker{limits: limits, search: search})
}

// finder keeps the entries searched for, for as long as their chains hold a tick
// that is.
type finder struct {
	search Search
	sought []ticks.Set // by savefile.Origin
	found  map[PathKey]*Record
	more   bool
}

// entry takes a change that stands now.
func (f *finder) entry(key PathKey, rec *savefile.Record, names []string) {
	if f.search.none() {
		return
	}
	if !f.seeks(key, rec.Chain, names) {
		delete(f.found, key)
		return
	}
	r := f.keep(key, rec)
	if r == nil {
		return
	}
	*r = Record{Key: r.Key, Path: r.Path, At: rec.Begin, Chain: linksOf(rec.Chain, names), Tock: rec.Tock, ValueSize: rec.ValueSize}
	if f.search.Values && len(rec.Value) > 0 {
		r.Value, _ = savefile.ValueText(rec.Value)
	}
}

// deletion takes a change that deletes its entry.
func (f *finder) deletion(rec *savefile.Record, names []string) {
	if f.search.none() {
		return
	}
	key := pathKeyOf(rec.Path)
	if f.found[key] == nil && !f.seeks(key, rec.Chain, names) {
		return
	}
	if r := f.keep(key, rec); r != nil {
		r.At, r.Deletion = rec.Begin, linksOf(rec.Chain, names)
	}
}

// keep is the record of a path, or nil if there are too many.
func (f *finder) keep(key PathKey, rec *savefile.Record) *Record {
	if r := f.found[key]; r != nil {
		return r
	}
	if len(f.found) == MaxRecords {
		f.more = true
		return nil
	}
	if f.found == nil {
		f.found = map[PathKey]*Record{}
	}
	r := &Record{Path: savefile.PathText(rec.Path)}
	if f.search.Paths[key] {
		r.Key = key
	}
	f.found[key] = r
	return r
}

func (f *finder) seeks(key PathKey, chain []savefile.Link, names []string) bool {
	if f.search.Paths[key] {
		return true
	}
	for len(f.sought) < len(names) {
		f.sought = append(f.sought, f.search.Ticks[names[len(f.sought)]])
	}
	return slices.ContainsFunc(chain, func(l savefile.Link) bool { return f.sought[l.Origin].Contains(l.Tick) })
}

// records are the entries found, in the order of the file.
func (f *finder) records(names []string, standing chains) []Record {
	var list []Record
	for key, r := range f.found {
		if s, ok := standing[key]; ok && len(r.Chain) == 0 {
			for l := &s.link; l != nil; l = l.prev {
				r.Chain = append(r.Chain, Link{Origin: names[l.Origin], Tick: l.Tick})
			}
			r.Tock = s.tock
		}
		list = append(list, *r)
	}
	slices.SortFunc(list, func(a, b Record) int { return cmp.Compare(a.At, b.At) })
	return list
}

func linksOf(chain []savefile.Link, names []string) []Link {
	links := make([]Link, len(chain))
	for i, l := range chain {
		links[i] = Link{Origin: names[l.Origin], Tick: l.Tick}
	}
	return links
}
