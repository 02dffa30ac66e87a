package heal

import (
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/dump"
)

// Differing is the result as checks are told it.
func (r *Result) Differing() *cluster.Differing {
	out := &cluster.Differing{Counts: map[string]int{}}
	out.Servers = make([]string, len(r.Saves))
	for i, s := range r.Saves {
		out.Servers[i] = s.Server
	}
	for c, n := range r.Counts {
		out.Counts[c.String()] = n
	}
	for i := range r.Differences {
		d := &r.Differences[i]
		e := cluster.DifferingEntry{Path: d.Path, Class: d.Class.String(), Newer: d.Newer, Changes: d.changes()}
		out.Entries = append(out.Entries, e)
	}
	return out
}

// changes are those in the chains of all copies.
func (d *Difference) changes() (all []dump.Link) {
	for _, c := range d.Copies {
		if c != nil {
			all = append(all, c.Chain...)
		}
	}
	return slices.Clip(all)
}
