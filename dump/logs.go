package dump

import (
	"fmt"

	"tickdiff/dump/internal/logline"
)

// LoggedConflict is a conflict that a server wrote to its log: it had one version of
// an entry and was sent another, and neither was made on top of the other. The log does
// not name that server. Values are empty unless they were asked for, as they are private.
type LoggedConflict struct {
	Source       Source // where its lines stand
	Path         string // of the entry, as logged
	Current, New Version
}

// Version is one version of an entry, as a log has it.
type Version = logline.Version

// Link is one change in the chain of an entry.
type Link = logline.Link

// logs adds what the logs in a text say.
func (r *textReader) logs(l *logline.Reader) {
	for _, s := range l.Servers {
		if r.use(r.logged(s)) {
			r.note(Cut, Place{s.Lines.First, 1}, fmt.Sprintf("the missing of %q is taken from its log; it may miss more than the log names", s.Name),
				"dump it as soon as it serves again")
		}
	}
	r.noteLines(Error, l.Unnamed, "a log says what is missing, in %s, but not on which server; not used",
		"the name of the logger ends in the server's: moat.kv.server.NAME")
	r.noteLines(Error, l.Broken, "a log says what is missing, but not in whole lines, in %s; not used", "")
	l.Conflicts.End()
	r.conflicts(&l.Conflicts)
}

// logged is a server's missing section, as far as its log tells it.
func (r *textReader) logged(s *logline.Server) *Dump {
	d := &Dump{Source: r.lines(s.Lines.First, s.Lines.Last), Node: s.Name}
	d.Source.Log = true
	d.Missing = Section{Said: true, Key: "missing", Place: Place{s.Lines.First, 1}}
	for _, m := range s.Said() {
		e := Entry{Origin: m.Origin, Ticks: m.Ticks, Place: Place(m.Place)}
		for r := range m.Ticks.All() {
			e.Items = append(e.Items, Item{Range: r, Pair: r.Len() > 1, Place: Place(m.Place)})
		}
		d.Missing.Entries = append(d.Missing.Entries, e)
	}
	return d
}

// conflicts adds the conflicts that the logs in a text tell of.
func (r *textReader) conflicts(c *logline.Conflicts) {
	for _, found := range c.Found {
		if !r.search.Values {
			found.Current.Value, found.New.Value = "", ""
		}
		source := r.lines(found.Lines.First, found.Lines.Last)
		r.reading.Conflicts = append(r.reading.Conflicts, LoggedConflict{r.outerSource(source), found.Path, found.Current, found.New})
	}
	r.noteLines(Note, c.Lines, fmt.Sprintf("conflicts that a server logged (%d), in %%s", len(c.Found)), "")
	if c.More > 0 {
		r.note(Cut, Place{c.Lines[0].First, 1}, fmt.Sprintf("more than the limit of %d logged conflicts; the other %d are not used", logline.MaxConflicts, c.More), "")
	}
	r.noteLines(Cut, c.Broken, "a server logged a conflict, but not in whole lines, in %s; not used", "")
}
