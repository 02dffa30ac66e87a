package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var nodeDrop = &Check{
	ID:       "node-drop",
	Title:    "a server that holds a removed name, and stops others when it re-joins",
	Severity: cluster.Critical,
	Doc: `A server holds a name in node_drop. It tells the others at every re-join, in a form
that servers of MoaT-KV cannot read: they end with "TypeError: unhashable type:
'list'". On real servers all others ended so at the first re-join, with 0.71.33.
Those of DistKV 0.65 read it, and went on. "internal state" does not print
node_drop, with -a neither.

How it comes about: somebody ran "internal kill NAME". Each server that knew the
name, and had no entry that it changed last, keeps the name in node_drop until it
restarts.

What to do: never run "internal kill". Keep every server from a re-join, and
from a restart by itself. Save all servers that ran it in full ("log save -f
FILE"), stop them all, and start them together from these files. Which ones ran
it only an own request for node_drop tells: without one, take all of them. On
real servers nobody ended after that; where they were restarted one after the
other, others ended. First look at what is deleted ("internal state -d"):
pending deletions are in no save of MoaT-KV since 0.71.9, and where all servers
restart together, what they deleted lives again.`,
	run: func(c *Case, report func(Finding)) {
		for _, s := range c.View.With(cluster.Seen) {
			d := dropping(s)
			if d == nil {
				continue
			}
			p := cluster.NodesProof(d, s.Name, s.Name, cluster.ProofDumped, ticks.Set{})
			p.Line = d.NodeDrop.Place.Line
			report(Finding{
				Parts: []Part{part(DumpsOf, s.Name)},
				Message: prose.Say("%q holds %s in node_drop (%s), and can stop the others at the next re-join",
					s.Name, prose.QuotedList(d.NodeDrop.Names), cluster.TockOf(d)),
				Action:   prose.Say("let nothing re-join; save all servers that ran \"internal kill\" in full, stop them all, and start them together from these files"),
				Evidence: []cluster.Proof{p},
			})
		}
	},
}

// dropping is the server's newest dump that says node_drop, if that is not empty. A later
// dump that does not say it tells nothing.
func dropping(s *cluster.Server) *dump.Dump {
	d := newest(s.Life(), func(d *dump.Dump) bool { return d.NodeDrop.Said })
	if d == nil || len(d.NodeDrop.Names) == 0 {
		return nil
	}
	return d
}
