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
	var origins []string
	for _, d := range s.Life() {
		origins = append(origins, NamesIn(d)...)
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
		naming := s.Naming(origin)
		for _, k := range dump.Kinds {
			if set := s.Told(k, naming).Set; w.Section(k).Said && !set.Empty() {
				w.Section(k).Entries = append(w.Section(k).Entries, dump.Entry{Origin: origin, Ticks: set})
			}
		}
	}
	return w
}
