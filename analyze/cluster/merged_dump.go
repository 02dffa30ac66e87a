package cluster

import (
	"slices"

	"tickdiff/dump"
)

// MergedDump is the present state of a server as one dump: each section is the newest
// one told, and said only if some dump says it. It is nil for a server that
// tells nothing.
func (s *Server) MergedDump() *dump.Dump {
	latest := s.Latest()
	if latest == nil || s.Conflict != nil {
		return nil
	}
	w := &dump.Dump{Node: s.Name, Tock: latest.Tock, HasTock: latest.HasTock, Seq: latest.Seq, HasSeq: latest.HasSeq}
	for _, d := range s.Life() {
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
	for _, origin := range NamesIn(s.Life()...) {
		naming := s.Naming(origin)
		for _, k := range dump.Kinds {
			if section := w.Section(k); section.Said {
				section.Put(origin, s.Told(k, naming).Set)
			}
		}
	}
	return w
}
