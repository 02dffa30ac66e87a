package cluster

import (
	"cmp"
	"slices"
	"strings"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// Entries are the entries of the database whose chains hold ticks that somebody
// asks for, as save files tell them; other dumps do not.
type Entries struct {
	All []Entry // by the first of the ticks, then by path
	// More: some file holds more such entries than [dump.MaxRecords], and these
	// are not all.
	More bool
}

// Entry is one entry of the database.
type Entry struct {
	Path   string        `json:"path"`   // see [dump.Record]
	Ticks  []OriginTicks `json:"ticks"`  // those asked for that are its changes, by origin
	Copies []Copy        `json:"copies"` // by server, the newest first
	// Value is the value of the copy that was changed last, see [dump.Record].
	Value     string `json:"-"`
	ValueSize int64  `json:"-"`
}

// OriginTicks is ticks of one origin.
type OriginTicks struct {
	Origin string    `json:"origin"`
	Ticks  ticks.Set `json:"ticks"`
}

// Copy is an entry as one save file has it.
type Copy struct {
	Server   string          `json:"server"`
	File     string          `json:"file"`
	At       int64           `json:"at"` // offset in the file
	Tock     uint64          `json:"tock"`
	Chain    List[dump.Link] `json:"chain"`    // see [dump.Record]
	Deletion List[dump.Link] `json:"deletion"` // see [dump.Record]
}

// EntriesOf puts together, by path, what save files tell of the entries behind
// ticks, by origin. The dumps must have been read for them, see
// [dump.ReadSearching].
func EntriesOf(dumps []*dump.Dump, sought map[string]ticks.Set) Entries {
	var out Entries
	byPath := map[string]*Entry{}
	for _, d := range dumps {
		out.More = out.More || d.MoreRecords
		for _, r := range d.Records {
			if byPath[r.Path] == nil {
				byPath[r.Path] = &Entry{Path: r.Path}
			}
			byPath[r.Path].add(d, r, sought)
		}
	}
	for _, e := range byPath {
		slices.SortFunc(e.Ticks, func(a, b OriginTicks) int { return strings.Compare(a.Origin, b.Origin) })
		slices.SortFunc(e.Copies, compareCopies)
		out.All = append(out.All, *e)
	}
	slices.SortFunc(out.All, compareEntries)
	return out
}

// add takes one more copy of the entry.
func (e *Entry) add(d *dump.Dump, r dump.Record, sought map[string]ticks.Set) {
	c := Copy{d.Node, d.Source.File, r.At, r.Tock, r.Chain, r.Deletion}
	newest := !slices.ContainsFunc(e.Copies, func(other Copy) bool {
		return cmp.Or(cmp.Compare(other.Tock, c.Tock), -compareCopies(other, c)) > 0
	})
	if newest {
		e.Value, e.ValueSize = r.Value, r.ValueSize
	}
	e.Copies = append(e.Copies, c)
	for _, l := range slices.Concat(r.Chain, r.Deletion) {
		if sought[l.Origin].Contains(l.Tick) {
			e.hold(l)
		}
	}
}

func (e *Entry) hold(l dump.Link) {
	set := ticks.Between(l.Tick, l.Tick+1)
	for i := range e.Ticks {
		if e.Ticks[i].Origin == l.Origin {
			e.Ticks[i].Ticks = e.Ticks[i].Ticks.Union(set)
			return
		}
	}
	e.Ticks = append(e.Ticks, OriginTicks{l.Origin, set})
}

func compareCopies(a, b Copy) int {
	return cmp.Or(strings.Compare(a.Server, b.Server), cmp.Compare(b.Tock, a.Tock), strings.Compare(a.File, b.File), cmp.Compare(a.At, b.At))
}

func compareEntries(a, b Entry) int {
	byTicks := slices.CompareFunc(a.Ticks, b.Ticks, func(x, y OriginTicks) int {
		return cmp.Or(strings.Compare(x.Origin, y.Origin), x.Ticks.Compare(y.Ticks))
	})
	return cmp.Or(byTicks, strings.Compare(a.Path, b.Path))
}

// Lookup is an answer to which entries ticks of one origin belong to.
type Lookup struct {
	Origin string
	Ticks  ticks.Set
	Files  []Proof // the save files that were looked into, by server
	Entries
	Without ticks.Set // those in the chain of no entry in these files
}

// LookUp tells which entries ticks of one origin belong to.
func LookUp(dumps []*dump.Dump, origin string, set ticks.Set) *Lookup {
	l := &Lookup{Origin: origin, Ticks: set, Entries: EntriesOf(dumps, map[string]ticks.Set{origin: set}), Without: set}
	for _, d := range dumps {
		if d.Source.Save {
			l.Files = append(l.Files, NodesProof(d, d.Node, origin, ProofDumped, ticks.Set{}))
		}
	}
	slices.SortFunc(l.Files, CompareProofs)
	for _, e := range l.All {
		for _, held := range e.Ticks {
			l.Without = l.Without.Minus(held.Ticks)
		}
	}
	return l
}
