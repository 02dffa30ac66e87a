package dump

import "fmt"

// within takes out of a dump what is beyond the limits, and says so. It reports
// whether anything of use is left.
func (r *textReader) within(d *Dump) bool {
	if len(r.reading.Dumps) >= r.limits.MaxDumps {
		if !r.full {
			r.note(Error, Place{d.Source.Line, 1}, fmt.Sprintf("more than the limit of %d dumps in one input; the rest is not used", r.limits.MaxDumps), "")
		}
		r.full = true
		return false
	}
	for _, k := range Kinds {
		s := d.Section(k)
		if !r.namesWithin(s.Key, s.Place, len(s.Entries), func(i int) string { return s.Entries[i].Origin }) {
			*s = Section{Key: s.Key, Place: s.Place}
		}
	}
	n := &d.Nodes
	if !r.namesWithin("nodes", n.Place, len(n.Entries), func(i int) string { return n.Entries[i].Name }) {
		*n = Nodes{Place: n.Place}
	}
	drop := &d.NodeDrop
	if !r.namesWithin("node_drop", drop.Place, len(drop.Names), func(i int) string { return drop.Names[i] }) {
		*drop = NodeDrop{Place: drop.Place}
	}
	return r.namesWithin("node", Place{d.Source.Line, 1}, 1, func(int) string { return d.Node })
}

func (r *textReader) namesWithin(key string, p Place, count int, name func(int) string) bool {
	if count > r.limits.MaxNames {
		r.note(Error, p, fmt.Sprintf("more than the limit of %d names in %q, which counts as not said", r.limits.MaxNames, key), "")
		return false
	}
	for i := range count {
		if n := len(name(i)); n > r.limits.MaxName {
			r.note(Error, p, fmt.Sprintf("a name of %d bytes in %q, more than the limit of %d", n, key, r.limits.MaxName), "")
			return false
		}
	}
	return true
}
