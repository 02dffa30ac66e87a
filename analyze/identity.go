package analyze

import (
	"iter"
	"slices"

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
	evidence []Proof
}

func (b breaches) add(key breachKey, set ticks.Set, evidence ...Proof) {
	if set.Empty() {
		return
	}
	if b[key] == nil {
		b[key] = &breach{}
	}
	b[key].set = b[key].set.Union(set)
	b[key].evidence = append(b[key].evidence, evidence...)
}

// report makes a finding of each breach; the servers are to be dumped again.
func (b breaches) report(c *Case, message func(server, origin, kind, ticks string) string, report func(Finding)) {
	for key, found := range b {
		name := c.View.Dumped[key.server].Name
		report(Finding{
			Servers: []string{name}, Origin: key.origin, HasOrigin: true, Ticks: found.set, Evidence: found.evidence,
			Message: message(name, key.origin, key.kind, numbered(found.set)),
			Action:  "dump the server again, and leave the dump as it is printed",
			Run:     c.ask(nil, name),
		})
	}
}

// said is what one dump itself says of one origin; sets that were not asked for
// are empty.
type said struct {
	server                                int
	dump                                  *dump.Dump
	origin                                string
	heard                                 ticks.Tick // by its nodes
	present, superseded, deleted, missing ticks.Set
}

// said yields what each dump of the servers that the check may look at says of
// each origin that it names; those of one server oldest first.
func (c *Case) said() iter.Seq[said] {
	return func(yield func(said) bool) {
		for _, o := range c.origins {
			for _, m := range c.View.naming(o.Name) {
				if c.eligible[m.server] && !yield(saidIn(m.server, m.dump, c.View.Dumped[m.server], o)) {
					return
				}
			}
		}
	}
}

// saidIn takes the word of an only dump from the account, which spares a search
// for the name in each section.
func saidIn(server int, d *dump.Dump, s *Server, o *Origin) said {
	out := said{server: server, dump: d, origin: o.Name}
	if a := o.Replica(server); len(s.Dumps) == 1 {
		out.heard = a.Heard
		out.present, out.superseded, out.deleted, out.missing = a.Present.ifSaid(), a.Superseded.ifSaid(), a.Deleted.ifSaid(), a.Missing.ifSaid()
		return out
	}
	e, _ := d.Nodes.Of(o.Name)
	out.heard = e.Tick
	out.present, _ = d.Present.Of(o.Name)
	out.superseded, _ = d.Superseded.Of(o.Name)
	out.deleted, _ = d.Deleted.Of(o.Name)
	out.missing, _ = d.Missing.Of(o.Name)
	return out
}

func (t *Telling) ifSaid() ticks.Set {
	if t.Basis != dump.Printed {
		return ticks.Set{}
	}
	return t.Set
}

// set is one of the sets by its kind.
func (s *said) set(k dump.Kind) ticks.Set {
	switch k {
	case dump.Present:
		return s.present
	case dump.Superseded:
		return s.superseded
	case dump.Deleted:
		return s.deleted
	case dump.Missing:
		return s.missing
	}
	panic("analyze: not part of the identity: " + k.String())
}

// some reports whether any of the sets holds anything.
func (s *said) some() bool {
	return !s.present.Empty() || !s.superseded.Empty() || !s.deleted.Empty() || !s.missing.Empty()
}

// show proves ticks by the section of the dump they stand in.
func (c *Case) show(s *said, k dump.Kind, set ticks.Set) Proof {
	return proofIn(s.dump, k, c.View.Dumped[s.server].Name, s.origin, k.String(), set)
}

// isNewest reports whether no newer dump of the server fits too: what is only
// odd, not broken, is of interest only as it is now.
func (c *Case) isNewest(s *said, fits func(*dump.Dump) bool) bool {
	dumps := c.View.Dumped[s.server].Dumps
	for _, d := range slices.Backward(dumps) {
		if fits(d) {
			return d == s.dump
		}
	}
	return false
}

func saysNodes(d *dump.Dump) bool { return d.Nodes.Said }
