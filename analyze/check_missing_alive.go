package analyze

import "fmt"

var missingAlive = &Check{
	ID:       "missing-alive",
	Title:    "missing ticks that another server still has",
	Severity: Warning,
	Doc: `A server misses ticks that another server has present. Nothing is lost. Where each
holder has deleted them too, they are a deletion whose purge is pending.

How it comes about: messages did not arrive. A server asks for what it misses
once, and again only after a restart or a re-join.

What to do: restart the server that misses them, or let it re-join; then dump
again. Never mark them: the server would stop asking, and the two would differ
from then on. A pending deletion that is marked too early leaves the entry alive
where it was missed.`,
	run: func(c *Case, report func(Finding)) {
		for _, l := range c.Plan.Left {
			what, state := "present on", InPresent
			if l.Reason == DeletionPending {
				what, state = "a deletion whose purge is pending on", InPresent|InDeleted
			}
			o, server := c.originNamed(l.Origin), c.index(l.Server)
			f := Finding{
				Servers: append([]string{l.Server}, l.Holders...), Origin: l.Origin, HasOrigin: true, Ticks: l.Ticks,
				Message: fmt.Sprintf("%q misses %s of %q, %s %s", l.Server, numbered(l.Ticks), l.Origin, what, quotedList(l.Holders)),
				Action:  fmt.Sprintf("restart %q or let it re-join, then dump again; do not mark", l.Server),
				Evidence: append([]Proof{c.proof(o, server, InMissing, l.Ticks)},
					c.cite(o, c.indexes(l.Holders), state, l.Ticks)...),
			}
			if l.Look != nil {
				f.Run = [][]string{l.Look}
			}
			report(f)
		}
	},
}
