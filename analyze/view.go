package analyze

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

	together      bool // the operator said so, see Together
	oneCollection bool // see collected
	mentions      mentions
	quiet         quiet
}

// Server returns the server of that name, or nil.
func (v *View) Server(name string) *Server {
	if i := indexOf(v.Servers, name); i >= 0 {
		return v.Servers[i]
	}
	return nil
}

// index is the place of a server among those dumped, or -1.
func (v *View) index(name string) int { return indexOf(v.Dumped, name) }

func indexOf(servers []*Server, name string) int {
	i, ok := slices.BinarySearchFunc(servers, name, func(s *Server, name string) int {
		return strings.Compare(s.Name, name)
	})
	if !ok {
		return -1
	}
	return i
}

// Names are the names of all servers, sorted.
func (v *View) Names() []string { return serverNames(v.Servers) }

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
		missing := s.sourceOf(dump.Missing)
		return s.nodes >= 0 && (missing < 0 || s.ranks[s.nodes] >= s.ranks[missing])
	})
}

// Complete reports whether the dumps cover the cluster: the servers are known,
// each is seen, gone or a phantom, and each seen one is covered. Where all are gone
// nobody was asked, and nothing is covered. What a dump leaves out that an older one
// showed missing is told apart, in [Untold].
func (v *View) Complete() bool {
	seen := v.With(Seen)
	for _, s := range v.Servers {
		if s.Status == Unseen || s.Status == Seen && !s.covered(seen) {
			return false
		}
	}
	return len(seen) > 0 && v.ServersKnown()
}

// covered reports whether a server tells what it misses, and of how much, since a
// server does not miss what it has not heard of. One of several tells all by which
// servers are compared, too: else they could differ and nobody would see it.
func (s *Server) covered(seen []*Server) bool {
	if s.nodes < 0 || s.leavesOut() || !s.current(dump.Missing) {
		return false
	}
	return len(seen) < 2 || s.current(dump.Present) && s.current(dump.Superseded) && (s.current(dump.Deleted) || s.fromSave())
}

// current reports whether a set is told by a dump that is not older than the newest
// which says nodes: what the server has heard of since is not in it.
func (s *Server) current(k dump.Kind) bool {
	i := s.sourceOf(k)
	return i >= 0 && s.ranks[i] >= s.ranks[s.nodes]
}

// mayBeMissed lists the origins of which some seen server may miss something, so
// that the others, nearly all of a sound cluster, cost nothing.
func (v *View) mayBeMissed() []string {
	named := map[string]bool{}
	for _, s := range v.With(Seen) {
		for _, origin := range s.mayMiss() {
			named[origin] = true
		}
	}
	return slices.Sorted(maps.Keys(named))
}

// mayMiss lists the origins of which the server may miss something, sorted.
func (s *Server) mayMiss() []string {
	if i := s.sourceOf(dump.Missing); i >= 0 {
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

func (v *View) allDumps() iter.Seq[*dump.Dump] {
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
