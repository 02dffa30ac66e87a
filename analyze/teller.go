package analyze

import (
	"sort"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// teller says what one server tells of one origin after the other, in the order
// of their names. It goes through each section once, where asking for each name by
// itself searches it as often: of a thousand servers that know a thousand names,
// that was most of the work.
type teller struct {
	server *Server
	at     [1 + dump.RemoteMissing]int // by kind: how many entries of its section are passed
	nodes  int                         // how many nodes
}

// account is [Server.Replica].
func (t *teller) account(origin string) Replica {
	a := Replica{
		Present:       t.telling(dump.Present, origin),
		Superseded:    t.telling(dump.Superseded, origin),
		Deleted:       t.telling(dump.Deleted, origin),
		Missing:       t.telling(dump.Missing, origin),
		RemoteMissing: t.telling(dump.RemoteMissing, origin),
	}
	a.Heard, a.HeardFrom = t.heard(origin)
	a.Unaccounted = t.server.unaccounted(origin)
	a.newerDeleted = a.Present.Dump != nil && a.Deleted.Dump != nil && t.server.rank(a.Deleted.Dump) > t.server.rank(a.Present.Dump)
	return a
}

// telling takes the short way where the newest dump says the set itself, and all
// of it.
func (t *teller) telling(k dump.Kind, origin string) Telling {
	s := t.server
	i := s.sourceOf(k)
	if i < 0 || i < len(s.Dumps)-1 || !s.Dumps[i].Section(k).Said || s.Dumps[i].Source.Cut {
		return s.telling(k, origin)
	}
	out := Telling{Answer: dump.Answer{Basis: dump.Printed, UpTo: ticks.Max}, Dump: s.Dumps[i]}
	e := pass(s.Dumps[i].Section(k).Entries, &t.at[k], func(e *dump.Entry) bool { return e.Origin >= origin })
	if e != nil && e.Origin == origin {
		out.Set = e.Ticks
	}
	return out
}

func (t *teller) heard(origin string) (ticks.Tick, *dump.Dump) {
	s := t.server
	if s.nodes < 0 || s.Conflict != nil {
		return s.heard(origin)
	}
	d := s.Dumps[s.nodes]
	e := pass(d.Nodes.Entries, &t.nodes, func(e *dump.NodeEntry) bool { return e.Name >= origin })
	if e == nil || e.Name != origin {
		return 0, d
	}
	return e.Tick, d
}

// pass goes on to the first entry that is there already, or nil. Mostly that is
// the next one.
func pass[E any](entries []E, at *int, there func(*E) bool) *E {
	if *at < len(entries) && !there(&entries[*at]) {
		*at++
	}
	if *at < len(entries) && !there(&entries[*at]) {
		rest := entries[*at:]
		*at += sort.Search(len(rest), func(i int) bool { return there(&rest[i]) })
	}
	if *at == len(entries) {
		return nil
	}
	return &entries[*at]
}
