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
	d := cluster.Newest(s.Life(), func(d *dump.Dump) bool { return d.NodeDrop.Said })
	if d == nil || len(d.NodeDrop.Names) == 0 {
		return nil
	}
	return d
}
