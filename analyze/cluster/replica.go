package cluster

import (
	"slices"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// Replica is what one server tells of one origin, out of all its dumps. Servers that
// tell the same share the account.
type Replica struct {
	*account
	HeardFrom *dump.Dump // the dump that tells what it has heard of; nil if none does

	server *Server
}

// account is what a replica tells, without who tells it.
type account struct {
	Present, Superseded, Deleted, Missing, RemoteMissing ticks.Set

	Heard ticks.Tick // highest tick of the origin that the server has heard of; 0 if it does not tell

	// Unaccounted are ticks that an older dump misses and no newer dump accounts for, see
	// [Server.Untold].
	Unaccounted ticks.Set

	presentUpTo ticks.Tick // the last tick that Present covers, see [dump.Answer]
}

// Silent is a replica that tells nothing.
var Silent = Replica{account: &account{}}

// Replica gathers what a server tells of an origin.
func (s *Server) Replica(origin string) Replica { return s.replica(s.Naming(origin), Silent) }

// replica does so by where the server's dumps name the origin. Each set is the newest
// one told; where dumps of different tocks claim one tick for different sets,
// the newer claim stands, so the answer of a mark takes its ticks out of an
// older missing. It shares the account of another replica that tells the same.
func (s *Server) replica(naming []Mention, other Replica) Replica {
	present := s.Told(dump.Present, naming)
	heard, from := s.heard(naming)
	a := account{
		Present: present.Set, presentUpTo: present.UpTo, Heard: heard,
		Superseded: s.Told(dump.Superseded, naming).Set, Deleted: s.Told(dump.Deleted, naming).Set,
		Missing: s.Told(dump.Missing, naming).Set, RemoteMissing: s.Told(dump.RemoteMissing, naming).Set,
		Unaccounted: s.unaccounted(naming),
	}
	if !a.equal(other.account) {
		kept := a
		other.account = &kept
	}
	return Replica{other.account, from, s}
}

func (a *account) equal(b *account) bool {
	return a.presentUpTo == b.presentUpTo && a.RemoteMissing.Equal(b.RemoteMissing) && a.sameTrack(b)
}

// From is the dump that tells a set, or nil.
func (a *Replica) From(k dump.Kind) *dump.Dump {
	if a.server == nil || !a.server.Tells(k) {
		return nil
	}
	return a.server.Dumps[a.server.SourceOf(k)]
}

// outdates lists, for each set, the sets whose newer word takes ticks out of it.
// A deletion ends a missing tick too, as "mark --deleted" answers with deleted
// alone.
var outdates = map[dump.Kind][]dump.Kind{
	dump.Present:    {dump.Superseded, dump.Missing},
	dump.Superseded: {dump.Present, dump.Missing},
	dump.Missing:    {dump.Present, dump.Superseded, dump.Deleted},
}

// Told is what the newest dump that tells a set says, without what newer ones claim for
// another.
func (s *Server) Told(k dump.Kind, naming []Mention) dump.Answer {
	source := s.SourceOf(k)
	if source < 0 {
		return dump.Answer{Basis: dump.NotTold}
	}
	m := s.mentionIn(source, naming)
	told := m.Answer(k)
	for i := range naming {
		if nth := int(naming[i].nth); nth < source || s.ranks[nth] == s.ranks[source] {
			continue
		}
		for _, other := range outdates[k] {
			set, _ := naming[i].Set(other)
			told.Set = told.Set.Minus(set)
		}
	}
	return told
}

// heard takes the newest dump that says nodes; without any, the latest dump may
// still tell by its sets.
func (s *Server) heard(naming []Mention) (ticks.Tick, *dump.Dump) {
	if len(s.Dumps) == 0 || s.Conflict != nil {
		return 0, nil
	}
	nth := len(s.Dumps) - 1
	if s.nodes >= 0 {
		nth = s.nodes
	}
	m := s.mentionIn(nth, naming)
	if t, ok := m.Heard(); ok {
		return t, m.Dump
	}
	return 0, nil
}

// UnheardBy is the dump on whose word a server has not heard of a tick, or where none
// says how far it has heard, the one by which the tick is not present. It is nil if the
// server has heard of it.
func (a *Replica) UnheardBy(t ticks.Tick) *dump.Dump {
	switch {
	case a.HeardFrom == nil:
		return a.From(dump.Present)
	case a.Heard < t:
		return a.HeardFrom
	}
	return nil
}

// Came reports whether a server that tells what it has present has heard of a tick since
// the dump that tells it: it may be present by now.
func (a *Replica) Came(s *Server, origin string, t ticks.Tick) bool {
	d := a.From(dump.Present)
	if a.Heard < t || s.rank(d) >= s.rank(a.HeardFrom) {
		return false
	}
	heard, _ := d.Heard(origin)
	return heard < t
}

// SaysNodes reports whether a server says by its nodes how far it has heard.
func (a *Replica) SaysNodes() bool { return a.HeardFrom != nil && a.HeardFrom.Nodes.Said }

// newerDeleted reports whether a newer dump tells what is deleted than what is present.
func (a *Replica) newerDeleted() bool {
	present, deleted := a.From(dump.Present), a.From(dump.Deleted)
	return present != nil && deleted != nil && a.server.rank(deleted) > a.server.rank(present)
}

// rank is the moment of one of the server's dumps.
func (s *Server) rank(d *dump.Dump) int { return s.ranks[slices.Index(s.Dumps, d)] }

// fromPlain reports whether what the replica has present is that of a plain save.
func (a *Replica) fromPlain() bool {
	return a.From(dump.Present) != nil && a.From(dump.Present).Source.Plain
}

// Misses are the ticks that the server misses for certain: not those that a plain save
// lacks, since they may be of internal entries.
func (a *Replica) Misses() ticks.Set {
	if a.fromPlain() {
		return ticks.Set{}
	}
	return a.Missing
}

// LeavesOut reports whether a server is known by a plain save that lacks some tick.
func (s *Server) LeavesOut() bool {
	i := s.SourceOf(dump.Present)
	return i >= 0 && s.Dumps[i].LeavesOut()
}
