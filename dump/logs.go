package dump

import "fmt"

// logs adds what the logs in a text say.
func (r *textReader) logs(l *logReader) {
	for _, s := range l.servers {
		if d := r.logged(s); r.within(d) {
			r.lifted = append(r.lifted, s.lines)
			r.reading.Dumps = append(r.reading.Dumps, d)
			r.note(Cut, Place{s.lines.first, 1}, fmt.Sprintf("the missing of %q is taken from its log; it may miss more than the log names", s.name),
				"dump it as soon as it serves again")
		}
	}
	r.noteLines(Error, l.unnamed, "a log says what is missing, in %s, but not on which server; not used",
		"the name of the logger ends in the server's: moat.kv.server.NAME")
	r.noteLines(Error, l.broken, "a log says what is missing, but not in whole lines, in %s; not used", "")
	l.conflicts.end()
	r.conflicts(&l.conflicts)
}

// logged is a server's missing section, as far as its log tells it.
func (r *textReader) logged(s *logged) *Dump {
	d := &Dump{Source: Source{File: r.file, Line: s.lines.first, End: s.lines.last, Log: true}, Node: s.name}
	d.Missing = Section{Said: true, Key: "missing", Place: Place{s.lines.first, 1}}
	for _, m := range s.said() {
		e := Entry{Origin: m.origin, Ticks: m.ticks, Place: Place(m.place)}
		for r := range m.ticks.All() {
			e.Items = append(e.Items, Item{Range: r, Pair: r.Len() > 1, Place: Place(m.place)})
		}
		d.Missing.Entries = append(d.Missing.Entries, e)
	}
	return d
}

// conflicts adds the conflicts that the logs in a text tell of.
func (r *textReader) conflicts(c *conflictReader) {
	for _, found := range c.found {
		if !r.search.Values {
			found.current.Value, found.new.Value = "", ""
		}
		source := Source{File: r.file, Line: found.lines.first, End: found.lines.last}
		r.reading.Conflicts = append(r.reading.Conflicts, LoggedConflict{source, found.path, found.current, found.new})
	}
	r.noteLines(Note, c.lines, fmt.Sprintf("conflicts that a server logged (%d), in %%s", len(c.found)), "")
	if c.more > 0 {
		r.note(Cut, Place{c.lines[0].first, 1}, fmt.Sprintf("more than the limit of %d logged conflicts; the other %d are not used", maxConflicts, c.more), "")
	}
	r.noteLines(Cut, c.broken, "a server logged a conflict, but not in whole lines, in %s; not used", "")
}
