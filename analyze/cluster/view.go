package cluster

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"tickdiff/dump"
)

// View is the cluster as the dumps show it.
type View struct {
	// Servers are all names in any dump, sorted. Each of them is an origin too.
	Servers []*Server
	// Dumped are those of which there are dumps, in the same order. Accounts and
	// states stand in it: a dump can name a million servers, and few are dumped.
	Dumped []*Server
	// Logged are conflicts that servers wrote to their logs, in no order.
	Logged []dump.LoggedConflict
	// Differing is what save files tell; nil if there are none of two servers.
	Differing *Differing

	SaidTogether bool // the operator said so, see Together
	// Contradictions are why comments of collections cannot all be true.
	Contradictions []Contradiction
	collection     *collection // nil unless one shows the dumps together
	mentions       mentions
	quiet          quiet
}

// Server returns the server of that name, or nil.
func (v *View) Server(name string) *Server {
	if i := IndexIn(v.Servers, name); i >= 0 {
		return v.Servers[i]
	}
	return nil
}

// Index is the place of a server among those dumped, or -1.
func (v *View) Index(name string) int { return IndexIn(v.Dumped, name) }

// IndexIn is where the server of that name stands, or -1.
func IndexIn(servers []*Server, name string) int {
	i, ok := slices.BinarySearchFunc(servers, name, func(s *Server, name string) int {
		return strings.Compare(s.Name, name)
	})
	if !ok {
		return -1
	}
	return i
}

// Names are the names of all servers, sorted.
func (v *View) Names() []string { return ServerNames(v.Servers) }

// With returns the servers of one status, sorted by name.
func (v *View) With(status Status) []*Server {
	var out []*Server
	for _, s := range v.Servers {
		if s.Status == status {
			out = append(out, s)
		}
	}
	return out
}

// Conflicts are the servers whose dumps contradict each other.
func (v *View) Conflicts() []*Server {
	var out []*Server
	for _, s := range v.Dumped {
		if s.Conflict != nil {
			out = append(out, s)
		}
	}
	return out
}

// ServersKnown reports whether any server says nodes, and has not been asked since,
// without nodes, what it misses. Else there may be servers that nobody named: those
// that joined since. A server that is gone says nothing of them.
func (v *View) ServersKnown() bool {
	return slices.ContainsFunc(v.With(Seen), func(s *Server) bool {
		missing := s.SourceOf(dump.Missing)
		return s.nodes >= 0 && (missing < 0 || s.ranks[s.nodes] >= s.ranks[missing])
	})
}

// Complete reports whether the dumps cover the cluster: the servers are known,
// each is seen, gone or a phantom, and each seen one is covered. Where all are gone
// nobody was asked, and nothing is covered. What a dump leaves out that an older one
// showed missing is told apart by a plan.
func (v *View) Complete() bool {
	seen := v.With(Seen)
	for _, s := range v.Servers {
		if s.Status == Unseen || s.Status == Seen && !s.Covered(seen) {
			return false
		}
	}
	return len(seen) > 0 && v.ServersKnown()
}

// Covered reports whether a server tells what it misses, and of how much, since a
// server does not miss what it has not heard of. One of several tells all by which
// servers are compared, too: else they could differ and nobody would see it.
func (s *Server) Covered(seen []*Server) bool {
	if s.nodes < 0 || s.LeavesOut() || !s.current(dump.Missing) {
		return false
	}
	return len(seen) < 2 || s.current(dump.Present) && s.current(dump.Superseded) && (s.current(dump.Deleted) || s.FromSave())
}

// current reports whether a set is told by a dump that is not older than the newest
// which says nodes: what the server has heard of since is not in it.
func (s *Server) current(k dump.Kind) bool {
	i := s.SourceOf(k)
	return i >= 0 && s.ranks[i] >= s.ranks[s.nodes]
}

// MayBeMissed lists the origins of which some seen server may miss something, so
// that the others, nearly all of a sound cluster, cost nothing.
func (v *View) MayBeMissed() []string {
	named := map[string]bool{}
	for _, s := range v.With(Seen) {
		for _, origin := range s.MayMiss() {
			named[origin] = true
		}
	}
	return slices.Sorted(maps.Keys(named))
}

// MayMiss lists the origins of which the server may miss something, sorted.
func (s *Server) MayMiss() []string {
	if i := s.SourceOf(dump.Missing); i >= 0 {
		return mayMissIn(s.Dumps[i])
	}
	return nil
}

// mayMissIn lists those of which one dump may show something missing. What it says to
// be missing names them; where it only follows, its nodes do.
func mayMissIn(d *dump.Dump) []string {
	var all []string
	switch {
	case d.Missing.Said:
		for _, e := range d.Missing.Entries {
			all = append(all, e.Origin)
		}
	case d.Derivable(dump.Missing):
		for _, e := range d.Nodes.Entries {
			all = append(all, e.Name)
		}
	}
	return all
}

// AllDumps yields every dump, server by server.
func (v *View) AllDumps() iter.Seq[*dump.Dump] {
	return func(yield func(*dump.Dump) bool) {
		for _, s := range v.Dumped {
			for _, d := range s.Dumps {
				if !yield(d) {
					return
				}
			}
		}
	}
}

// ServerNames are the names of servers, in their order.
func ServerNames(servers []*Server) []string {
	var out []string
	for _, s := range servers {
		out = append(out, s.Name)
	}
	return out
}

// NamesOf are the names of dumped servers given by index.
func (v *View) NamesOf(indexes []int) []string {
	var out []string
	for _, i := range indexes {
		out = append(out, v.Dumped[i].Name)
	}
	return out
}

// AllAsked is what rule 3 demands: no server is unseen, and some dump says which
// servers there are. Otherwise a plan lists whom to ask.
func (v *View) AllAsked() bool { return len(v.With(Unseen)) == 0 && v.ServersKnown() }
