package plan

import (
	"tickdiff/analyze/moatcmd"
	"tickdiff/ticks"
)

// Command is a mark, and what it is for. [newCommand] is the only maker.
type Command struct {
	moatcmd.Mark
	markKey
}

// newCommand panics on what must never be possible: no ticks, or a name that is
// no name.
func newCommand(o Options, key markKey, set ticks.Set) Command {
	mark := o.client(key.server).Supersede
	if key.kind == MarkDeleted {
		mark = o.client(key.server).Delete
	}
	return Command{mark(key.origin, set), key}
}

// Server is the server that is asked.
func (c Command) Server() string { return c.server }

// Origin is whose ticks are marked.
func (c Command) Origin() string { return c.origin }

// Kind is what they are marked as.
func (c Command) Kind() MarkKind { return c.kind }

// Settled reports whether it rests on the operator's word, see [Plan.Settle].
func (c Command) Settled() bool { return c.settled }

// Answers reports whether the server does not miss the ticks, but would answer
// that they were deleted, see [Decision].
func (c Command) Answers() bool { return c.answers }
