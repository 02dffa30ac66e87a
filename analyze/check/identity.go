package check

import (
	"iter"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// The identity of one dump: of each origin, present, superseded and missing are
// disjoint and are together every tick up to its nodes; deleted is inside present
// and superseded; and nodes lists every origin. Servers under heavy loss kept it
// in 380 of 380 dumps, but for ticks above nodes.

// breaches collects where dumps of one server break the identity, so that one
// finding tells of all its dumps.
type breaches map[breachKey]*breach

type breachKey struct {
	server       int
	origin, kind string
}

type breach struct {
	set      ticks.Set
	evidence []cluster.Proof
}

func (b breaches) add(key breachKey, set ticks.Set, evidence ...cluster.Proof) {
	if set.Empty() {
		return
	}
	if b[key] == nil {
		b[key] = &breach{}
	}
	b[key].set = b[key].set.Union(set)
	b[key].evidence = append(b[key].evidence, evidence...)
}

// breaking is the run of a check that looks at what each dump itself says. The message
// is a format for what [sayBreach] gives it, each by its index. The servers are to be
// dumped again.
func breaking(message string, find func(*Case, *said, breaches)) func(*Case, func(Finding)) {
	return func(c *Case, report func(Finding)) {
		all := breaches{}
		for s := range c.said() {
			find(c, &s, all)
		}
		for key, found := range all {
			name := c.View.Dumped[key.server].Name
			report(Finding{
				Reason: strings.ReplaceAll(key.kind, " and ", "+"), Parts: []Part{part(DumpsOf, name)}, Origin: key.origin, HasOrigin: true,
				Ticks: found.set, Evidence: found.evidence, Run: c.ask(nil, name),
				say: func(f *Finding) (prose.Text, prose.Text) { return sayBreach(message, key.kind, f), dumpAgain(f) },
			})
		}
	}
}

// sayBreach fills in a message: the servers, the origin, the kind of breach and the ticks;
// then "has", "a dump", "its" and "it has", or what stands for several servers.
func sayBreach(message, kind string, f *Finding) prose.Text {
	of := f.Part(DumpsOf)
	return prose.Say(message, of.names(), f.Origin, kind, prose.Numbered(f.Ticks),
		of.does("has", "have"), of.does("a dump", "dumps"), of.does("its", "their"), of.does("it has", "they have"))
}

func dumpAgain(f *Finding) prose.Text {
	of := f.Part(DumpsOf)
	return prose.Say("dump the %s again, and leave the %s as %s printed", of.does("server", "servers"), of.does("dump", "dumps"), of.does("it is", "they are"))
}

// said is what one dump itself says of one origin; sets that were not asked for
// are empty.
type said struct {
	cluster.Mention
	server                                int
	origin                                string
	heard                                 ticks.Tick // by its nodes
	present, superseded, deleted, missing ticks.Set
}

// said yields what each dump of the servers that the check may look at says of
// each origin that it names; those of one server oldest first.
func (c *Case) said() iter.Seq[said] {
	return func(yield func(said) bool) {
		for _, o := range c.origins {
			for _, m := range c.View.Naming(o.Name) {
				if c.eligible[m.Server] && !yield(saidAt(m, o.Name)) {
					return
				}
			}
		}
	}
}

func saidAt(m cluster.Mention, origin string) said {
	out := said{Mention: m, server: int(m.Server), origin: origin}
	e, _ := m.Node()
	out.heard = e.Tick
	out.present, _ = m.Set(dump.Present)
	out.superseded, _ = m.Set(dump.Superseded)
	out.deleted, _ = m.Set(dump.Deleted)
	out.missing, _ = m.Set(dump.Missing)
	return out
}

// show proves ticks by the section of the dump they stand in.
func (c *Case) show(s *said, k dump.Kind, set ticks.Set) cluster.Proof {
	return cluster.ProofIn(s.Dump, k, c.View.Dumped[s.server].Name, s.origin, k.String(), set)
}

// isNewest reports whether no newer dump of the server fits too: what is only
// odd, not broken, is of interest only as it is now.
func (c *Case) isNewest(s *said, fits func(*dump.Dump) bool) bool {
	return cluster.Newest(c.View.Dumped[s.server].Dumps, fits) == s.Dump
}

func saysNodes(d *dump.Dump) bool { return d.Nodes.Said }
