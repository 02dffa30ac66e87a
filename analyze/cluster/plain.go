package cluster

import (
	"tickdiff/dump"
	"tickdiff/ticks"
)

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
