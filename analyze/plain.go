package analyze

import (
	"tickdiff/dump"
	"tickdiff/ticks"
)

// fromPlain reports whether what the replica has present is that of a plain save.
func (a *Replica) fromPlain() bool {
	return a.from(dump.Present) != nil && a.from(dump.Present).Source.Plain
}

// misses are the ticks that the server misses for certain: not those that a plain save
// lacks, since they may be of internal entries.
func (a *Replica) misses() ticks.Set {
	if a.fromPlain() {
		return ticks.Set{}
	}
	return a.Missing
}

// leavesOut reports whether a server is known by a plain save that lacks some tick.
func (s *Server) leavesOut() bool {
	i := s.sourceOf(dump.Present)
	return i >= 0 && s.Dumps[i].LeavesOut()
}

// goneBefore reports whether a plain save lacks a tick that an older dump of its
// server shows superseded or deleted, and none since shows present: then it is not
// that of an internal entry.
func (j *judge) goneBefore(s *Server, st State, past []State) bool {
	if !st.LeftOut() {
		return false
	}
	gone := false
	for i, r := range j.origin.Past {
		switch was := past[i]; {
		case r.Server != s:
		case was.Is(InPresent):
			gone = false
		case was&(InSuperseded|InDeleted) != 0:
			gone = true
		}
	}
	return gone
}

// leftOut are the ticks of an origin that a plain save lacks and that no older dump of
// the server shows superseded or deleted.
func (s *Server) leftOut(save *dump.Dump, origin string) ticks.Set {
	lacked := save.Answer(dump.Missing, origin).Set
	for _, d := range s.earlier(save) {
		lacked = lacked.Minus(d.Answer(dump.Superseded, origin).Set).Minus(d.Answer(dump.Deleted, origin).Set)
	}
	return lacked
}
