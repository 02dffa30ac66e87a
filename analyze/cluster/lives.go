package cluster

import (
	"iter"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// A tock orders the dumps of one life of one server. A server that lost its data
// counts from the start, so its dumps of two lives may stand in the wrong order. What shows it
// is a number that fell, or data that is gone: neither is ever seen of a server that
// keeps its data.

// fall is an origin that the later of two dumps of a server knows less of.
type fall struct {
	Origin  string
	Was, Is ticks.Tick
}

// Falls yields the origins that the later dump knows less of, both saying nodes. A
// name that is no longer listed counts only if there was data of it: without, it may
// have been removed from the cluster.
func Falls(was, is *dump.Dump) iter.Seq[fall] {
	return func(yield func(fall) bool) {
		for _, e := range was.Nodes.Entries {
			now, listed := is.Nodes.Of(e.Name)
			if now.Tick >= e.Tick || !listed && was.Answer(dump.Present, e.Name).Set.Empty() {
				continue
			}
			if !yield(fall{e.Name, e.Tick, now.Tick}) {
				return
			}
		}
	}
}

// TockFell reports whether the tock of the later dump is the lower one.
func TockFell(was, is *dump.Dump) bool {
	return is.HasTock && is.Tock < was.Tock // which is 0 where there is none
}

// MayHave is what a server may have had present of an origin by one of its dumps. A dump
// that leaves present out, and tells what is missing, leaves open all that it has heard
// of and does not call missing or superseded.
func MayHave(m *dump.Mention) ticks.Set {
	if told := m.Answer(dump.Present); told.Basis != dump.NotTold || !m.Dump.Missing.Said {
		return told.Set
	}
	heard := ticks.Tick(ticks.Max)
	if m.Dump.Nodes.Said {
		e, _ := m.Node()
		heard = e.Tick
	}
	return ticks.UpTo(heard).Minus(m.Answer(dump.Missing).Set).Minus(m.Answer(dump.Superseded).Set)
}

// forgets reports whether the later of two dumps lacks what the earlier had or called
// superseded: it is missing, or in none of the sets where all are told. Deletions do not
// count, since no save file holds those. Nor does what a plain save leaves out.
func forgets(was, is *dump.Dump) bool {
	if is.Source.Plain {
		return false
	}
	for _, origin := range heldIn(was) {
		older, newer := was.Mention(origin), is.Mention(origin)
		had, has := MayHave(&older), newer.Answer(dump.Present)
		if had.Equal(has.Set) {
			continue
		}
		had = had.Minus(ticks.Union(older.Answer(dump.Deleted).Set, accountedBy(&newer), newer.Deletions()))
		gone := newer.Answer(dump.Missing).Set
		if newer.Answer(dump.Superseded).Basis != dump.NotTold {
			gone = gone.Union(ticks.UpTo(has.UpTo))
		}
		if gone.Overlaps(had) {
			return true
		}
	}
	return false
}

// heldIn lists the origins of which a dump tells what the server has, or how far it has
// heard and what it misses. A name may stand twice.
func heldIn(d *dump.Dump) []string {
	var out []string
	for _, e := range d.Present.Entries {
		out = append(out, e.Origin)
	}
	if d.Missing.Said {
		for _, e := range d.Nodes.Entries {
			out = append(out, e.Name)
		}
	}
	return out
}

// findForgotten compares each dump of the server with the last before it that tells
// what it may have. Save files are no exception: a dump of a server that was wiped may
// have a lower tock than a save from before.
func (s *Server) findForgotten() {
	var last *dump.Dump
	for _, d := range s.Dumps {
		if last != nil && forgets(last, d) {
			s.wentBack = true
		}
		if len(d.Present.Entries) > 0 || d.Missing.Said && len(d.Nodes.Entries) > 0 {
			last = d
		}
	}
}

// findWentBack compares each dump of the server with the one before it. A save file
// tells what the server has that loads it, so what came before is an earlier life.
func (s *Server) findWentBack() {
	s.findForgotten()
	if was, _ := s.Reversed(); was != nil {
		s.wentBack = true
	}
	var last *dump.Dump // the last that says nodes
	for i, d := range s.Dumps {
		if i < s.begin {
			continue
		}
		s.wentBack = s.wentBack || i > s.begin && TockFell(s.Dumps[i-1], d)
		if !d.Nodes.Said {
			continue
		}
		if last != nil {
			for range Falls(last, d) {
				s.wentBack = true
				break
			}
		}
		last = d
	}
}

// WentBack reports whether the server knows less in one of its dumps than in an
// older one, or its collections have another order than its tocks: it lost data in between, or the dumps are not in order. Which of them
// tells what it has now is not known then.
func (s *Server) WentBack() bool { return s.wentBack }

// OwnLatest is the highest of its own ticks that a server is known to have given out
// and not to give out again. Where it does not say nodes, that is the highest it has
// or misses; where its history went back, the lowest that any of its dumps tells.
func (s *Server) OwnLatest(a *Replica) ticks.Tick {
	if !a.SaysNodes() {
		return max(LastIn(a.Present), LastIn(a.Missing))
	}
	if !s.wentBack {
		return a.Heard
	}
	lowest := a.Heard
	for _, d := range s.Dumps {
		if e, listed := d.Nodes.Of(s.Name); listed {
			lowest = min(lowest, e.Tick)
		}
	}
	return lowest
}
