package dump

import (
	"cmp"
	"fmt"
	"slices"

	"tickdiff/dump/internal/lift"
)

// outer is where a place of the text at hand stands in the input.
func (r *textReader) outer(p Place) Place {
	for _, w := range slices.Backward(r.outward) {
		p = Place(w.Place(lift.Place(p)))
	}
	return p
}

// outerLines are lines of the text at hand as those of the input.
func (r *textReader) outerLines(lines lift.Lines) lift.Lines {
	return lift.Lines{First: r.outer(Place{lines.First, 1}).Line, Last: r.outer(Place{lines.Last, 1}).Line}
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
		r.note(level, Place{lines[0].First, 1}, fmt.Sprintf(what, lift.LinesText(r.allOuter(lines))), hint)
	}
}

// outerSource is a source with its lines as those of the input.
func (r *textReader) outerSource(s Source) Source {
	lines := r.outerLines(lift.Lines{First: s.Line, Last: s.End})
	s.Line, s.End = lines.First, lines.Last
	return s
}

func (r *textReader) allOuter(lines []lift.Lines) []lift.Lines {
	if len(r.outward) == 0 {
		return lines
	}
	out := make([]lift.Lines, len(lines))
	for i, l := range lines {
		out[i] = r.outerLines(l)
	}
	return joined(out)
}

// joined are lines in order, each once.
func joined(lines []lift.Lines) (all []lift.Lines) {
	slices.SortFunc(lines, func(a, b lift.Lines) int { return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last)) })
	for _, l := range lines {
		if n := len(all); n > 0 && l.First <= all[n-1].Last+1 {
			all[n-1].Last = max(all[n-1].Last, l.Last)
			continue
		}
		all = append(all, l)
	}
	return all
}
