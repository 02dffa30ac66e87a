package plan

import (
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// Start says what would happen if a server that is known by its save file were
// started from it: it serves, and misses what the file lacks; with --authoritative
// it calls all of that superseded, on itself alone.
type Start struct {
	Server string
	Save   Source // the file
	// Cut: the file is, so that what a server makes of it is not known.
	Cut bool
	// Reissues are own ticks that others know, or older dumps, and the file does
	// not: the server would give them out again for other changes.
	Reissues ticks.Set
}

// Startable reports whether nothing speaks against starting the server from the
// file at all.
func (s *Start) Startable() bool { return !s.Cut && s.Reissues.Empty() }

// Marks reports whether the plan marks anything on a server.
func (p *Plan) Marks(server string) bool {
	return slices.ContainsFunc(p.Of(Marked), func(d Decision) bool { return d.Server == server })
}

// StartOutcome is how superseding ticks unasked compares with the plan.
type StartOutcome string

const (
	AsPlanned  StartOutcome = "as-planned"  // the plan marks them superseded too
	NotDeleted StartOutcome = "not-deleted" // the plan marks them deleted
	StaysAlive StartOutcome = "stays-alive" // a pending deletion, of which it never hears
	Diverges   StartOutcome = "diverges"    // others have them, and it never asks
	NotKnown   StartOutcome = "not-known"   // not decided: somebody may have them
)

// Risky reports whether data can be lost or differ by it.
func (o StartOutcome) Risky() bool { return o != AsPlanned && o != NotDeleted }

// starts predicts the start of every server that is known by its save file.
func starts(v *cluster.View) []Start {
	var out []Start
	for _, s := range v.With(cluster.Seen) {
		if !s.FromSave() {
			continue
		}
		d := s.Dumps[s.SourceOf(dump.Present)]
		out = append(out, Start{Server: s.Name, Save: sourceOf(d), Cut: d.Source.Cut,
			Reissues: reissues(v, s.Name, d)})
	}
	return out
}

// reissues are the ticks after the last that the file knows of its own server, up
// to the last that anybody knows. A server does not count a deletion in its log.
func reissues(v *cluster.View, name string, save *dump.Dump) ticks.Set {
	own, _ := save.Nodes.Of(name)
	deletions, _ := save.Deletions.Of(name)
	last := max(own.Tick, cluster.LastIn(deletions))
	for _, m := range v.Naming(name) {
		last = max(last, cluster.ExtentOf(&m.Mention).Last)
	}
	return ticks.Between(own.Tick+1, last+1)
}

// IfSuperseded is what comes of it if the server is started with --authoritative.
func (d *Decision) IfSuperseded() StartOutcome {
	switch {
	case d.Kind == MarkDeleted:
		return NotDeleted
	case d.Fate() == Marked:
		return AsPlanned
	case d.Reason == DeletionPending:
		return StaysAlive
	case d.Fate() == Left:
		return Diverges
	}
	return NotKnown
}
