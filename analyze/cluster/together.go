package cluster

import "tickdiff/ticks"

// Together reports whether the dumps are known to be of one time: by the operator's
// word, or as one collection took them. Then no server lost or replaced its data
// between two of them, and a server that has not heard of a tick does not have it.
func (v *View) Together() bool { return v.SaidTogether || v.Collected() }

// AskedBefore reports whether the dumps show that a server was asked before another, so
// that it may have heard of a tick since, whatever the operator says: another knows
// more of the server's own ticks than the server, or has come to know of the tick
// between two of its dumps, while the server was asked less often. A collection knows
// when it asked whom.
func (v *View) AskedBefore(server int, o *Origin, t ticks.Tick) bool {
	s := v.Dumped[server]
	if v.Collected() || s.nodes < 0 {
		return false
	}
	own, _ := s.SaidNodes().Nodes.Of(s.Name)
	rounds := s.Rounds()
	for i, other := range v.Dumped {
		if other.nodes < 0 {
			continue
		}
		if e, _ := other.SaidNodes().Nodes.Of(s.Name); e.Tick > own.Tick {
			return true
		}
		if o.Replica(i).Heard >= t && other.Rounds() > rounds && other.ToldBefore(other.Naming(o.Name)) < t {
			return true
		}
	}
	return false
}
