package analyze

import (
	"fmt"

	"tickdiff/dump"
)

var unseenServer = &Check{
	ID:       "unseen-server",
	Title:    "a server that was not dumped, or does not tell what it misses",
	Severity: Info,
	Doc: `A server is named in the dumps, but there is no dump of it; or there is one that
does not tell what the server misses. Every server holds a copy of everything,
so a server that was not asked may hold the only copy of what others miss.

What to do: dump it. If it is lost for good, say so with --gone; then the plan
counts on never seeing its data again.`,
	run: func(c *Case, report func(Finding)) {
		for _, s := range c.View.Servers {
			f := Finding{Servers: []string{s.Name}}
			switch {
			case s.Status == Unseen:
				f.Message = fmt.Sprintf("there is no dump of %q", s.Name)
				f.Action = "dump it, or declare it gone with --gone if it is lost for good"
			case s.Status == Seen && !s.Tells(dump.Missing):
				f.Message = fmt.Sprintf("the dump of %q does not tell what it misses", s.Name)
				f.Action = "dump it again, with -a"
			default:
				continue
			}
			if argv := c.Plan.Options.stateArgv(s.Name); argv != nil {
				f.Run = [][]string{argv}
			}
			report(f)
		}
	},
}
