package heal

import (
	"encoding/binary"
	"fmt"
	"slices"

	"tickdiff/analyze/plan"
	"tickdiff/dump"
)

// redactor puts placeholders in place of names and paths.
type redactor struct {
	names  map[string]string // placeholders by name
	plan   *plan.Plan
	values map[dump.Digest]uint32 // numbers of the values met so far
}

// Redact takes out of a result what is private: names become their placeholders, paths
// and files are numbered, values and hosts are left out. So are the digests: short values
// could be guessed by them. Classes, ticks and tocks stay, so that a result can be shown
// that seems wrong.
func (r *Result) Redact(names map[string]string, p *plan.Plan) {
	m := redactor{names, p, map[dump.Digest]uint32{}}
	for i := range r.Saves {
		s := &r.Saves[i]
		s.Server, s.File, s.SHA256 = names[s.Server], fmt.Sprintf("save_%d", i+1), ""
	}
	for i := range r.NoSave {
		n := &r.NoSave[i]
		n.Server, n.Argv = names[n.Server], r.Cure
	}
	for i := range r.Differences {
		m.difference(&r.Differences[i], fmt.Sprintf("path_%d", i+1))
	}
}

func (m *redactor) difference(d *Difference, path string) {
	d.Path, d.Proposed, d.Newer, d.Lacking, d.Last = path, m.names[d.Proposed], m.names[d.Newer], m.names[d.Lacking], m.change(d.Last)
	for _, c := range d.Copies {
		if c != nil {
			c.Chain, c.Value = slices.Clone(c.Chain), m.numbered(c.Value)
			for i := range c.Chain {
				c.Chain[i] = m.change(c.Chain[i])
			}
		}
	}
	for i := range d.Values {
		d.Values[i].Text = ""
	}
	w := d.Write
	if w == nil {
		return
	}
	w.Server, w.Last = m.names[w.Server], m.change(w.Last)
	w.Argv = m.plan.AnyClient().RewriteEntry(path, w.Last.Origin, w.Last.Tick)
	if w.Deletes {
		w.Argv = m.plan.AnyClient().DeleteEntry(path, w.Last.Origin, w.Last.Tick)
	}
	for i := range w.Absent {
		l := &w.Absent[i]
		l.Server, l.Argv = m.names[l.Server], m.plan.AnyClient().Value(path)
	}
	for i := range w.Looks {
		l := &w.Looks[i]
		l.Server, l.Last = m.names[l.Server], m.change(l.Last)
		l.Argv = m.plan.AnyClient().Tick(l.Last.Origin, l.Last.Tick)
	}
}

// numbered is a digest that says no more than which values are equal.
func (m *redactor) numbered(value dump.Digest) (number dump.Digest) {
	if _, met := m.values[value]; !met {
		m.values[value] = uint32(len(m.values) + 1)
	}
	binary.BigEndian.PutUint32(number[:], m.values[value])
	return number
}

func (m *redactor) change(l dump.Link) dump.Link {
	return dump.Link{Origin: m.names[l.Origin], Tick: l.Tick}
}
