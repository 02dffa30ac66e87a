package cluster

import (
	"fmt"
	"slices"
	"strings"

	"tickdiff/dump"
)

// Options is what the operator adds to the dumps.
type Options struct {
	// Gone names servers whose data will not come back, and which had stopped before
	// the first of these dumps was taken.
	Gone []string
	// Together says that no server lost or replaced its data while these dumps were
	// taken, and insists on Gone where a dump looks otherwise.
	Together bool
	// Named are servers that people know beside the dumps. One that was not dumped may hold
	// anything, also if no other server has heard of it.
	Named []string
	// Given takes several dumps of one server in the order given, oldest first,
	// where otherwise the tock orders them. A server that restarted without its
	// data counts its tock from the start, so only the operator can know.
	Given bool
	// Logged are conflicts that servers wrote to their logs.
	Logged []dump.LoggedConflict
}

// GoneError refuses a --gone that the dumps contradict.
type GoneError struct {
	Name, Why, Hint string
	Names           []string // the servers that Name lists, parted by commas
}

func (e *GoneError) Error() string { return fmt.Sprintf("--gone %q: %s", e.Name, e.Why) }

// Merge puts dumps side by side. It fails only with a [GoneError]; dumps that
// contradict each other are kept as [Server.Conflict].
func Merge(dumps []*dump.Dump, o Options) (*View, error) {
	v := &View{Logged: o.Logged, SaidTogether: o.Together}
	for name, dumped := range byObserver(dumps, o.Named) {
		v.Servers = append(v.Servers, &Server{Name: name, Status: Unseen, Dumps: oldestFirst(dumped, o), lessons: noLessons})
	}
	slices.SortFunc(v.Servers, func(a, b *Server) int { return strings.Compare(a.Name, b.Name) })
	for _, s := range v.Servers {
		if len(s.Dumps) > 0 {
			v.Dumped = append(v.Dumped, s)
		}
	}
	v.findMentions()
	for i, s := range v.Dumped {
		s.Status = Seen
		s.lessons = &lessons{ranks: ranks(s.Dumps, o), Conflict: findConflict(s.Dumps), view: v, place: int32(i)}
		s.findSources()
		s.findWentBack()
	}
	for _, s := range v.Servers {
		if s.Status != Seen && v.isPhantom(s.Name) {
			s.Status = Phantom
		}
	}
	for _, name := range o.Gone {
		if err := v.declareGone(name, o.Gone); err != nil {
			return nil, err
		}
	}
	v.findContradictions()
	v.findCollection()
	v.findQuiet()
	return v, nil
}

// byObserver groups dumps by server and adds every name that only stands in
// some dump, or is known beside them.
func byObserver(dumps []*dump.Dump, named []string) map[string][]*dump.Dump {
	groups := map[string][]*dump.Dump{}
	for _, name := range named {
		groups[name] = nil
	}
	for _, d := range dumps {
		groups[d.Node] = append(groups[d.Node], d)
		for _, name := range NamesIn(d) {
			if _, ok := groups[name]; !ok {
				groups[name] = nil
			}
		}
	}
	return groups
}

// NamesIn lists every server that dumps name, in sections or as being removed, sorted.
func NamesIn(dumps ...*dump.Dump) []string {
	var all []string
	for _, d := range dumps {
		for name, m := range d.Mentions() {
			if m.Known() {
				all = append(all, name)
			}
		}
		all = append(all, d.NodeDrop.Names...)
	}
	slices.Sort(all) // those of one dump are in order, so that this costs little
	return slices.Compact(all)
}

// declareGone takes the operator's word, unless the dumps speak against it. Those of
// the server itself cannot be the last: it had stopped before the others were asked.
func (v *View) declareGone(name string, gone []string) error {
	s := v.Server(name)
	if s == nil {
		return &GoneError{name, "no dump knows this server", v.KnownNames(), v.listOf(name)}
	}
	if other := v.askedWith(s, gone); other != nil {
		return &GoneError{name, fmt.Sprintf("it answered in the collection that the newest dump of %q is of, so it had not stopped before", other.Name),
			"collect again, now that it is gone", nil}
	}
	if !v.SaidTogether {
		if why := v.livedOn(s, gone); why != "" {
			return &GoneError{name, why, "dump the others again, or leave out the dump of the server that is gone; or --together, if it had stopped before the first of the others was dumped", nil}
		}
	}
	s.Status = Gone
	return nil
}

// askedWith is a server that is not gone, and whose newest dump is of a collection that
// another has answered; nil if there is none.
func (v *View) askedWith(s *Server, gone []string) *Server {
	for _, other := range v.Dumped {
		if c := other.Latest().Collected; c != nil && s.answered(c.ID) && !slices.Contains(gone, other.Name) {
			return other
		}
	}
	return nil
}

// listOf parts what may be a list of servers; nil if it is none. A comma can stand in a
// name, so a list is only suggested, never taken.
func (v *View) listOf(names string) []string {
	list := strings.Split(names, ",")
	if len(list) < 2 || slices.ContainsFunc(list, func(name string) bool { return v.Server(name) == nil }) {
		return nil
	}
	return list
}

// livedOn says what makes a server look alive when another was dumped: the higher tock,
// which tells as much as a tock can. It is "" if nothing does.
func (v *View) livedOn(s *Server, gone []string) string {
	latest := s.Latest()
	if latest == nil {
		return ""
	}
	for _, other := range v.Dumped {
		d := other.Latest()
		if c := latest.Collected; c != nil && other.answered(c.ID) && slices.Contains(gone, other.Name) {
			continue // both were there then, and both are gone
		}
		if collectedEarlier(d, latest) {
			return fmt.Sprintf("it answered a collection that asked it after that of the newest dump of %q, by their times, so it may have lived when others were dumped", other.Name)
		}
		if other != s && Older(d, latest) && !v.collectedLater(latest, d) {
			return fmt.Sprintf("its dump (%s) may be newer than that of %q (%s), so it may have lived when others were dumped",
				TockOf(latest), other.Name, TockOf(d))
		}
	}
	return ""
}

// KnownNames lists all servers, for a hint.
func (v *View) KnownNames() string {
	quoted := make([]string, len(v.Servers))
	for i, s := range v.Servers {
		quoted[i] = fmt.Sprintf("%q", s.Name)
	}
	return "the dumps know " + strings.Join(quoted, ", ")
}

// isPhantom recognises a name that a mistyped mark made: without any dump, its
// tick null wherever it stands in nodes, nothing of it present, and yet superseded
// ticks somewhere. A tick of 0 is what a server says of itself that has not written
// yet. And nobody misses ticks of a phantom, or asks for them: who does has heard of
// one.
func (v *View) isPhantom(name string) bool {
	listed, superseded := false, false
	for _, m := range v.Naming(name) {
		if e, ok := m.Node(); ok {
			listed = true
			if !e.Null {
				return false
			}
		}
		for _, k := range []dump.Kind{dump.Present, dump.Missing, dump.RemoteMissing} {
			if set, _ := m.Set(k); !set.Empty() {
				return false
			}
		}
		set, _ := m.Set(dump.Superseded)
		superseded = superseded || !set.Empty()
	}
	return listed && superseded
}
