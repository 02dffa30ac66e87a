package cluster

import "tickdiff/dump"

// Differing are the entries that full saves of several servers show to differ.
type Differing struct {
	Servers []string         // all that were compared
	Entries []DifferingEntry // sorted by path
	// Counts are all entries by class, those too that are not listed. The words are those
	// of the package heal.
	Counts map[string]int
}

// DifferingEntry is one of them.
type DifferingEntry struct {
	Path    string
	Class   string
	Newer   string      // the server whose copy is newer by its chain of changes; "" if none is
	Changes []dump.Link // in the chains of all copies
}
