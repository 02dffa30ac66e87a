package moatcmd

import (
	"iter"
	"slices"

	"tickdiff/ticks"
)

// MaxArgvBytes bounds the arguments of one command in a script or in JSON, well
// below what systems pass to a program.
const MaxArgvBytes = 96 << 10

// Mark marks ticks of one origin. It never lacks ticks and never has an empty
// origin: the server would mark everything that is missing by then. That is why
// its fields are not exported, and only [Client.Supersede] and [Client.Delete]
// make one.
type Mark struct {
	client    Client
	origin    string
	set       ticks.Set
	deleted   bool
	broadcast bool
}

// Supersede marks ticks superseded. It panics where [Client.CanMark] says no.
func (c Client) Supersede(origin string, set ticks.Set) Mark {
	return c.mark(Mark{origin: origin, set: set})
}

// Delete marks ticks deleted. It panics where [Client.CanMark] says no.
func (c Client) Delete(origin string, set ticks.Set) Mark {
	return c.mark(Mark{origin: origin, set: set, deleted: true})
}

func (c Client) mark(m Mark) Mark {
	if m.set.Empty() || !c.CanMark(m.origin) {
		panic("moatcmd: a mark without ticks, or with a name no command can be trusted with")
	}
	m.client = c
	return m
}

// CanMark reports whether a command can be trusted with the server and an origin.
func (c Client) CanMark(origin string) bool { return c.Usable() && SafeName(origin) }

// ToAll is the same mark, which the server passes on to all others. A deletion
// would hit entries anywhere, so there is none to all.
func (m Mark) ToAll() Mark {
	if m.deleted {
		panic("moatcmd: a mark --deleted to all servers")
	}
	m.broadcast = true
	return m
}

// Renamed is the same mark with other names for its host and its origin; ok is false where
// no command can be trusted with those.
func (m Mark) Renamed(name func(string) string) (renamed Mark, ok bool) {
	m.client, m.origin = At(m.client.dialect, name(m.client.host), m.client.port), name(m.origin)
	return m, m.client.CanMark(m.origin)
}

// Broadcast reports whether the server is to pass the mark on to all others.
func (m Mark) Broadcast() bool { return m.broadcast }

// Ticks are the ticks to mark, at least one.
func (m Mark) Ticks() ticks.Set { return m.set }

// Calls cuts the mark into argument lists that a program can be given.
func (m Mark) Calls() (argvs iter.Seq[[]string], ok bool) {
	return m.Argvs(MaxArgvBytes, func(arg string) int { return len(arg) })
}

// head is the command up to the ticks. The two dashes keep a name such as -d
// from turning the mark into a delete.
func (m Mark) head() []string {
	argv := m.client.argv("internal", "mark")
	if m.deleted {
		argv = append(argv, "--deleted")
	}
	if m.broadcast {
		argv = append(argv, "--broadcast")
	}
	return append(argv, "--", m.origin)
}

// Argvs cuts the mark so that each argv, measured by size for each argument
// and one for the blank behind it, stays within limit. ok is false if not even
// one tick fits.
func (m Mark) Argvs(limit int, size func(arg string) int) (argvs iter.Seq[[]string], ok bool) {
	const longestTick = 19
	head, taken := m.head(), 0
	for _, arg := range head {
		taken += size(arg) + 1
	}
	if taken+longestTick > limit {
		return nil, false
	}
	return func(yield func([]string) bool) {
		argv, used := slices.Clone(head), taken
		for r := range m.set.All() {
			for t := r.Begin; t < r.End; t++ {
				arg := digits(t)
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
