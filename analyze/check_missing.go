package analyze

import "fmt"

// The four missing checks say what the plan says, one finding a server, origin
// and reason; between them they cover everything that is missing.

var missingLost = &Check{
	ID:       "missing-lost",
	Title:    "missing ticks that nobody has",
	Severity: Error,
	Doc: `A server misses ticks, every server was asked or declared gone, and none has
them: not present, not superseded, not deleted. The changes are lost.

How it comes about: the server that made the changes died before anybody heard
of them, or all servers that had them lost their data.

What to do: mark the ticks as superseded, with the commands of the plan. Nothing
can bring the changes back; the mark only ends the waiting for them.`,
	run: func(c *Case, report func(Finding)) {
		for _, s := range c.Plan.Steps {
			if s.Reason == Lost {
				report(s.finding("nobody has %s of %q, which %q misses: lost", "run the plan's mark"))
			}
		}
	},
}

var missingSettled = &Check{
	ID:       "missing-settled",
	Title:    "missing ticks that others know to be superseded or deleted",
	Severity: Warning,
	Doc: `A server misses ticks of which another says that their data is gone: superseded
by a later change, or deleted. No data is lost.

How it comes about: the server did not hear the change, nor later that it was
superseded. It would learn it at its next restart or re-join.

What to do: let the servers re-join, or mark the ticks with the commands of the
plan; the mark does what the other server's own answer would do.`,
	run: func(c *Case, report func(Finding)) {
		for _, s := range c.Plan.Steps {
			if s.Reason != Lost {
				report(s.finding("%s of %q, which %q misses, are gone already ("+string(s.Reason)+")", "run the plan's mark, or let the server re-join"))
			}
		}
	},
}

func (s *Step) finding(message, action string) Finding {
	return Finding{
		Servers: []string{s.Server}, Origin: s.Origin, HasOrigin: true, Ticks: s.Ticks, Evidence: s.Evidence,
		Message: fmt.Sprintf(message, numbered(s.Ticks), s.Origin, s.Server),
		Action:  action,
	}
}

var missingAlive = &Check{
	ID:       "missing-alive",
	Title:    "missing ticks that another server still has",
	Severity: Warning,
	Doc: `A server misses ticks that another server has present. Nothing is lost.

How it comes about: messages did not arrive. A server asks for what it misses
once, and again only after a restart or a re-join.

What to do: restart the server that misses them, or let it re-join; then dump
again. Never mark them: the server would stop asking, and the two would differ
from then on. A deletion whose purge is pending is left alone in the same way.`,
	run: func(c *Case, report func(Finding)) {
		for _, l := range c.Plan.Left {
			f := Finding{
				Servers: append([]string{l.Server}, l.Holders...), Origin: l.Origin, HasOrigin: true, Ticks: l.Ticks,
				Message: fmt.Sprintf("%q misses %s of %q, alive on %s (%s)", l.Server, numbered(l.Ticks), l.Origin, quotedList(l.Holders), l.Reason),
				Action:  fmt.Sprintf("restart %q or let it re-join, then dump again; do not mark", l.Server),
			}
			if l.Look != nil {
				f.Run = [][]string{l.Look}
			}
			report(f)
		}
	},
}

var missingUndecided = &Check{
	ID:       "missing-undecided",
	Title:    "missing ticks that cannot be decided yet",
	Severity: Error,
	Doc: `A server misses ticks, and the dumps do not show whether anybody has them: a
server was not dumped, a dump does not hold the section that would tell, or it
is too old.

What to do: take the dumps that are asked for, or, if a server is lost for good,
declare it gone. Do not mark: what was not asked may be the last copy.`,
	run: func(c *Case, report func(Finding)) {
		for _, r := range c.Plan.Refused {
			f := Finding{
				Servers: []string{r.Server}, Origin: r.Origin, HasOrigin: true, Ticks: r.Ticks,
				Message: fmt.Sprintf("%q misses %s of %q, not decided: %s", r.Server, numbered(r.Ticks), r.Origin, r.Reason),
				Action:  r.action(),
			}
			for _, name := range r.Needs {
				if argv := c.Plan.Options.stateArgv(name); argv != nil {
					f.Run = append(f.Run, argv)
				}
			}
			report(f)
		}
	},
}

// action is what would let a refusal be decided.
func (r *Refused) action() string {
	switch r.Reason {
	case OriginBehind:
		return fmt.Sprintf("keep %q from writing: it gives out ticks again; start it from current data, then dump again", r.Origin)
	case UnsafeName:
		return "decide by hand: no command can be trusted with this name"
	case UnseenServer:
		return "dump " + quotedList(r.Needs) + ", or declare gone with --gone what is lost for good"
	}
	return "dump " + quotedList(r.Needs) + " again, with -a"
}
