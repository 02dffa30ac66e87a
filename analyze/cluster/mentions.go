package cluster

import (
	"slices"
	"sort"

	"tickdiff/dump"
)

// mentions is an index from every server to where the dumps name it. A dump that does not
// name an origin then costs nothing where that origin is looked at, and no section is
// searched for a name.
type mentions struct {
	from []int32 // of each server: where its mentions begin in all; one more ends the last
	all  []Mention
}

// Mention is where one dump names an origin.
type Mention struct {
	dump.Mention
	Server, nth int32 // index of the dump's server among those dumped, and of the dump in its Dumps
}

// findMentions reads the names of every dump twice: once to count, once to note.
func (v *View) findMentions() {
	m := mentions{from: make([]int32, len(v.Servers)+1)}
	v.eachMention(func(origin int, _ Mention) { m.from[origin+1]++ })
	for i := range v.Servers {
		m.from[i+1] += m.from[i]
	}
	m.all = make([]Mention, m.from[len(v.Servers)])
	next := append([]int32(nil), m.from...)
	v.eachMention(func(origin int, at Mention) {
		m.all[next[origin]] = at
		next[origin]++
	})
	v.mentions = m
}

// eachMention calls f for each server that a dump names, those of one dump in order.
func (v *View) eachMention(f func(origin int, at Mention)) {
	for i, s := range v.Dumped {
		for nth, d := range s.Dumps {
			origin := 0
			for name, m := range d.Mentions() {
				if origin = v.place(name, origin); origin < len(v.Servers) && v.Servers[origin].Name == name {
					f(origin, Mention{m, int32(i), int32(nth)})
				}
			}
		}
	}
}

// place is the index of a name among all servers. Mostly it is the one after the last.
func (v *View) place(name string, last int) int {
	for _, i := range []int{last, last + 1} {
		if i < len(v.Servers) && v.Servers[i].Name == name {
			return i
		}
	}
	return sort.Search(len(v.Servers), func(i int) bool { return v.Servers[i].Name >= name })
}

// Naming are where dumps name a server, those of one server next to each other and
// oldest first.
func (v *View) Naming(name string) []Mention {
	i := IndexIn(v.Servers, name)
	if i < 0 {
		return nil
	}
	return v.mentions.all[v.mentions.from[i]:v.mentions.from[i+1]]
}

// Naming are where the dumps of one server name an origin, oldest first.
func (s *Server) Naming(origin string) []Mention {
	if s.view == nil { // see [Server.Alone]
		return s.find(origin)
	}
	all := s.view.Naming(origin)
	first := sort.Search(len(all), func(i int) bool { return all[i].Server >= s.place })
	end := first + sort.Search(len(all)-first, func(i int) bool { return all[first+i].Server > s.place })
	return all[first:end:end]
}

// find looks into each dump.
func (s *Server) find(origin string) []Mention {
	var out []Mention
	for nth, d := range s.Dumps {
		if m := d.Mention(origin); m.Known() {
			out = append(out, Mention{Mention: m, nth: int32(nth)})
		}
	}
	return out
}

// mentionIn is where a dump of a server names an origin, one of all where any do.
func (s *Server) mentionIn(nth int, all []Mention) dump.Mention {
	for i := range all {
		if int(all[i].nth) == nth {
			return all[i].Mention
		}
	}
	return dump.Mention{Dump: s.Dumps[nth]}
}

// quiet is what the servers tell of an origin that no dump of theirs names.
type quiet struct {
	replicas  []Replica
	constants []State
}

// findQuiet asks for a name that stands in no dump.
func (v *View) findQuiet() {
	v.quiet = quiet{slices.Repeat([]Replica{Silent}, len(v.Dumped)), make([]State, len(v.Dumped))}
	for i, s := range v.Dumped {
		if s.Status == Seen {
			v.quiet.replicas[i] = s.replica(nil, Silent)
			v.quiet.constants[i] = v.quiet.replicas[i].Constant()
		}
	}
}
