package lift

import (
	"slices"
	"sort"
)

// Place is a line and a column of an input, both from 1. The column counts
// characters, not bytes.
type Place struct {
	Line, Col int
}

// shift says that from a column on, text stood so many columns further to the
// right before it was changed.
type shift struct{ at, by int }

// columns undo one change of a line: the last shift at or before a column counts.
type columns []shift

func (c columns) col(col int) int {
	by := 0
	for _, s := range c {
		if s.at > col {
			break
		}
		by = s.by
	}
	return col + by
}

// span is a run of lines in a block that follow each other in the input too and
// were changed in the same ways.
type span struct {
	first   int // line in the block, from 1
	line    int // the same line in the input
	changes []columns
}

// Places finds where the lines of a block stood in the input.
type Places []span

// add notes the line that follows in the block.
func (p *Places) add(first, line int, changes []columns) {
	if n := len(*p); n > 0 {
		last := (*p)[n-1]
		if line-last.line == first-last.first && slices.EqualFunc(last.changes, changes, slices.Equal) {
			return
		}
	}
	*p = append(*p, span{first, line, changes})
}

// at is the span of a line.
func (p Places) at(line int) int {
	return max(0, sort.Search(len(p), func(i int) bool { return p[i].first > line })-1)
}

func (p Places) span(line int) span { return p[p.at(line)] }

// Place is where a place of the block stood in the input.
func (p Places) Place(in Place) Place {
	if in.Line == 0 || len(p) == 0 {
		return in
	}
	s := p.span(in.Line)
	out := Place{Line: s.line + in.Line - s.first, Col: in.Col}
	for _, c := range slices.Backward(s.changes) {
		out.Col = c.col(out.Col)
	}
	return out
}

// Unchanged reports whether some lines only moved up or down, all by the same.
func (p Places) Unchanged(from, to int) bool {
	if len(p) == 0 {
		return true
	}
	i := p.at(from)
	return i == p.at(to) && len(p[i].changes) == 0
}
