package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var wentBack = &Check{
	ID:       "went-back",
	Title:    "a server knows less than in an older dump of it",
	Severity: cluster.Critical,
	Needs:    Needs{Nodes: true, History: true},
	run: func(c *Case, report func(Finding)) {
		for i, s := range c.View.Dumped {
			if c.eligible[i] {
				c.reportWentBack(s, report)
			}
		}
	},
}

// reportWentBack compares each dump with the one before it.
func (c *Case) reportWentBack(s *cluster.Server, report func(Finding)) {
	if was, now := s.Reversed(); was != nil {
		report(c.reversed(s, was, now))
	}
	found := map[string]*Finding{}
	var last *dump.Dump // the last that says nodes
	for i, d := range s.Dumps {
		if i > 0 && cluster.TockFell(s.Dumps[i-1], d) {
			report(c.tockFell(s, s.Dumps[i-1], d))
		}
		if !d.Nodes.Said {
			continue
		}
		if last != nil {
			c.addFalls(found, s, last, d)
		}
		last = d
	}
	for _, f := range found {
		report(*f)
	}
}

func (c *Case) reversed(s *cluster.Server, was, now *dump.Dump) Finding {
	return Finding{
		Parts: []Part{part(DumpsOf, s.Name)},
		Message: prose.Say("%q was collected at %s, and by its times earlier at %s: it restarted without its data, or the clocks of the collections differ",
			s.Name, cluster.TockOf(was), cluster.TockOf(now)),
		Action: prose.Say("give only dumps from after the restart, or all in their order with --order given"),
		Run:    c.ask(nil, s.Name),
		Evidence: []cluster.Proof{cluster.NodesProof(was, s.Name, s.Name, cluster.ProofDumped, ticks.Set{}),
			cluster.NodesProof(now, s.Name, s.Name, cluster.ProofDumped, ticks.Set{})},
	}
}

func (c *Case) tockFell(s *cluster.Server, was, now *dump.Dump) Finding {
	return Finding{
		Parts:   []Part{part(DumpsOf, s.Name)},
		Message: prose.Say("the tock of %q fell from %d to %d: it restarted without its data, or the dumps are not given oldest first", s.Name, was.Tock, now.Tock),
		Action:  prose.Say("check the order of the dumps; if it is right, keep %q from writing until the others' data is on it", s.Name),
		Run:     c.ask(nil, s.Name),
		Evidence: []cluster.Proof{cluster.NodesProof(was, s.Name, s.Name, cluster.ProofDumped, ticks.Set{}),
			cluster.NodesProof(now, s.Name, s.Name, cluster.ProofDumped, ticks.Set{})},
	}
}

// addFalls notes each origin of which the later dump knows less.
func (c *Case) addFalls(found map[string]*Finding, s *cluster.Server, was, is *dump.Dump) {
	for fell := range cluster.Falls(was, is) {
		f := found[fell.Origin]
		if f == nil {
			f = &Finding{Parts: []Part{part(Behind, s.Name)}, Origin: fell.Origin, HasOrigin: true, Run: c.ask(nil, s.Name)}
			found[fell.Origin] = f
		}
		lost := ticks.Between(fell.Is+1, fell.Was+1)
		f.Ticks = f.Ticks.Union(lost)
		f.Evidence = append(f.Evidence, cluster.NodesProof(was, s.Name, fell.Origin, cluster.ProofHeard, lost).InOlder(), cluster.NodesProof(is, s.Name, fell.Origin, cluster.ProofUnheard, lost))
		f.Message = prose.Say("%q knew %q up to tick %d (%s), and later (%s) only up to %d", s.Name, fell.Origin, fell.Was, cluster.TockOf(was), cluster.TockOf(is), fell.Is)
		f.Action = prose.Say("find out what the server was started from; let it re-join, then dump it again")
		if fell.Origin == s.Name {
			f.Message = prose.Say("%q knew its own ticks up to %d (%s), and later (%s) only up to %d: it gives %s out again", s.Name, fell.Was, cluster.TockOf(was), cluster.TockOf(is), fell.Is, prose.Numbered(lost))
			f.Action = prose.Say("keep %q from writing; start it with the others' data, then dump it again", s.Name)
		}
	}
}
