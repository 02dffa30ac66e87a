// Package toy is a cluster small enough to be obviously right: it keeps one cell
// a server, origin and tick, and does with dumps and marks what servers do, tick by
// tick. Plans are carried out on it in tests.
package toy

import (
	"fmt"
	"maps"
	"slices"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// Cell is what a server holds of one tick.
type Cell byte

const (
	Unheard    Cell = iota // never heard of; above the server's nodes tick
	Missing                // heard of a later one, not of this
	Present                // stands in some entry's chain
	Superseded             // its data is gone
	Deleted                // a deletion, purged or on its way: superseded and deleted
	Pending                // a deletion that still stands in its entry: present and deleted
)

// Cells are all cells a tick up to the nodes tick can be in.
var Cells = []Cell{Missing, Present, Superseded, Deleted, Pending}

// Server is one server: for each origin one cell a tick, tick 1 first. The
// highest tick heard of is that of the last cell that is not Unheard.
type Server struct {
	Name  string
	Tock  uint64
	Cells map[string][]Cell
	Dead  bool
}

// Cluster is some servers; each is an origin as well.
type Cluster struct {
	Servers []*Server
	// Destroyed counts live entries that a mark deleted.
	Destroyed int
}

// Server returns the server of that name.
func (c *Cluster) Server(name string) *Server {
	i := slices.IndexFunc(c.Servers, func(s *Server) bool { return s.Name == name })
	if i < 0 {
		panic("toy: no server " + name)
	}
	return c.Servers[i]
}

// At is a server's cell of a tick.
func (s *Server) At(origin string, t ticks.Tick) Cell {
	cells := s.Cells[origin]
	if int(t) > len(cells) {
		return Unheard
	}
	return cells[t-1]
}

// InOrder yields the cells of each origin, by name, so that a seed makes the same
// cluster each time.
func (s *Server) InOrder(yield func(origin string, cells []Cell) bool) {
	for _, origin := range slices.Sorted(maps.Keys(s.Cells)) {
		if !yield(origin, s.Cells[origin]) {
			return
		}
	}
}

func (s *Server) heard(origin string) ticks.Tick {
	for i := len(s.Cells[origin]); i > 0; i-- {
		if s.Cells[origin][i-1] != Unheard {
			return ticks.Tick(i)
		}
	}
	return 0
}

// Sections says what a dump is asked for.
type Sections string

const (
	All   Sections = "-a"
	Ndmrk Sections = "-ndmrk" // the manual's advice: without present
	Only  Sections = "-m"
)

// Dump asks a server, which raises its tock.
func (c *Cluster) Dump(name string, sections Sections) *dump.Dump {
	s := c.Server(name)
	s.Tock++
	d := &dump.Dump{Node: name, Tock: s.Tock, HasTock: true, Source: dump.Source{File: fmt.Sprintf("%s-%d%s.yaml", name, s.Tock, sections), Line: 1}}
	s.section(c, &d.Missing, "missing", Missing)
	if sections == Only {
		return d
	}
	d.Nodes.Said = true
	for _, o := range c.Servers {
		t := s.heard(o.Name)
		d.Nodes.Entries = append(d.Nodes.Entries, dump.NodeEntry{Name: o.Name, Tick: t, Null: t == 0 && o != s})
	}
	s.section(c, &d.Deleted, "deleted", Deleted, Pending)
	s.section(c, &d.Superseded, "superseded", Superseded, Deleted)
	s.section(c, &d.RemoteMissing, "remote_missing")
	if sections == All {
		s.section(c, &d.Present, "present", Present, Pending)
	}
	return d
}

func (s *Server) section(c *Cluster, section *dump.Section, key string, cells ...Cell) {
	section.Said, section.Key = true, key
	for _, o := range c.Servers {
		var set ticks.Set
		for i, cell := range s.Cells[o.Name] {
			if slices.Contains(cells, cell) {
				set = set.Union(ticks.Between(ticks.Tick(i+1), ticks.Tick(i+2)))
			}
		}
		if !set.Empty() {
			section.Entries = append(section.Entries, dump.Entry{Origin: o.Name, Ticks: set})
		}
	}
}

// Mark does what a server does with a mark. Superseded: what is present is dropped
// from the list, the rest is known. Deleted: the rest is deleted, and an entry that
// holds the tick is lost.
func (c *Cluster) Mark(server, origin string, set ticks.Set, deleted, broadcast bool) {
	for _, s := range c.Servers {
		if s.Dead || !broadcast && s.Name != server {
			continue
		}
		for r := range set.All() {
			for t := r.Begin; t < r.End; t++ {
				c.markTick(s, origin, int(t), deleted)
			}
		}
	}
}

func (c *Cluster) markTick(s *Server, origin string, t int, deleted bool) {
	for len(s.Cells[origin]) < t {
		s.Cells[origin] = append(s.Cells[origin], Unheard)
	}
	cell := &s.Cells[origin][t-1]
	switch {
	case deleted:
		if *cell == Present || *cell == Pending {
			c.Destroyed++
		}
		*cell = Deleted
	case *cell == Missing || *cell == Unheard:
		*cell = Superseded
	}
}

// Rejoin lets the living servers answer each other's missing ticks, and tell
// each other of numbers not heard of.
func (c *Cluster) Rejoin() {
	for _, origin := range c.Servers {
		last := ticks.Tick(0)
		for _, s := range c.Servers {
			if !s.Dead {
				last = max(last, s.heard(origin.Name))
			}
		}
		for t := ticks.Tick(1); t <= last; t++ {
			c.answer(origin.Name, t)
		}
	}
}

func (c *Cluster) answer(origin string, t ticks.Tick) {
	best := Missing
	for _, answer := range []Cell{Superseded, Deleted, Pending, Present} {
		if slices.ContainsFunc(c.Servers, func(s *Server) bool { return !s.Dead && s.At(origin, t) == answer }) {
			best = answer
		}
	}
	for _, s := range c.Servers {
		for !s.Dead && len(s.Cells[origin]) < int(t) {
			s.Cells[origin] = append(s.Cells[origin], Unheard)
		}
		if cell := s.At(origin, t); !s.Dead && (cell == Missing || cell == Unheard) {
			s.Cells[origin][t-1] = best
		}
	}
}

// StillMissing is what a server misses of an origin.
func (c *Cluster) StillMissing(server, origin string) ticks.Set {
	var section dump.Section
	c.Server(server).section(c, &section, "missing", Missing)
	set, _ := section.Of(origin)
	return set
}

// Clone copies the cluster.
func (c *Cluster) Clone() *Cluster {
	out := &Cluster{Destroyed: c.Destroyed}
	for _, s := range c.Servers {
		copied := &Server{Name: s.Name, Tock: s.Tock, Dead: s.Dead, Cells: map[string][]Cell{}}
		for origin, cells := range s.Cells {
			copied.Cells[origin] = slices.Clone(cells)
		}
		out.Servers = append(out.Servers, copied)
	}
	return out
}
