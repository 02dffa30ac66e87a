package lift

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// Lifter finds the dumps in a text, whatever stands around them.
type Lifter struct {
	Count   int     // lines so far
	Ignored []Lines // in no dump
	Pieces  []Lines // in no dump either, but they look like a part of one
	// Programs are those of the commands that ask servers for dumps, each once.
	Programs []string

	text    []byte
	found   func(*Block)    // is called with each dump
	log     func(Line) bool // takes a line that is in no dump, if it is one of a log
	block   *Block          // at hand, or nil
	command string          // typed on the line before
	above   []Line          // comments that end on the line before, the last few
	closed  int             // the last line that ended a dump
	label   struct {        // the last line that ends in a key, behind something else
		line int
		key  string
	}
}

// Lines is a run of lines, the last included as editors count.
type Lines struct{ First, Last int }

// Dumps calls found with every dump in a text, in order, and log with the lines that
// may be of a server's log.
func Dumps(text []byte, found func(*Block), log func(Line) bool) *Lifter {
	l := &Lifter{text: text, found: found, log: log}
	for line := range lines(text) {
		l.Count = line.Number
		l.line(line)
	}
	l.end()
	return l
}

func (l *Lifter) line(line Line) {
	if l.block != nil {
		switch l.block.take(line) {
		case taken:
			return
		case closes:
			l.closed = line.Number
			l.end()
			return
		case parts:
			l.end()
			return
		}
		l.end()
	}
	line.unfence()
	p, ok := prefixOf(line.Text)
	if !ok {
		l.ignore(line)
		l.keepComment(line)
		return
	}
	if key, _ := KeyOf(line.Text[len(p.text):]); l.label.line > 0 && l.label.line == line.Number-1 && l.label.key < key {
		NoteLine(&l.Pieces, l.label.line)
	}
	l.block = &Block{input: l.text, log: l.log, prefix: p, Command: l.command, Joined: l.closed == line.Number-1 && l.closed > 0}
	l.command = ""
	l.block.Above, l.above = commentsOf(l.above, p, line.Number), nil
	switch l.block.take(line) {
	case closes:
		l.end()
	case parts, alien:
		l.end()
		l.ignore(line)
	}
}

// end hands over the block at hand, if it is one.
func (l *Lifter) end() {
	b := l.block
	l.block = nil
	switch {
	case b == nil:
	case b.isDump() || b.Wrong != nil:
		l.found(b)
	case b.Height > 0:
		NoteLine(&l.Ignored, b.First)
	}
}

// ignore passes over a line that is in no dump. Blank lines, comments and fences
// are not worth a word.
func (l *Lifter) ignore(line Line) {
	text := bytes.TrimLeft(line.Text, "> \t")
	if len(text) == 0 || isAllBlank(text) || isParting(text) {
		return
	}
	if l.label.line > 0 && l.label.line == line.Number-1 && nameBelow().Match(line.Text) {
		NoteLine(&l.Pieces, l.label.line)
	}
	if l.command = commandIn(line.Text); l.command != "" {
		if program, _, _ := strings.Cut(l.command, " "); !slices.Contains(l.Programs, program) {
			l.Programs = append(l.Programs, program)
		}
	}
	if m := endsInKey().FindSubmatch(line.Text); m != nil && l.command == "" {
		l.label.line, l.label.key = line.Number, string(m[1])
	}
	switch {
	case l.command != "" || text[0] == '#':
	case l.log(line):
	case dumpPiece().Match(line.Text):
		NoteLine(&l.Pieces, line.Number)
	default:
		NoteLine(&l.Ignored, line.Number)
	}
}

// maxAbove is how many comments above a dump are kept.
const maxAbove = 10

// keepComment keeps a line that may be a comment on the dump that comes next.
func (l *Lifter) keepComment(line Line) {
	switch {
	case bytes.IndexByte(line.Text, '#') < 0:
		l.above = nil
		return
	case len(l.above) == maxAbove:
		l.above = append(l.above[:0], l.above[1:]...)
	}
	l.above = append(l.above, line)
}

// commentsOf are the last of some lines that are comments directly above a dump, without
// the prefix of its lines.
func commentsOf(lines []Line, p prefix, first int) []string {
	var out []string
	number := p.number
	for i, line := range slices.Backward(lines) {
		away := len(lines) - i
		p.number = number - away
		n, ok := p.cut(line.Text)
		if !ok || line.Number != first-away || !bytes.HasPrefix(line.Text[n:], []byte("#")) {
			break
		}
		out = append(out, string(bytes.TrimRight(line.Text[n:], " \t")))
	}
	slices.Reverse(out)
	return out
}

// NoteLine adds a line to the last run, or begins another.
func NoteLine(ranges *[]Lines, line int) {
	if n := len(*ranges); n > 0 && (*ranges)[n-1].Last == line-1 {
		(*ranges)[n-1].Last = line
		return
	}
	*ranges = append(*ranges, Lines{line, line})
}

// LinesText names lines for people: "lines 3-5, 8", and of many runs the first, "and
// 2 more places".
func LinesText(ranges []Lines) string {
	const most = 8
	word := "line"
	var parts []string
	for _, r := range ranges[:min(len(ranges), most)] {
		if r.First == r.Last {
			parts = append(parts, fmt.Sprint(r.First))
			continue
		}
		word = "lines"
		parts = append(parts, fmt.Sprintf("%d-%d", r.First, r.Last))
	}
	if len(ranges) > 1 {
		word = "lines"
	}
	if more := len(ranges) - most; more > 0 {
		parts = append(parts, fmt.Sprintf("and %d more places", more))
	}
	return word + " " + strings.Join(parts, ", ")
}
