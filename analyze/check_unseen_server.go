package analyze

import (
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var unseenServer = &Check{
	ID:       "unseen-server",
	Title:    "a server that was not dumped, or does not tell what it misses",
	Severity: Info,
	Doc: `There is no dump of a server that the dumps name; or there is one that does not
tell what the server misses. Every server holds a copy of everything, so one that
was not asked may hold the only copy of what others miss.

How it comes about: the server could not be reached, was forgotten, or was asked
without -a. If no dump says nodes, there may be servers that nobody named.

What to do: dump it. If it is lost for good, say so with --gone; then the plan
counts on never seeing its data again.`,
	run: func(c *Case, report func(Finding)) {
		if seen := serverNames(c.View.With(Seen)); len(seen) > 0 && !c.View.ServersKnown() {
			f := Finding{Servers: seen, Message: prose.Say("no dump says nodes: there may be servers that nobody named"),
				Action: prose.Say("dump any server again, with -a"), Run: c.ask(nil, seen[0])}
			report(f)
		}
		unseen := serverNames(c.View.With(Unseen))
		many := len(unseen) > MaxNames
		if many {
			report(Finding{Servers: unseen, joins: true, Message: prose.Say("there is no dump of %s", quotedList(unseen)),
				Action: prose.Say("take the dumps that the plan asks for, or declare gone with --gone what is lost for good")})
		}
		for _, s := range c.View.Servers {
			if many && s.Status == Unseen {
				continue
			}
			f := Finding{Servers: []string{s.Name}, Run: c.ask(nil, s.Name)}
			switch {
			case s.Status == Unseen:
				f.Message = prose.Say("there is no dump of %q", s.Name)
				f.Action = prose.Say("dump it, or declare it gone with --gone if it is lost for good")
				f.Evidence = c.View.namedBy(s.Name)
			case s.Status == Seen && !s.Tells(dump.Missing):
				f.Message = prose.Say("the dump of %q does not tell what it misses", s.Name)
				f.Action = prose.Say("dump it again, with -a")
				f.Evidence = []Proof{nodesProof(s.Latest(), s.Name, s.Name, proofDumped, ticks.Set{})}
			default:
				continue
			}
			report(f)
		}
	},
}

// namedBy is the first dump that names a server, if any does but as being
// removed.
func (v *View) namedBy(name string) []Proof {
	for _, m := range v.naming(name) {
		d := m.Dump
		if _, listed := m.Node(); listed {
			return []Proof{nodesProof(d, d.Node, name, proofNamed, ticks.Set{})}
		}
		for _, k := range dump.Kinds {
			if set, _ := m.Set(k); !set.Empty() {
				return []Proof{proofIn(d, k, d.Node, name, proofNamed, set)}
			}
		}
	}
	return nil
}
