package analyze

import (
	"iter"
	"slices"
	"strings"

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

// eligibleDumps yields all dumps of the servers that the check may look at.
func (c *Case) eligibleDumps() iter.Seq2[int, *dump.Dump] {
	return func(yield func(int, *dump.Dump) bool) {
		for i, s := range c.View.Dumped {
			for _, d := range s.Dumps {
				if c.eligible[i] && !yield(i, d) {
					return
				}
			}
		}
	}
}

// latestWith yields, for each server the check may look at, its newest dump that
// fits.
func (c *Case) latestWith(fits func(*dump.Dump) bool) iter.Seq2[int, *dump.Dump] {
	return func(yield func(int, *dump.Dump) bool) {
		for i, s := range c.View.Dumped {
			if !c.eligible[i] {
				continue
			}
			for _, d := range slices.Backward(s.Dumps) {
				if !fits(d) {
					continue
				}
				if !yield(i, d) {
					return
				}
				break
			}
		}
	}
}

func saysNodes(d *dump.Dump) bool { return d.Nodes.Said }

// originsOf lists every name that the sets of a dump speak of, sorted.
func originsOf(d *dump.Dump) []string {
	var out []string
	for _, k := range dump.Kinds {
		for _, e := range d.Section(k).Entries {
			out = append(out, e.Origin)
		}
	}
	slices.SortFunc(out, strings.Compare)
	return slices.Compact(out)
}

// saysIn is what one section of a dump says of an origin; empty if it was not
// asked for.
func saysIn(d *dump.Dump, k dump.Kind, origin string) ticks.Set {
	set, _ := d.Section(k).Of(origin)
	return set
}

// showIn proves ticks by the section of a dump they stand in.
func (c *Case) showIn(d *dump.Dump, k dump.Kind, server int, origin string, set ticks.Set) Proof {
	return proofIn(d, k, c.View.Dumped[server].Name, origin, k.String(), set)
}
