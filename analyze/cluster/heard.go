package cluster

import (
	"slices"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// Extent is how far a dump knows an origin, and the section that shows it.
type Extent struct {
	Last ticks.Tick
	In   dump.Kind // inNodes, or the set that holds the last tick
}

// InNodes is the section of nodes, which is no set.
const InNodes dump.Kind = 0

// raise takes a section's word if it goes further.
func (r *Extent) raise(last ticks.Tick, in dump.Kind) {
	if last > r.Last {
		r.Last, r.In = last, in
	}
}

// LastIn is the highest tick of a set, or 0.
func LastIn(set ticks.Set) ticks.Tick {
	bounds, some := set.Bounds()
	if !some {
		return 0
	}
	return bounds.End - 1
}

// Rounds is how many moments the dumps of a server's present life show that say
// nodes.
func (s *Server) Rounds() int {
	count, last := 0, -1
	if s.Status != Seen || s.nodes < 0 {
		return 0
	}
	for i, d := range s.Life() {
		if rank := s.ranks[s.begin+i]; d.Nodes.Said && rank != last {
			count, last = count+1, rank
		}
	}
	return count
}

// Before are the dumps of a server from before its newest one that says nodes.
func (s *Server) Before() []*dump.Dump { return s.Earlier(s.SaidNodes()) }

// ToldBefore is how far the dumps in [Server.Before] reach.
func (s *Server) ToldBefore(naming []Mention) ticks.Tick {
	most, before := ticks.Tick(0), len(s.Before())
	for i := range naming {
		if m := &naming[i]; int(m.nth) < before && !s.Forgot(m, naming) {
			most = max(most, ExtentOf(&m.Mention).Last)
		}
	}
	return most
}

// LastBefore is the newest dump in [Server.Before] that says nodes, or nil.
func (s *Server) LastBefore() *dump.Dump {
	return Newest(s.Before(), func(d *dump.Dump) bool { return d.Nodes.Said })
}

// Newest is the last of the dumps that fits, or nil.
func Newest(dumps []*dump.Dump, fits func(*dump.Dump) bool) *dump.Dump {
	for _, d := range slices.Backward(dumps) {
		if fits(d) {
			return d
		}
	}
	return nil
}

// Forgot reports whether the server no longer lists an origin that an older dump
// lists. A name that was removed from the cluster leaves nobody behind; if the
// server lost its data instead, that is for went-back to say.
func (s *Server) Forgot(m *Mention, naming []Mention) bool {
	if s.Status != Seen || s.nodes < 0 || int(m.nth) == s.nodes {
		return false
	}
	now := s.mentionIn(s.nodes, naming)
	_, was := m.Node()
	_, is := now.Node()
	return was && !is
}

// ExtentOf is the highest tick of an origin that a dump gives away: by its nodes, by
// data above them (servers have been seen holding that), or by missing it. A
// superseded tick by itself proves nothing: a mark can name any. It counts where nodes
// are not said, and the three sets tell without a gap how far the server has heard.
func ExtentOf(m *dump.Mention) Extent {
	var r Extent
	heard, told := m.Heard()
	if m.Dump.Nodes.Said {
		r.raise(heard, InNodes)
	}
	for _, k := range []dump.Kind{dump.Present, dump.Missing, dump.Superseded} {
		if set, _ := m.Set(k); k != dump.Superseded || told && !m.Dump.Nodes.Said {
			r.raise(LastIn(set), k)
		}
	}
	return r
}
