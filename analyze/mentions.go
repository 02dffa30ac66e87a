package analyze

import (
	"sort"

	"tickdiff/dump"
)

// mentions is an index from every server to the dumps that name it. A dump that does not
// name an origin then costs nothing where that origin is looked at.
type mentions struct {
	from  []int32 // of each server: where its dumps begin in dumps; one more ends the last
	dumps []int32 // indexes in all, in order
	all   []mention
}

// mention is a dump, and the index of its server among those dumped.
type mention struct {
	server int
	dump   *dump.Dump
}

// findMentions reads the names of every dump twice: once to count, once to note.
func (v *View) findMentions() {
	m := &v.mentions
	for i, s := range v.Dumped {
		for _, d := range s.Dumps {
			m.all = append(m.all, mention{i, d})
		}
	}
	m.from = make([]int32, len(v.Servers)+1)
	v.eachMention(func(server, _ int32) { m.from[server+1]++ })
	for i := range v.Servers {
		m.from[i+1] += m.from[i]
	}
	m.dumps = make([]int32, m.from[len(v.Servers)])
	next := append([]int32(nil), m.from...)
	v.eachMention(func(server, at int32) {
		m.dumps[next[server]] = at
		next[server]++
	})
}

// eachMention calls f once for each name in each dump.
func (v *View) eachMention(f func(server, at int32)) {
	last := make([]int32, len(v.Servers)) // the dump that named it last, counted from 1
	for at, m := range v.mentions.all {
		i := 0
		name := func(name string) {
			i = v.place(name, i)
			if last[i] != int32(at)+1 {
				last[i] = int32(at) + 1
				f(int32(i), int32(at))
			}
		}
		for _, e := range m.dump.Nodes.Entries {
			name(e.Name)
		}
		for _, k := range dump.Kinds {
			for _, e := range m.dump.Section(k).Entries {
				name(e.Origin)
			}
		}
		for _, e := range m.dump.Deletions.Entries {
			if last := v.place(e.Origin, i); last < len(v.Servers) && v.Servers[last].Name == e.Origin {
				name(e.Origin)
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

// naming are the dumps that name a server, those of one server next to each other and
// oldest first.
func (v *View) naming(name string) []mention {
	i := indexOf(v.Servers, name)
	if i < 0 {
		return nil
	}
	m := &v.mentions
	var out []mention
	for _, at := range m.dumps[m.from[i]:m.from[i+1]] {
		out = append(out, m.all[at])
	}
	return out
}

// quiet is what the servers tell of an origin that no dump of theirs names.
type quiet struct {
	replicas  []Replica
	constants []State
}

// findQuiet asks for a name that stands in no dump.
func (v *View) findQuiet() {
	nobody := "-"
	if n := len(v.Servers); n > 0 {
		nobody = v.Servers[n-1].Name + "-"
	}
	v.quiet = quiet{make([]Replica, len(v.Dumped)), make([]State, len(v.Dumped))}
	for i, s := range v.Dumped {
		if s.Status == Seen {
			v.quiet.replicas[i] = s.Replica(nobody)
			v.quiet.constants[i] = v.quiet.replicas[i].constant()
		}
	}
}
