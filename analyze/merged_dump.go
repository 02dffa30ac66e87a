package analyze

import (
	"slices"
	"strings"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// mergedDump is the present state of a server as one dump: each section is the newest
// one told, and said only if some dump says it. It is nil for a server that
// tells nothing.
func (s *Server) mergedDump() *dump.Dump {
	latest := s.Latest()
	if latest == nil || s.Conflict != nil {
		return nil
	}
	w := &dump.Dump{Node: s.Name, Tock: latest.Tock, HasTock: latest.HasTock, Seq: latest.Seq, HasSeq: latest.HasSeq}
	var origins []string
	for _, d := range s.life() {
		origins = append(origins, names(d)...)
		if d.Nodes.Said {
			w.Nodes = dump.Nodes{Said: true, Entries: slices.Clone(d.Nodes.Entries)}
		}
		if d.NodeDrop.Said {
			w.NodeDrop = d.NodeDrop
		}
		for _, k := range dump.Kinds {
			if section := d.Section(k); section.Said {
				*w.Section(k) = dump.Section{Said: true, Key: section.Key}
			}
		}
	}
	slices.Sort(origins)
	for _, origin := range slices.Compact(origins) {
		naming := s.naming(origin)
		for _, k := range dump.Kinds {
			if set := s.told(k, naming).Set; w.Section(k).Said && !set.Empty() {
				w.Section(k).Entries = append(w.Section(k).Entries, dump.Entry{Origin: origin, Ticks: set})
			}
		}
	}
	return w
}

// change replaces an origin's set in a section, if the section is said. Like a
// server it leaves an origin out whose set is empty.
func change(s *dump.Section, origin string, to func(ticks.Set) ticks.Set) {
	if !s.Said {
		return
	}
	i, found := slices.BinarySearchFunc(s.Entries, origin, func(e dump.Entry, name string) int { return strings.Compare(e.Origin, name) })
	if !found {
		s.Entries = slices.Insert(s.Entries, i, dump.Entry{Origin: origin})
	}
	s.Entries[i].Ticks = to(s.Entries[i].Ticks)
	if s.Entries[i].Ticks.Empty() {
		s.Entries = slices.Delete(s.Entries, i, i+1)
	}
}
