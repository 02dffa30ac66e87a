package dump

// LoggedConflict is a conflict that a server wrote to its log: it had one version of
// an entry and was sent another, and neither was made on top of the other. The log does
// not name that server.
type LoggedConflict struct {
	Source       Source // where its lines stand
	Path         string // of the entry, as logged
	Current, New Version
}

// Version is one version of an entry, as a log has it.
type Version struct {
	Chain []Link // newest change first; at least one
	Tock  uint64 // of the newest change
	// Deletes: the newest change deleted the entry.
	Deletes bool
	// Value is the value as Python prints it. It is empty unless it was asked for, as
	// values are private, and if it has more than [MaxLoggedValue] bytes.
	Value string
}

// Head is the newest change.
func (v *Version) Head() Link { return v.Chain[0] }

const (
	// MaxConflicts is how many logged conflicts of one input are kept.
	MaxConflicts = 10_000
	// MaxLoggedValue is how many bytes a logged value may have to be kept.
	MaxLoggedValue = 4096
)
