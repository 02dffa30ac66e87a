package report

import (
	"fmt"
	"io"
	"strings"

	"tickdiff/analyze"
	"tickdiff/analyze/moatcmd"
	"tickdiff/dump"
)

// EntriesText writes which entries ticks belong to.
func EntriesText(w io.Writer, l *analyze.Lookup, o TextOptions) error {
	t := newTextWriter(w, o)
	if len(l.Files) == 0 {
		t.line("None of the inputs is a save file, and only those tell which entries ticks belong to. A server that runs writes one, on its own machine; or it is asked for one tick:")
		server := moatcmd.Any(moatcmd.MoaT)
		bounds, _ := l.Ticks.Bounds()
		t.command(server.Save("FILE"))
		if argv := server.Tick(l.Origin, bounds.Begin); argv != nil {
			t.command(argv)
		}
		return t.err
	}
	for _, e := range first(l.All, t.rows()) {
		t.entry(&e)
	}
	t.moreEntries(&l.Entries)
	if !l.Without.Empty() {
		t.line("%s of %s: in the chain of no entry in %s.", t.set(l.Without), Visible(l.Origin), filesWords(l.Files))
		t.line("  Superseded, deleted, missing or not heard of there: tickdiff explain tells, tick by tick.")
	}
	return t.err
}

func filesWords(all []analyze.Proof) string {
	names := make([]string, len(all))
	for i, p := range all {
		names[i] = p.File
	}
	return joined(names, Visible)
}

func (t *textWriter) moreEntries(all *analyze.Entries) {
	t.leftOut(len(all.All)-t.rows(), "entries")
	if all.More {
		t.line("%s", moreEntries)
	}
}

var moreEntries = fmt.Sprintf("These are not all: of one file no more than %d are listed.", dump.MaxRecords)

func (t *textWriter) entry(e *analyze.Entry) {
	t.line("%s: %s", Visible(e.Path), heldTicks(e.Ticks, t.quoting()))
	copies := first(e.Copies, t.limit(evidenceShown))
	for _, c := range copies {
		t.line("    on %s (%s), tock %d; %s", Visible(c.Server), Visible(c.File), c.Tock, changes(&c))
	}
	if left := len(e.Copies) - len(copies); left > 0 {
		t.line("    … and %d more copies%s", left, t.more)
	}
	if e.Value != "" {
		t.line("    value: %s", valueWords(e.Value, t.limit(valueShown), t.more))
	}
}

// changes is the chain of an entry, the newest change first, and what deleted it.
func changes(c *analyze.Copy) string {
	var words []string
	if len(c.Chain) > 0 {
		words = append(words, "chain: "+chain(c.Chain))
	}
	if len(c.Deletion) > 0 {
		words = append(words, fmt.Sprintf("deleted by %s, which a server that loads the log passes over", chain(c.Deletion[:1])))
	}
	return strings.Join(words, "; ")
}

func chain(links []dump.Link) string {
	words := make([]string, len(links))
	for i, l := range links {
		words[i] = fmt.Sprintf("%s:%d", Visible(l.Origin), l.Tick)
	}
	return strings.Join(words, ", ")
}

// valueShown is how many bytes of a value are shown unless all of it is asked for.
const valueShown = 400

func valueWords(json string, most int, more string) string {
	shown := first([]byte(json), most)
	words := escapeInvisible(strings.ToValidUTF8(string(shown), ""))
	if left := len(json) - len(shown); left > 0 {
		words += fmt.Sprintf(" … and %d more bytes%s", left, more)
	}
	return words
}

// entries are those in question, for whoever has save files.
func (t *textWriter) entries(all *analyze.Entries) {
	if len(all.All) == 0 {
		return
	}
	t.heading(entriesTitle)
	header, rows := entryTable(first(all.All, t.rows()), t.quoting(), func(json string) string { return valueWords(json, t.limit(valueShown), t.more) })
	t.table(upper(header), rows)
	t.moreEntries(all)
	t.line("%s", entriesNote)
}
