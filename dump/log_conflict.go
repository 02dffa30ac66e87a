package dump

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"

	"tickdiff/ticks"
)

// A server that is sent a version of an entry which was not made on top of its own
// logs both, in four lines and one that says what it did:
//
//	12:00:01.123 WARNING moat.kv.model:*** inconsistency ***
//	12:00:01.123 WARNING moat.kv.model:Node: a.b
//	12:00:01.123 WARNING moat.kv.model:Current: <NodeEvent test_0:3 (3,)> :50: 'left'
//	12:00:01.124 WARNING moat.kv.model:New: <NodeEvent test_3:1 test_2:1 (1,)> :54: 'right'
//	12:00:01.124 WARNING moat.kv.model:New value used
const conflictMark = "*** inconsistency ***"

var (
	conflictWords = [3]string{"Node: ", "Current: ", "New: "}
	conflictDone  = lazily(`New value (?:used|ignored)\s*$`)
	versionLine   = lazily(`^<NodeEvent (.+?) \((\d+|'-'),\)> :(\d+):(?: (.*))?$`)
	noValue       = lazily(`^(?:Ellipsis|<class '[a-z.]+\.NotGiven'>)\s*$`)
	chainLink     = lazily(`^(.+?):(\d+|-)(?: |$)`)
)

// conflictReader gathers the conflicts in one text. Logs of several servers may be
// mixed, so lines belong together by what stands before their words.
type conflictReader struct {
	open   []*openConflict
	found  []LoggedConflict
	lines  []lineRange // of all that are whole
	more   int         // whole ones beyond the limit
	broken []lineRange
}

// openConflict is a conflict of which some lines are still to come.
type openConflict struct {
	before string // see sourceOf
	step   int    // the next of conflictWords
	mixed  bool   // another of what looks like the same source is among its lines
	LoggedConflict
}

const (
	maxBetween = 200 // lines of others that may stand between those of one conflict
	maxOpen    = 64  // conflicts at a time
)

// line takes a line of a log, if it is one of a conflict.
func (c *conflictReader) line(l line) bool {
	if at := bytes.Index(l.text, []byte(conflictMark)); at >= 0 {
		c.begin(l, at)
		return true
	}
	if c.giveUp(l.number); len(c.open) > 0 && c.goesOn(l) {
		return true
	}
	return len(c.lines)+c.more > 0 && conflictDone().Match(l.text)
}

// begin opens a conflict. If its source seems to have one open, that was cut off, or two
// sources look alike: then neither is used.
func (c *conflictReader) begin(l line, at int) {
	o := &openConflict{before: sourceOf(l.text[:at])}
	o.Source.Line, o.Source.End = l.number, l.number
	if i := slices.IndexFunc(c.open, func(other *openConflict) bool { return other.before == o.before }); i >= 0 {
		c.drop(i)
		o.mixed = true
	}
	if len(c.open) == maxOpen {
		c.drop(0)
	}
	if len(bytes.TrimSpace(l.text[at+len(conflictMark):])) > 0 {
		noteLine(&c.broken, l.number) // more stands in the line than a server writes
		return
	}
	c.open = append(c.open, o)
}

// moving are the parts of a line's beginning that change from line to line: dates,
// times, and the numbers of lines, behind a file's name too.
var moving = lazily(`\d{4}-\d\d-\d\d|T?\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?|^\s*\d+[:|)\t ]|[:-]\d+[:-]|\[ *\d+\.\d+\]`)

// sourceOf is what tells the sources of lines apart: the letters and numbers before
// their words, without what moves.
func sourceOf(text []byte) string {
	return string(bytes.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, moving().ReplaceAll(text, nil)))
}

// goesOn takes a line with one of the words, if its source has a conflict open. One that
// comes out of turn ends the conflict.
func (c *conflictReader) goesOn(l line) bool {
	for step, word := range conflictWords {
		at := bytes.Index(l.text, []byte(word))
		if at < 0 {
			continue
		}
		source := sourceOf(l.text[:at])
		i := slices.IndexFunc(c.open, func(o *openConflict) bool { return o.before == source })
		switch {
		case i < 0:
			continue
		case c.open[i].step == step:
			c.take(i, l, l.text[at+len(word):])
		default:
			c.drop(i)
		}
		return true
	}
	return false
}

// take takes the next line of an open conflict.
func (c *conflictReader) take(i int, l line, rest []byte) {
	o := c.open[i]
	o.Source.End = l.number
	ok := false
	switch o.step {
	case 0:
		o.Path = string(bytes.TrimRight(rest, " \t"))
		ok = o.Path != "" && len(o.Path) <= MaxLoggedValue && utf8.ValidString(o.Path)
	case 1:
		o.Current, ok = versionIn(rest)
	case 2:
		o.New, ok = versionIn(rest)
	}
	if !ok {
		c.drop(i)
		return
	}
	switch o.step++; {
	case o.step < len(conflictWords):
	case o.mixed:
		c.drop(i)
	default:
		c.open = slices.Delete(c.open, i, i+1)
		c.keep(o)
	}
}

func (c *conflictReader) keep(o *openConflict) {
	if len(c.found) == MaxConflicts {
		c.more++
		return
	}
	c.found = append(c.found, o.LoggedConflict)
	c.lines = append(c.lines, lineRange{o.Source.Line, o.Source.End})
}

func (c *conflictReader) drop(i int) {
	c.broken = append(c.broken, lineRange{c.open[i].Source.Line, c.open[i].Source.End})
	c.open = slices.Delete(c.open, i, i+1)
}

// giveUp drops what has waited for its next line for too long.
func (c *conflictReader) giveUp(line int) {
	for len(c.open) > 0 && line-c.open[0].Source.End > maxBetween {
		c.drop(0)
	}
}

// versionIn reads chain, tock and value.
func versionIn(text []byte) (v Version, ok bool) {
	m := versionLine().FindSubmatch(text)
	if m == nil || !utf8.Valid(m[1]) {
		return v, false
	}
	var err error
	if v.Tock, err = strconv.ParseUint(string(m[3]), 10, 63); err != nil {
		return v, false
	}
	v.Deletes = noValue().Match(m[4])
	if len(m[4]) <= MaxLoggedValue && !v.Deletes {
		v.Value = string(bytes.ToValidUTF8(m[4], []byte("\ufffd")))
	}
	v.Chain, ok = chainIn(m[1])
	head, known := tickIn(bytes.Trim(m[2], "'"))
	return v, ok && known && head == v.Chain[0].Tick // else a name looks like two links
}

// chainIn reads "test_3:1 test_2:1".
func chainIn(text []byte) (chain []Link, ok bool) {
	const maxLinks = 1000
	for len(text) > 0 {
		m := chainLink().FindSubmatch(text)
		if m == nil || len(chain) == maxLinks {
			return nil, false
		}
		t, known := tickIn(m[2])
		if !known {
			return nil, false
		}
		chain = append(chain, Link{string(m[1]), t})
		text = text[len(m[0]):]
	}
	return chain, len(chain) > 0
}

// tickIn reads a tick; "-" is none.
func tickIn(text []byte) (ticks.Tick, bool) {
	if string(text) == "-" {
		return 0, true
	}
	n, err := strconv.ParseUint(string(text), 10, 63)
	return ticks.Tick(n), err == nil
}

// conflicts adds the conflicts that the logs in a text tell of.
func (r *textReader) conflicts(c *conflictReader) {
	for len(c.open) > 0 {
		c.drop(0)
	}
	slices.SortFunc(c.lines, compareLines)
	slices.SortFunc(c.broken, compareLines)
	for _, found := range c.found {
		found.Source.File = r.file
		if !r.search.Values {
			found.Current.Value, found.New.Value = "", ""
		}
		r.reading.Conflicts = append(r.reading.Conflicts, found)
	}
	if len(c.found) > 0 {
		r.note(Note, Place{c.lines[0].first, 1}, fmt.Sprintf("conflicts that a server logged (%d), in %s", len(c.found), linesText(c.lines)), "")
	}
	if c.more > 0 {
		r.note(Cut, Place{c.lines[0].first, 1}, fmt.Sprintf("more than the limit of %d logged conflicts; the other %d are not used", MaxConflicts, c.more), "")
	}
	if len(c.broken) > 0 {
		r.note(Cut, Place{c.broken[0].first, 1}, "a server logged a conflict, but not in whole lines, in "+linesText(c.broken)+"; not used", "")
	}
}

func compareLines(a, b lineRange) int {
	return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last))
}
