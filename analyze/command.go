package analyze

import (
	"iter"
	"slices"
	"strconv"

	"tickdiff/ticks"
)

// MaxArgvBytes bounds the arguments of one command in a script or in JSON, well
// below what systems pass to a program.
const MaxArgvBytes = 96 << 10

// Command marks ticks of one origin, on one server or, broadcast, on all. It
// never lacks ticks and never has an empty origin: the server would mark
// everything that is missing by then. That is why its fields are not exported
// and [newCommand] is the only maker.
type Command struct {
	markKey
	broadcast bool
	client    []string
	set       ticks.Set
}

// newCommand panics on what must never be possible: no ticks, or a name that is
// no name.
func newCommand(o PlanOptions, key markKey, set ticks.Set) Command {
	if set.Empty() || !safeName(key.origin) || !safeName(o.target(key.server).Host) {
		panic("analyze: a mark without ticks, or with a name no command can be trusted with")
	}
	return Command{markKey: key, client: o.client(key.server), set: set}
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
// that they were deleted, see [Step].
func (c Command) Answers() bool { return c.answers }

// Broadcast reports whether the server is to pass the mark on to all others.
func (c Command) Broadcast() bool { return c.broadcast }

// Ticks are the ticks to mark, at least one.
func (c Command) Ticks() ticks.Set { return c.set }

// Calls cuts the command into argument lists that a program can be given.
func (c Command) Calls() (argvs iter.Seq[[]string], ok bool) {
	return c.Argvs(MaxArgvBytes, func(arg string) int { return len(arg) })
}

// head is the command up to the ticks. The two dashes keep a name such as -d
// from turning the mark into a delete.
func (c Command) head() []string {
	argv := append(slices.Clone(c.client), "mark")
	if c.kind == MarkDeleted {
		argv = append(argv, "--deleted")
	}
	if c.broadcast {
		argv = append(argv, "--broadcast")
	}
	return append(argv, "--", c.origin)
}

// Argvs cuts the command so that each argv, measured by size for each argument
// and one for the blank behind it, stays within limit. ok is false if not even
// one tick fits.
func (c Command) Argvs(limit int, size func(arg string) int) (argvs iter.Seq[[]string], ok bool) {
	const longestTick = 19
	head, taken := c.head(), 0
	for _, arg := range head {
		taken += size(arg) + 1
	}
	if taken+longestTick > limit {
		return nil, false
	}
	return func(yield func([]string) bool) {
		argv, used := slices.Clone(head), taken
		for r := range c.set.All() {
			for t := r.Begin; t < r.End; t++ {
				arg := strconv.FormatUint(uint64(t), 10)
				if used+len(arg)+1 > limit+1 {
					if !yield(argv) {
						return
					}
					argv, used = slices.Clone(head), taken
				}
				argv, used = append(argv, arg), used+len(arg)+1
			}
		}
		yield(argv)
	}, true
}
