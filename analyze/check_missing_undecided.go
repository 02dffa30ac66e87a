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
		for _, u := range refusedUndone(c.Plan.Refused) {
			f := Finding{
				Servers: []string{u.server}, Origin: u.origin, HasOrigin: true, Ticks: u.ticks,
				Message:  fmt.Sprintf("%q misses %s of %q, not decided: %s", u.server, numbered(u.ticks), u.origin, u.reason),
				Action:   c.unblock(&u),
				Evidence: []Proof{c.proof(c.originNamed(u.origin), c.index(u.server), InMissing, u.ticks)},
			}
			for _, name := range u.who[:min(len(u.who), maxCited)] { // the plan's requests have all
				f.Run = c.ask(f.Run, name)
			}
			report(f)
		}
	},
}

// unblock is what would let a refusal be decided.
func (c *Case) unblock(u *undone) string {
	switch u.reason {
	case OriginBehind:
		return fmt.Sprintf("keep %q from writing: it gives out ticks again; start it from current data, then dump again", u.origin)
	case UnsafeName:
		return "decide by hand: no command can be trusted with this name"
	case UnseenServer:
		if c.View.Server(u.who[0]).Status == Unseen {
			return "dump " + quotedList(u.who) + ", or declare gone with --gone what is lost for good"
		}
	}
	return "dump " + quotedList(u.who) + " again, with -a"
}

// ask adds the command that dumps a server, unless none can be trusted with its
// name.
func (c *Case) ask(run [][]string, server string) [][]string {
	if argv := c.Plan.Options.stateArgv(server); argv != nil {
		run = append(run, argv)
	}
	return run
}
