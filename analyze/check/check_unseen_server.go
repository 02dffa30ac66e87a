package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var unseenServer = &Check{
	ID:       "unseen-server",
	Title:    "a server that was not dumped, or does not tell what it misses",
	Severity: cluster.Info,
	Doc: `There is no dump of a server that the dumps name; or there is one that does not
tell what the server misses. Every server holds a copy of everything, so one that
was not asked may hold the only copy of what others miss.

How it comes about: the server could not be reached, was forgotten, or was asked
without -a. If no dump says nodes, there may be servers that nobody named.

What to do: dump it. If it is lost for good, say so with --gone; then the plan
counts on never seeing its data again.`,
	run: func(c *Case, report func(Finding)) {
		if seen := cluster.ServerNames(c.View.With(cluster.Seen)); len(seen) > 0 && !c.View.ServersKnown() {
			f := Finding{Servers: seen, Message: prose.Say("no dump says nodes: there may be servers that nobody named"),
				Action: prose.Say("dump any server again, with -a"), Run: c.ask(nil, seen[0])}
			report(f)
		}
		unseen := cluster.ServerNames(c.View.With(cluster.Unseen))
		many := len(unseen) > cluster.MaxNames
		if many {
			report(Finding{Servers: unseen, joins: true, Message: prose.Say("there is no dump of %s", prose.QuotedList(unseen)),
				Action: prose.Say("take the dumps that the plan asks for, or declare gone with --gone what is lost for good")})
		}
		for _, s := range c.View.Servers {
			if many && s.Status == cluster.Unseen {
				continue
			}
			f := Finding{Servers: []string{s.Name}, Run: c.ask(nil, s.Name)}
			switch {
			case s.Status == cluster.Unseen:
				f.Message = prose.Say("there is no dump of %q", s.Name)
				f.Action = prose.Say("dump it, or declare it gone with --gone if it is lost for good")
				f.Evidence = firstNaming(c.View, s.Name)
			case s.Status == cluster.Seen && !s.Tells(dump.Missing):
				f.Message = prose.Say("the dump of %q does not tell what it misses", s.Name)
				f.Action = prose.Say("dump it again, with -a")
				f.Evidence = []cluster.Proof{cluster.NodesProof(s.Latest(), s.Name, s.Name, cluster.ProofDumped, ticks.Set{})}
			default:
				continue
			}
			report(f)
		}
	},
}

// firstNaming is the first dump that names a server, if any does but as being
// removed.
func firstNaming(v *cluster.View, name string) []cluster.Proof {
	for _, m := range v.Naming(name) {
		d := m.Dump
		if _, listed := m.Node(); listed {
			return []cluster.Proof{cluster.NodesProof(d, d.Node, name, cluster.ProofNamed, ticks.Set{})}
		}
		for _, k := range dump.Kinds {
			if set, _ := m.Set(k); !set.Empty() {
				return []cluster.Proof{cluster.ProofIn(d, k, d.Node, name, cluster.ProofNamed, set)}
			}
		}
	}
	return nil
}
