package analyze

import "fmt"

var missingUndecided = &Check{
	ID:       "missing-undecided",
	Title:    "missing ticks that cannot be decided yet",
	Severity: Error,
	Doc: `A server misses ticks, and the dumps do not show whether anybody has them: a
server was not dumped, a dump does not hold the section that would tell, or it is
too old.

How it comes about: the evidence is incomplete; or the origin itself went back
(see origin-behind) and will give the ticks out again, for other changes.

What to do: take the dumps that are asked for, or, if a server is lost for good,
declare it gone. Do not mark: what was not asked may be the last copy.`,
	run: func(c *Case, report func(Finding)) {
		for _, r := range c.Plan.Refused {
			f := Finding{
				Servers: []string{r.Server}, Origin: r.Origin, HasOrigin: true, Ticks: r.Ticks,
				Message:  fmt.Sprintf("%q misses %s of %q, not decided: %s", r.Server, numbered(r.Ticks), r.Origin, r.Reason),
				Action:   c.unblock(&r),
				Evidence: []Proof{c.proof(c.originNamed(r.Origin), c.index(r.Server), InMissing, r.Ticks)},
			}
			for _, name := range r.Needs {
				f.Run = c.ask(f.Run, name)
			}
			report(f)
		}
	},
}

// unblock is what would let a refusal be decided.
func (c *Case) unblock(r *Refused) string {
	switch r.Reason {
	case OriginBehind:
		return fmt.Sprintf("keep %q from writing: it gives out ticks again; start it from current data, then dump again", r.Origin)
	case UnsafeName:
		return "decide by hand: no command can be trusted with this name"
	case UnseenServer:
		if c.View.Server(r.Needs[0]).Status == Unseen {
			return "dump " + quotedList(r.Needs) + ", or declare gone with --gone what is lost for good"
		}
	}
	return "dump " + quotedList(r.Needs) + " again, with -a"
}

// ask adds the command that dumps a server, unless none can be trusted with its
// name.
func (c *Case) ask(run [][]string, server string) [][]string {
	if argv := c.Plan.Options.stateArgv(server); argv != nil {
		run = append(run, argv)
	}
	return run
}
