package dump

import "tickdiff/dump/internal/logline"

// LoggedConflict is a conflict that a server wrote to its log: it had one version of
// an entry and was sent another, and neither was made on top of the other. The log does
// not name that server. Values are empty unless they were asked for, as they are private.
type LoggedConflict struct {
	Source       Source // where its lines stand
	Path         string // of the entry, as logged
	Current, New Version
}

// Version is one version of an entry, as a log has it.
type Version = logline.Version

// Link is one change in the chain of an entry.
type Link = logline.Link
