package analyze

import (
	"slices"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// Account is what one server tells of one origin, out of all its dumps.
type Account struct {
	Present, Superseded, Deleted, Missing, RemoteMissing Telling

	Heard     ticks.Tick // highest tick of the origin it has heard of
	HeardFrom *dump.Dump // the dump that tells it; nil if none does
}

// Telling is what a server tells of one set, and the dump that does.
type Telling struct {
	dump.Told
	Dump *dump.Dump // nil if not told
}

// Account gathers what a server tells of an origin. Each section is the newest
// one told; where dumps of different tocks claim one tick for different sets,
// the newer claim stands, so the answer of a mark takes its ticks out of an
// older missing.
func (s *Server) Account(origin string) Account { return (&teller{server: s}).account(origin) }

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
		return Telling{Told: dump.Told{How: dump.NotTold}}
	}
	t := Telling{Told: s.Dumps[i].Told(k, origin), Dump: s.Dumps[i]}
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

// lacks is the dump on whose word a server that places a tick nowhere does not have
// it: the one by which it has not heard of it, or where nodes are not told, or only by
// a newer dump, the one by which it is not present. It is nil if that dump knew of
// the tick: then it was superseded or missing.
func (a *Account) lacks(s *Server, origin string, t ticks.Tick) *dump.Dump {
	switch {
	case a.HeardFrom == nil:
		return a.Present.Dump
	case a.Heard < t:
		return a.HeardFrom
	case a.Present.Dump == a.HeardFrom || s.rank(a.Present.Dump) >= s.rank(a.HeardFrom):
		return nil
	}
	if heard, ok := a.Present.Dump.Heard(origin); ok && t <= heard {
		return nil
	}
	return a.Present.Dump
}

// deletedSince reports whether all that is told of a tick is that a newer dump than
// the one with what is present has it deleted: it came since, and it may be present
// while its purge is pending.
func (a *Account) deletedSince(s *Server, st State) bool {
	return st&(InPresent|InSuperseded|InDeleted|InMissing) == InDeleted && s.rank(a.Deleted.Dump) > s.rank(a.Present.Dump)
}

// rank is the moment of one of the server's dumps.
func (s *Server) rank(d *dump.Dump) int { return s.ranks[slices.Index(s.Dumps, d)] }
