package dump

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"tickdiff/dump/internal/lift"
	"tickdiff/dump/internal/logline"
	"tickdiff/dump/internal/shape"
)

// text reads the dumps in a text file.
func (u *unpacker) text(source Source, f *opened, size int64) error {
	content, err := f.all(size)
	if err != nil {
		return err
	}
	r := textReader{unpacker: u, source: source, depth: f.depth}
	first, dumps := len(u.reading.Problems), len(u.reading.Dumps)
	if content, err = r.decode(content); err == nil {
		r.read(content)
		r.remarkAll()
		r.explain(content)
	}
	if r.shaped {
		slices.SortStableFunc(u.reading.Dumps[dumps:], func(a, b *Dump) int { return cmp.Compare(a.Source.Line, b.Source.Line) })
	}
	slices.SortStableFunc(u.reading.Problems[first:], func(a, b Problem) int {
		return cmp.Compare(a.Place.Line, b.Place.Line)
	})
	return err
}

// textReader reads one text file.
type textReader struct {
	*unpacker
	source  Source        // of all that is read in it
	outward []shape.Where // of the text at hand, which is from another one, and so on
	lifted  []lift.Lines  // where the dumps so far stand
	ignored []lift.Lines  // in which there are none
	pieces  []lift.Lines  // those that look like a part of one
	shapes  []string      // that were found, each once, as far as they are worth a word
	shaped  bool          // some were
	passed  []passed
	full    bool // the limit of dumps is reached
	depth   int  // containers around it
}

// maxShapes is how many shapes a text may have in each other.
const maxShapes = 12

func (r *textReader) note(level Level, p Place, what, hint string) {
	r.problem(level, r.source.File, r.outer(p), what, hint)
}

// read takes a text out of its shapes, and reads it.
func (r *textReader) read(text []byte) {
	if len(r.outward) == 0 && r.silent(text) {
		return
	}
	if len(r.outward) < maxShapes {
		if pieces := shape.Find(text); len(pieces) > 0 {
			for _, p := range pieces {
				r.piece(p)
			}
			return
		}
	}
	r.lift(text)
}

// piece reads what some lines hold.
func (r *textReader) piece(p shape.Piece) {
	switch at := (Place{p.Lines.First, 1}); {
	case p.Wrong:
		r.note(Error, at, p.Said, p.Hint)
		return
	case p.Passed:
		r.pass(p)
		return
	}
	if p.Packed {
		r.packed(p)
		return
	}
	if p.Said != "" && !slices.Contains(r.shapes, p.Said) {
		r.shapes = append(r.shapes, p.Said)
	}
	r.shaped = true
	r.outward = append(r.outward, p.Where)
	r.read(p.Text)
	r.outward = r.outward[:len(r.outward)-1]
}

// passed are lines that hold no evidence, of one kind.
type passed struct {
	said, hint string
	lines      []lift.Lines
}

// pass passes over lines that hold no evidence.
func (r *textReader) pass(p shape.Piece) {
	r.other = true
	i := slices.IndexFunc(r.passed, func(one passed) bool { return one.said == p.Said })
	if i < 0 {
		i = len(r.passed)
		r.passed = append(r.passed, passed{said: p.Said, hint: p.Hint})
	}
	r.passed[i].lines = append(r.passed[i].lines, r.outerLines(p.Lines))
}

// packed reads a file that stands in a text.
func (r *textReader) packed(p shape.Piece) {
	name := fmt.Sprintf("%s!%d", r.source.File, r.outer(Place{p.Lines.First, 1}).Line)
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(p.Text)), nil }
	if m, told := r.file(Input{Name: name, Open: open, Found: true, inflated: true}, r.depth+1); told {
		r.reading.Members = append(r.reading.Members, m)
	}
}

// lift reads the dumps that stand in a text as they are.
func (r *textReader) lift(text []byte) {
	var blocks int
	var logs logline.Reader
	before := len(r.lifted)
	l := lift.Dumps(text, func(b *lift.Block) {
		blocks++
		r.block(b)
	}, logs.Take)
	if blocks == 0 && bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) && (bytes.Contains(text, []byte("node")) || bytes.Contains(text, []byte(`"tickdiff/`))) {
		r.flow(text)
		return
	}
	if len(r.lifted) > before && r.endsAt(r.outer(Place{l.Count, 1}).Line) && l.Count > 1 && !bytes.HasSuffix(text, []byte("\n")) && !bytes.HasSuffix(text, []byte("\r")) {
		r.note(Note, Place{l.Count, 1}, "the last line has no line end: if the text was cut there, its number is too short", "")
	}
	r.logs(&logs)
	for _, program := range l.Programs {
		if !slices.Contains(r.reading.Programs, program) {
			r.reading.Programs = append(r.reading.Programs, program)
		}
	}
	r.pieces = append(r.pieces, r.allOuter(l.Pieces)...)
	r.ignored = append(r.ignored, r.allOuter(l.Ignored)...)
}

// remarkAll says in what shapes the text was, and in which lines no dump is.
func (r *textReader) remarkAll() {
	if pieces := joined(r.pieces); len(pieces) > 0 {
		level := Cut
		if len(r.lifted) > 0 || r.other {
			level = Error // else the text may be of anything
		}
		r.problem(level, r.source.File, Place{pieces[0].First, 1}, "parts of a dump without their beginning, in "+lift.LinesText(pieces)+"; not used", "")
	}
	for _, p := range r.passed {
		lines := joined(p.lines)
		r.problem(Note, r.source.File, Place{lines[0].First, 1}, fmt.Sprintf("passed over: %s in %s", p.said, lift.LinesText(lines)), p.hint)
	}
	if len(r.shapes) > 0 && len(r.lifted) > 0 {
		r.problem(Note, r.source.File, Place{r.lifted[0].First, 1}, "taken out of "+strings.Join(r.shapes, ", "), "")
	}
	r.lifted = joined(r.lifted)
	r.ignored = slices.DeleteFunc(joined(r.ignored), func(l lift.Lines) bool {
		i, ok := slices.BinarySearchFunc(r.lifted, l.First, func(d lift.Lines, line int) int { return cmp.Compare(d.First, line) })
		return ok && l.Last <= r.lifted[i].Last || !ok && i > 0 && l.Last <= r.lifted[i-1].Last
	})
	if len(r.ignored) > 0 && len(r.lifted) > 0 {
		r.problem(Note, r.source.File, Place{r.ignored[0].First, 1}, fmt.Sprintf("lifted from %s; no dump in %s", lift.LinesText(r.lifted), lift.LinesText(r.ignored)), "")
	}
}

// silent reads the file that a collection leaves of a server that did not answer.
func (r *textReader) silent(text []byte) bool {
	if !startsCollected(string(text[:min(len(text), len(collectionLine))])) || bytes.Count(text, []byte("\n")) > CollectedLines {
		return false
	}
	c, silence, ok := parseCollected(strings.Split(strings.TrimRight(string(text), "\r\n"), "\n"))
	if !ok || silence == "" {
		return false
	}
	r.reading.Silent = append(r.reading.Silent, Silence{*c, r.source.File, silence})
	return true
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
	r.collected(t.dumps, b)
	r.keep(t.dumps, t.problems, where)
	if len(t.dumps) > 0 {
		r.remark(b)
	}
}

// collected gives a dump what the comments above it tell of a collection. They are
// those of the first dump, and of no other in the block.
func (r *textReader) collected(dumps []*Dump, b *lift.Block) {
	at := slices.IndexFunc(b.Above, partOfCollected)
	if at < 0 {
		return
	}
	c, silence, ok := parseCollected(b.Above[at:])
	if len(dumps) != 1 || !ok || silence != "" {
		r.note(Cut, Place{b.First, 1}, "the comments of a collection above the dump are not as tickdiff writes them; no collection counts beside it", "leave the file out, or give it as it was made")
		for _, d := range dumps {
			d.Spoiled = true
		}
		return
	}
	dumps[0].Collected = c
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
		p.Place = r.outer(moved(p.Place, where))
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
	for _, w := range slices.Backward(r.outward) {
		relocate(d, w)
	}
	d.Source = r.outerSource(d.Source)
	r.lifted = append(r.lifted, lift.Lines{First: d.Source.Line, Last: d.Source.End})
	r.reading.Dumps = append(r.reading.Dumps, d)
	return true
}
