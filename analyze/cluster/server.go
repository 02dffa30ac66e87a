package cluster

import (
	"fmt"
	"slices"

	"tickdiff/dump"
)

// Status says how far a server can be asked. Every MoaT-KV node is a server
// that holds a copy of everything, so every name in any dump has one.
type Status int

const (
	Seen    Status = iota + 1 // there is a dump of it
	Gone                      // the operator said so: its data will not come back
	Unseen                    // named in dumps, never dumped: it may hold anything
	Phantom                   // a name that a mistyped mark made: no tick, superseded ticks all the same
)

// Statuses are all of them.
var Statuses = []Status{Seen, Gone, Unseen, Phantom}

// String is the word for the status in every format.
func (s Status) String() string { return [...]string{"seen", "gone", "unseen", "phantom"}[s-1] }

// Server is one name and all that was dumped under it.
type Server struct {
	Name   string
	Status Status
	// Dumps are the server's dumps, oldest first, each content once. The last one
	// is its present state and the others its history; for a gone server all are
	// history.
	Dumps []*dump.Dump

	*lessons
}

// lessons are what the dumps of one server show together.
type lessons struct {
	// Conflict is set if two dumps have one tock and differ in a section both
	// say: two servers under one name, or an edited dump. Then the server tells
	// nothing.
	Conflict *Conflict

	wentBack bool  // see WentBack
	ranks    []int // of Dumps: dumps of one moment have one rank
	begin    int   // index of the first dump of its present life, see findSources
	source   []int // by kind: index of the newest dump that tells the set, or -1; nil if none tells any
	nodes    int   // index of the newest dump that says nodes, or -1

	view  *View // where the dumps are looked up by the names in them
	place int32 // in Dumped of that
}

// noLessons are those of all servers that were not dumped: there may be a million.
var noLessons = &lessons{nodes: -1}

// Conflict is two dumps that cannot both be true.
type Conflict struct {
	A, B *dump.Dump
	Key  string // the section in which they differ
}

// Latest is the server's newest dump; nil if it has none.
func (s *Server) Latest() *dump.Dump {
	if len(s.Dumps) == 0 {
		return nil
	}
	return s.Dumps[len(s.Dumps)-1]
}

// History are the dumps that show an earlier state only: all of a gone server,
// all but the latest of a seen one.
func (s *Server) History() []*dump.Dump {
	if s.Status == Seen {
		return s.Dumps[:len(s.Dumps)-1]
	}
	return s.Dumps
}

// Tells reports whether the server tells a set, said or derived.
func (s *Server) Tells(k dump.Kind) bool { return s.SourceOf(k) >= 0 }

// SourceOf is the index of the newest dump that tells a set, or -1.
func (s *Server) SourceOf(k dump.Kind) int {
	if s.source == nil {
		return -1
	}
	return s.source[k]
}

// FromSave reports whether the server's present state is that of a save file that
// it has loaded. Then it has no pending deletions: what it has present lives.
func (s *Server) FromSave() bool {
	i := s.SourceOf(dump.Present)
	return i >= 0 && s.Dumps[i].Source.Save
}

// SaidNodes is the newest dump that says nodes, or nil.
func (s *Server) SaidNodes() *dump.Dump {
	if s.nodes < 0 {
		return nil
	}
	return s.Dumps[s.nodes]
}

// Life are the dumps of the server's present life, oldest first.
func (s *Server) Life() []*dump.Dump { return s.Dumps[s.begin:] }

// findSources finds for each set the newest dump that tells it. A save file
// begins a new life: the server that loads it has forgotten what the file does not
// hold, so older dumps do not complete it, but are evidence of what was.
func (s *Server) findSources() {
	s.nodes = -1
	if s.Conflict != nil {
		return // a nil source tells nothing
	}
	none := slices.Repeat([]int{-1}, len(dump.Kinds)+1) // kinds count from 1
	s.source = slices.Clone(none)
	for i, d := range s.Dumps {
		if d.Source.Save && d.Present.Said {
			copy(s.source, none)
			s.begin = i
		}
		for _, k := range dump.Kinds {
			if d.Tells(k) {
				s.source[k] = i
			}
		}
		if d.Nodes.Said {
			s.nodes = i
		}
	}
}

// Older reports whether a's word may be older than b's. A dump without tock,
// cut off before it, can be of any time.
func Older(a, b *dump.Dump) bool {
	return !a.HasTock || !b.HasTock || a.Tock < b.Tock
}

// Alone is the server as it would be if one dump were all there is of it.
func (s *Server) Alone(d *dump.Dump) *Server {
	one := &Server{Name: s.Name, Status: Seen, Dumps: []*dump.Dump{d}, lessons: &lessons{ranks: []int{0}}}
	one.findSources()
	return one
}

// MarshalText writes the word for the status.
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the word for a status; it fails for any other.
func (s *Status) UnmarshalText(word []byte) error {
	for _, status := range Statuses {
		if status.String() == string(word) {
			*s = status
			return nil
		}
	}
	return fmt.Errorf("no such status: %q", word)
}

// LatestTock is the tock of the newest dump; nil if there is none. The server may be nil.
func (s *Server) LatestTock() *uint64 {
	if s == nil || s.Latest() == nil || !s.Latest().HasTock {
		return nil
	}
	return &s.Latest().Tock
}
