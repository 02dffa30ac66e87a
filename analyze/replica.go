package analyze

import (
	"slices"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// Replica is what one server tells of one origin, out of all its dumps.
type Replica struct {
	Present, Superseded, Deleted, Missing, RemoteMissing Telling

	Heard     ticks.Tick // highest tick of the origin it has heard of
	HeardFrom *dump.Dump // the dump that tells it; nil if none does

	// Unaccounted are ticks that an older dump misses and no newer dump accounts for, see
	// [Server.unaccounted].
	Unaccounted ticks.Set

	newerDeleted bool // a newer dump tells what is deleted than what is present
}

// Telling is what a server tells of one set, and the dump that does.
type Telling struct {
	dump.Answer
	Dump *dump.Dump // nil if not told
}

// Replica gathers what a server tells of an origin. Each section is the newest
// one told; where dumps of different tocks claim one tick for different sets,
// the newer claim stands, so the answer of a mark takes its ticks out of an
// older missing.
func (s *Server) Replica(origin string) Replica { return (&teller{server: s}).account(origin) }

// outdates lists, for each set, the sets whose newer word takes ticks out of it.
// A deletion ends a missing tick too, as "mark --deleted" answers with deleted
// alone.
var outdates = map[dump.Kind][]dump.Kind{
	dump.Present:    {dump.Superseded, dump.Missing},
	dump.Superseded: {dump.Present, dump.Missing},
	dump.Missing:    {dump.Present, dump.Superseded, dump.Deleted},
}

func (s *Server) telling(k dump.Kind, origin string) Telling {
	i := s.sourceOf(k)
	if i < 0 {
		return Telling{Answer: dump.Answer{Basis: dump.NotTold}}
	}
	t := Telling{Answer: s.Dumps[i].Answer(k, origin), Dump: s.Dumps[i]}
	for j := i + 1; j < len(s.Dumps); j++ {
		if s.ranks[j] == s.ranks[i] {
			continue
		}
		for _, other := range outdates[k] {
			set, _ := s.Dumps[j].Section(other).Of(origin)
			t.Set = t.Set.Minus(set)
		}
	}
	return t
}

// heard takes the newest dump that says nodes; without any, the latest dump may
// still tell by its sets.
func (s *Server) heard(origin string) (ticks.Tick, *dump.Dump) {
	d := s.Latest()
	if d == nil || s.Conflict != nil {
		return 0, nil
	}
	if s.nodes >= 0 {
		d = s.Dumps[s.nodes]
	}
	if t, ok := d.Heard(origin); ok {
		return t, d
	}
	return 0, nil
}

// unheardBy is the dump on whose word a server has not heard of a tick, or where none
// says how far it has heard, the one by which the tick is not present. It is nil if the
// server has heard of it.
func (a *Replica) unheardBy(t ticks.Tick) *dump.Dump {
	switch {
	case a.HeardFrom == nil:
		return a.Present.Dump
	case a.Heard < t:
		return a.HeardFrom
	}
	return nil
}

// came reports whether a server that tells what it has present has heard of a tick since
// the dump that tells it: it may be present by now.
func (a *Replica) came(s *Server, origin string, t ticks.Tick) bool {
	if a.Heard < t || s.rank(a.Present.Dump) >= s.rank(a.HeardFrom) {
		return false
	}
	heard, _ := a.Present.Dump.Heard(origin)
	return heard < t
}

// saysNodes reports whether a server says by its nodes how far it has heard.
func (a *Replica) saysNodes() bool { return a.HeardFrom != nil && a.HeardFrom.Nodes.Said }

// rank is the moment of one of the server's dumps.
func (s *Server) rank(d *dump.Dump) int { return s.ranks[slices.Index(s.Dumps, d)] }
