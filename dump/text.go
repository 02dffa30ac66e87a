package dump

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tickdiff/dump/internal/lift"
	"tickdiff/dump/internal/logline"
	"tickdiff/dump/internal/yamltree"
)

// text reads the dumps in a text file.
func (u *unpacker) text(source Source, f *opened, size int64) error {
	content, err := f.all(size)
	if err != nil {
		return err
	}
	r := textReader{unpacker: u, source: source}
	first := len(u.reading.Problems)
	if content, err = r.decode(content); err == nil {
		r.read(content)
	}
	slices.SortStableFunc(u.reading.Problems[first:], func(a, b Problem) int {
		return cmp.Compare(a.Place.Line, b.Place.Line)
	})
	return err
}

// textReader reads one text file.
type textReader struct {
	*unpacker
	source Source       // of all that is read in it
	lifted []lift.Lines // where the dumps so far stand
	full   bool         // the limit of dumps is reached
}

func (r *textReader) note(level Level, p Place, what, hint string) {
	r.problem(level, r.source.File, p, what, hint)
}

// lines are some lines of the text as a source.
func (r *textReader) lines(first, last int) Source {
	s := r.source
	s.Line, s.End = first, last
	return s
}

// noteLines notes something at the first of some lines; what is a format whose %s is their numbers.
func (r *textReader) noteLines(level Level, lines []lift.Lines, what, hint string) {
	if len(lines) > 0 {
		r.note(level, Place{lines[0].First, 1}, fmt.Sprintf(what, lift.LinesText(lines)), hint)
	}
}

func (r *textReader) read(text []byte) {
	var blocks int
	var logs logline.Reader
	l := lift.Dumps(text, func(b *lift.Block) {
		blocks++
		r.block(b)
	}, logs.Take)
	if blocks == 0 && bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		r.flow(text)
		return
	}
	if r.endsAt(l.Count) && l.Count > 1 && !bytes.HasSuffix(text, []byte("\n")) && !bytes.HasSuffix(text, []byte("\r")) {
		r.note(Note, Place{l.Count, 1}, "the last line has no line end: if the text was cut there, its number is too short", "")
	}
	r.logs(&logs)
	r.noteLines(Cut, l.Pieces, "parts of a dump without their beginning, in %s; not used", "")
	if len(l.Ignored) > 0 && len(r.lifted) > 0 {
		slices.SortFunc(r.lifted, func(a, b lift.Lines) int { return cmp.Compare(a.First, b.First) })
		r.note(Note, Place{l.Ignored[0].First, 1}, fmt.Sprintf("lifted from %s; no dump in %s", lift.LinesText(r.lifted), lift.LinesText(l.Ignored)), "")
	}
}

// endsAt tells whether the newest dump ends at a line.
func (r *textReader) endsAt(line int) bool {
	return len(r.lifted) > 0 && r.lifted[len(r.lifted)-1].Last == line
}

// block reads one dump that was lifted.
func (r *textReader) block(b *lift.Block) {
	if r.full {
		return
	}
	if b.Wrong != nil {
		r.note(Error, Place(b.Wrong.Place), b.Wrong.What, b.Wrong.Hint)
	}
	if b.Lost || b.TooDense() {
		return
	}
	source := r.lines(b.First, b.Last)
	source.Command = b.Command
	t, where := treeReader{source: source}, b.Where
	if b.Tabs {
		var ok bool
		if t, where, ok = readTabbed(b, source); !ok {
			r.note(Error, Place{b.First, 1}, "tabs in the indents of this dump, and it cannot be told how wide they are", "paste it as it was printed, or save it to a file")
			return
		}
	} else if parts, ok := r.inParts(b, source); ok {
		t = parts
	} else {
		t.readBlock(b)
	}
	if b.Wrong != nil && len(t.dumps) == 0 {
		t.problems = nil // what is wrong explains it
	}
	r.keep(t.dumps, t.problems, where)
	if len(t.dumps) > 0 {
		r.remark(b)
	}
}

// inParts reads a block that is much as a server printed it.
func (r *textReader) inParts(b *lift.Block, source Source) (treeReader, bool) {
	if r.cache == nil && len(r.lifted) > 0 {
		r.cache = newRangeCache()
	}
	return readInParts(b, source, r.limits, r.cache, treeSize)
}

// remark says what had to be mended in a dump, and what it lacks.
func (r *textReader) remark(b *lift.Block) {
	if b.Joined {
		r.note(Note, Place{b.First, 1}, "the next dump begins here, since the one before ended with its tock", "")
	}
	for _, done := range b.Repairs() {
		r.noteLines(Mended, []lift.Lines{done.Lines}, done.What+" in %s", "")
	}
	r.noteLines(Cut, b.Muted, "what looks like a part of the dump is commented out in %s; not used", "")
	if keys := b.Lacking(); len(keys) > 0 {
		r.note(Cut, Place{b.First, 1}, fmt.Sprintf("the command above the dump asked for %s, which it lacks: lines of it are lost", strings.Join(keys, ", ")), "")
	}
}

// keep takes over what was read in a block.
func (r *textReader) keep(dumps []*Dump, problems []Problem, where lift.Places) {
	for _, p := range problems {
		p.Place = moved(p.Place, where)
		r.add(p)
	}
	for _, d := range dumps {
		relocate(d, where)
		r.use(d)
	}
}

// use takes a dump, if it is within the limits.
func (r *textReader) use(d *Dump) bool {
	if !r.within(d) {
		return false
	}
	r.lifted = append(r.lifted, lift.Lines{First: d.Source.Line, Last: d.Source.End})
	r.reading.Dumps = append(r.reading.Dumps, d)
	return true
}

// ownSchema is what JSON says of itself that tickdiff wrote; empty for any other.
func ownSchema(doc *yamltree.Node) string {
	if doc.Kind != yamltree.Mapping {
		return ""
	}
	for i := 0; i+1 < len(doc.Content); i += 2 {
		if value := doc.Content[i+1].Value; doc.Content[i].Value == "schema" && strings.HasPrefix(value, "tickdiff/") {
			return value
		}
	}
	return ""
}

// flow reads a text that is one value in braces, as other programs write dumps.
func (r *textReader) flow(text []byte) {
	t := treeReader{source: r.lines(1, 1+bytes.Count(bytes.TrimSpace(text), []byte("\n")))}
	docs, err := yamltree.Parse(text)
	if err != nil {
		t.treeError(err)
	}
	for _, doc := range docs {
		if schema := ownSchema(doc); schema != "" {
			r.note(Error, Place{}, fmt.Sprintf("not a dump: tickdiff wrote it (%q)", schema),
				"give the dumps it was made from; a plan is for tickdiff show, or stands first in tickdiff verify PLAN.json DUMP…")
			continue
		}
		t.source.Line, t.last = doc.Line, t.source.End
		t.readDocument(doc)
	}
	r.keep(t.dumps, t.problems, nil)
}
