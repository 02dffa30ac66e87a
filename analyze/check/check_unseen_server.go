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
	run: func(c *Case, report func(Finding)) {
		if seen := cluster.ServerNames(c.View.With(cluster.Seen)); len(seen) > 0 && !c.View.ServersKnown() {
			report(Finding{Reason: "nodes-not-said", Parts: []Part{part(ToDump, seen...)}, Run: c.ask(nil, seen[0]),
				Message: prose.Say("no dump says nodes: there may be servers that nobody named"), Action: prose.Say("dump any server again, with -a")})
		}
		if unseen := c.View.With(cluster.Unseen); len(unseen) > 0 {
			report(c.unseenFinding(unseen))
		}
		for _, s := range c.View.With(cluster.Seen) {
			if !s.Tells(dump.Missing) {
				report(c.untellingFinding(s))
			}
		}
	},
}

// unseenFinding is on all servers without a dump.
func (c *Case) unseenFinding(unseen []*cluster.Server) Finding {
	of := part(ToDump, cluster.ServerNames(unseen)...)
	f := Finding{Reason: "no-dump", Parts: []Part{of}, Message: prose.Say("there is no dump of %s", of.names()),
		Action: prose.Say("dump it, or declare it gone with --gone if it is lost for good")}
	if len(unseen) > 1 {
		f.Action = prose.Say("dump them, or declare gone with --gone those that are lost for good")
	}
	for _, s := range unseen[:min(len(unseen), cluster.MaxNames)] { // the plan's requests have all
		f.Run = c.ask(f.Run, s.Name)
	}
	for _, s := range unseen[:min(len(unseen), witnesses)] {
		f.Evidence = append(f.Evidence, firstNaming(c.View, s.Name)...)
	}
	return f
}

// untellingFinding is on a server whose dumps do not say what it misses.
func (c *Case) untellingFinding(s *cluster.Server) Finding {
	return Finding{Reason: "missing-not-told", Parts: []Part{part(ToDump, s.Name)}, Run: c.ask(nil, s.Name),
		Evidence: []cluster.Proof{cluster.NodesProof(s.Latest(), s.Name, s.Name, cluster.ProofDumped, ticks.Set{})},
		say: func(f *Finding) (prose.Text, prose.Text) {
			of := f.Part(ToDump)
			return prose.Say("the %s of %s %s not tell what %s", of.does("dump", "dumps"), of.names(), of.does("does", "do"), of.does("it misses", "they miss")),
				prose.Say("dump %s again, with -a", of.does("it", "them"))
		}}
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
