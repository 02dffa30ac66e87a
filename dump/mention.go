package dump

import (
	"iter"

	"tickdiff/ticks"
)

// Mention is where the sections of a dump speak of one origin: asking it searches no
// section for the name. One that holds only a Dump is of a name that no section has.
type Mention struct {
	Dump *Dump
	at   [columnCount]int32 // which entry of each column it is, from 1; 0 if there is none
}

// The columns of a mention: nodes, each kind, and deletions.
const (
	nodesColumn     = 0
	deletionsColumn = 1 + RemoteMissing
	columnCount     = 2 + RemoteMissing
)

// Mention finds an origin in every section.
func (d *Dump) Mention(origin string) Mention {
	m := Mention{Dump: d}
	for column := range m.at {
		m.at[column] = d.find(Kind(column), origin)
	}
	return m
}

// find is the place of an origin's entry in a column, counted from 1, or 0.
func (d *Dump) find(column Kind, origin string) int32 {
	i, ok := 0, false
	if column == nodesColumn {
		i, ok = d.Nodes.index(origin)
	} else {
		i, ok = d.column(column).index(origin)
	}
	if !ok {
		return 0
	}
	return int32(i) + 1
}

// column is the section of a column other than nodes.
func (d *Dump) column(column Kind) *Section {
	if column == deletionsColumn {
		return &d.Deletions
	}
	return d.Section(column)
}

// nameAt is the name of an entry of a column; ok is false after the last.
func (d *Dump) nameAt(column Kind, i int32) (name string, ok bool) {
	if column == nodesColumn {
		if int(i) == len(d.Nodes.Entries) {
			return "", false
		}
		return d.Nodes.Entries[i].Name, true
	}
	s := d.column(column)
	if int(i) == len(s.Entries) {
		return "", false
	}
	return s.Entries[i].Origin, true
}

// Mentions yields every name that stands in a section, in order. It goes through each
// section once.
func (d *Dump) Mentions() iter.Seq2[string, Mention] {
	return func(yield func(string, Mention) bool) {
		var next [columnCount]int32
		for {
			least, some := "", false
			for column, i := range next {
				if name, ok := d.nameAt(Kind(column), i); ok && (!some || name < least) {
					least, some = name, true
				}
			}
			if !some {
				return
			}
			m := Mention{Dump: d}
			for column, i := range next {
				if name, ok := d.nameAt(Kind(column), i); ok && name == least {
					next[column]++
					m.at[column] = i + 1
				}
			}
			if !yield(least, m) {
				return
			}
		}
	}
}

// Known reports whether the server knows the origin: a deletion in an event log does not
// make it do so.
func (m Mention) Known() bool {
	m.at[deletionsColumn] = 0
	return m.at != [columnCount]int32{}
}

// Node is the entry of nodes; ok is false if nodes are not said or do not list the origin.
func (m *Mention) Node() (e NodeEntry, ok bool) {
	if m.at[nodesColumn] == 0 {
		return NodeEntry{}, false
	}
	return m.Dump.Nodes.Entries[m.at[nodesColumn]-1], true
}

// Set is what the dump itself says, as [Section.Of].
func (m *Mention) Set(k Kind) (set ticks.Set, said bool) {
	s, i := m.Dump.column(k), m.at[k]
	if !s.Said || i == 0 {
		return ticks.Set{}, s.Said
	}
	return s.Entries[i-1].Ticks, true
}

// Deletions are those that an event log shows.
func (m *Mention) Deletions() ticks.Set {
	set, _ := m.Set(deletionsColumn)
	return set
}
