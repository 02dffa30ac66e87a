package dump

import (
	"bytes"
	"fmt"
	"strings"
)

// lifter finds the dumps in a text, whatever stands around them.
type lifter struct {
	text    []byte
	found   func(*block) // is called with each dump
	block   *block       // at hand, or nil
	command string       // typed on the line before
	count   int          // lines so far
	closed  int          // the last line that ended a dump
	ignored []lineRange
	pieces  []lineRange     // ignored lines that look like a part of a dump
	log     func(line) bool // takes a line that is in no dump, if it is one of a log
}

// lineRange is a run of lines, the last included as editors count.
type lineRange struct{ first, last int }

// lift calls found with every dump in a text, in order, and log with the lines that
// may be of a server's log.
func lift(text []byte, found func(*block), log func(line) bool) *lifter {
	l := &lifter{text: text, found: found, log: log}
	for line := range lines(text) {
		l.count = line.number
		l.line(line)
	}
	l.end()
	return l
}

func (l *lifter) line(line line) {
	if l.block != nil {
		switch l.block.take(line) {
		case taken:
			return
		case closes:
			l.closed = line.number
			l.end()
			return
		case parts:
			l.end()
			return
		}
		l.end()
	}
	line.unfence()
	p, ok := prefixOf(line.text)
	if !ok {
		l.ignore(line)
		return
	}
	l.block = &block{input: l.text, log: l.log, prefix: p, command: l.command, joined: l.closed == line.number-1 && l.closed > 0}
	l.command = ""
	switch l.block.take(line) {
	case closes:
		l.end()
	case parts, alien:
		l.end()
		l.ignore(line)
	}
}

// end hands over the block at hand, if it is one.
func (l *lifter) end() {
	b := l.block
	l.block = nil
	switch {
	case b == nil:
	case b.isDump() || b.wrong != nil:
		l.found(b)
	case b.height > 0:
		noteLine(&l.ignored, b.first)
	}
}

// ignore passes over a line that is in no dump. Blank lines, comments and fences
// are not worth a word.
func (l *lifter) ignore(line line) {
	text := bytes.TrimLeft(line.text, "> \t")
	if len(text) == 0 || isAllBlank(text) || isParting(text) {
		return
	}
	l.command = commandIn(line.text)
	switch {
	case l.command != "" || text[0] == '#':
	case l.log(line):
	case dumpPiece().Match(line.text):
		noteLine(&l.pieces, line.number)
	default:
		noteLine(&l.ignored, line.number)
	}
}

func noteLine(ranges *[]lineRange, line int) {
	if n := len(*ranges); n > 0 && (*ranges)[n-1].last == line-1 {
		(*ranges)[n-1].last = line
		return
	}
	*ranges = append(*ranges, lineRange{line, line})
}

// linesText names lines for people: "lines 3-5, 8", and of many runs the first, "and
// 2 more places".
func linesText(ranges []lineRange) string {
	const most = 8
	word := "line"
	var parts []string
	for _, r := range ranges[:min(len(ranges), most)] {
		if r.first == r.last {
			parts = append(parts, fmt.Sprint(r.first))
			continue
		}
		word = "lines"
		parts = append(parts, fmt.Sprintf("%d-%d", r.first, r.last))
	}
	if len(ranges) > 1 {
		word = "lines"
	}
	if more := len(ranges) - most; more > 0 {
		parts = append(parts, fmt.Sprintf("and %d more places", more))
	}
	return word + " " + strings.Join(parts, ", ")
}
