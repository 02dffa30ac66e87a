package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/ticks"
)

var askedEarlier = &Check{
	ID:       "asked-earlier",
	Title:    "a server that was not asked again when others were",
	Severity: cluster.Warning,
	Needs:    Needs{Nodes: true, Dumped: 2},
	run: func(c *Case, report func(Finding)) {
		for j := range c.View.Dumped {
			if !c.eligible[j] {
				continue
			}
			if later := c.askedLater(j); len(later) > 0 {
				report(c.earlierFinding(j, later))
			}
		}
	},
}

// newer is a server whose newest dump knows ticks that another has not heard of.
type newer struct {
	server int
	origin *cluster.Origin // the first one that shows it
}

// askedLater are the servers that were asked again when one was not, as their newest
// dumps show.
func (c *Case) askedLater(earlier int) []newer {
	var out []newer
	for i := range c.View.Dumped {
		if !c.inOlderRound(earlier, i) {
			continue
		}
		for _, o := range c.origins {
			a := o.Replica(earlier)
			if o.Replica(i).Heard > a.Heard && !removes(a, o.Name) {
				out = append(out, newer{i, o})
				break
			}
		}
	}
	return out
}

// inOlderRound reports whether a server has fewer dumps than another, and nothing
// shows that the newest was taken after the other's dump before its last.
func (c *Case) inOlderRound(server, other int) bool {
	m := c.motion()
	if c.View.Together() || m.rounds[server] == 0 || m.rounds[other] <= max(1, m.rounds[server]) {
		return false
	}
	s := c.View.Dumped[other]
	return len(c.View.Dumped[server].Before()) == 0 || c.originNamed(s.Name).Replica(server).Heard <= s.ToldBefore(s.Naming(s.Name))
}

func (c *Case) earlierFinding(server int, later []newer) Finding {
	s := c.View.Dumped[server]
	var others []int
	for _, n := range later {
		others = append(others, n.server)
	}
	ahead := part(Ahead, c.names(others)...)
	f := Finding{
		Parts: []Part{part(Behind, s.Name), ahead}, apart: plan.Pack(others), Run: c.ask(nil, s.Name),
		say: func(f *Finding) (prose.Text, prose.Text) {
			early := f.Part(Behind)
			return prose.Say("%s %s fewer dumps that say nodes than %s, and %s not heard of ticks that the newest %s: %s asked before, or %s cut off",
					early.names(), early.does("has", "have"), ahead.names(), early.does("has", "have"), ahead.does("there knows", "there know"), early.does("it was", "they were"), early.does("is", "are")),
				prose.Say("dump %s again, at best all servers in one go, and give all the dumps", early.does("it", "them"))
		},
	}
	for _, n := range later[:min(len(later), witnesses)] {
		heard, knows := n.origin.Replica(server), n.origin.Replica(n.server)
		more := ticks.Between(heard.Heard+1, knows.Heard+1)
		f.Evidence = append(f.Evidence, cluster.NodesProof(heard.HeardFrom, s.Name, n.origin.Name, cluster.ProofUnheard, more),
			cluster.NodesProof(knows.HeardFrom, c.View.Dumped[n.server].Name, n.origin.Name, cluster.ProofHeard, more))
	}
	return f
}
