package dump

import (
	"bytes"
	"cmp"
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
	found  []loggedConflict
	lines  []lineRange // of all that are whole
	more   int         // whole ones beyond the limit
	broken []lineRange
}

// loggedConflict is a conflict that a server wrote to its log: it had one version of
// an entry and was sent another, and neither was made on top of the other.
type loggedConflict struct {
	lines        lineRange
	path         string // of the entry, as logged
	current, new version
}

// version is one version of an entry, as a log has it.
type version struct {
	Chain []loggedLink // newest change first; at least one
	Tock  uint64       // of the newest change
	// Deletes: the newest change deleted the entry.
	Deletes bool
	// Value is the value as Python prints it. It is empty if it has more than
	// [maxLoggedValue] bytes.
	Value string
}

// loggedLink is one change in the chain of an entry.
type loggedLink struct {
	Origin string
	Tick   ticks.Tick // 0: none
}

// Head is the newest change.
func (v *version) Head() loggedLink { return v.Chain[0] }

const (
	// maxConflicts is how many logged conflicts of one input are kept.
	maxConflicts = 10_000
	// maxLoggedValue is how many bytes a logged value may have to be kept.
	maxLoggedValue = 4096
)

// openConflict is a conflict of which some lines are still to come.
type openConflict struct {
	before string // see sourceOf
	step   int    // the next of conflictWords
	mixed  bool   // another of what looks like the same source is among its lines
	loggedConflict
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
	o.lines = lineRange{l.number, l.number}
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
	o.lines.last = l.number
	ok := false
	switch o.step {
	case 0:
		o.path = string(bytes.TrimRight(rest, " \t"))
		ok = o.path != "" && len(o.path) <= maxLoggedValue && utf8.ValidString(o.path)
	case 1:
		o.current, ok = versionIn(rest)
	case 2:
		o.new, ok = versionIn(rest)
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
	if len(c.found) == maxConflicts {
		c.more++
		return
	}
	c.found = append(c.found, o.loggedConflict)
	c.lines = append(c.lines, o.lines)
}

func (c *conflictReader) drop(i int) {
	c.broken = append(c.broken, c.open[i].lines)
	c.open = slices.Delete(c.open, i, i+1)
}

// giveUp drops what has waited for its next line for too long.
func (c *conflictReader) giveUp(line int) {
	for len(c.open) > 0 && line-c.open[0].lines.last > maxBetween {
		c.drop(0)
	}
}

// versionIn reads chain, tock and value.
func versionIn(text []byte) (v version, ok bool) {
	m := versionLine().FindSubmatch(text)
	if m == nil || !utf8.Valid(m[1]) {
		return v, false
	}
	var err error
	if v.Tock, err = strconv.ParseUint(string(m[3]), 10, 63); err != nil {
		return v, false
	}
	v.Deletes = noValue().Match(m[4])
	if len(m[4]) <= maxLoggedValue && !v.Deletes {
		v.Value = string(bytes.ToValidUTF8(m[4], []byte("\ufffd")))
	}
	v.Chain, ok = chainIn(m[1])
	head, known := tickIn(bytes.Trim(m[2], "'"))
	return v, ok && known && head == v.Chain[0].Tick // else a name looks like two links
}

// chainIn reads "test_3:1 test_2:1".
func chainIn(text []byte) (chain []loggedLink, ok bool) {
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
		chain = append(chain, loggedLink{string(m[1]), t})
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

// end gives up what is still open, and puts the rest in order.
func (c *conflictReader) end() {
	for len(c.open) > 0 {
		c.drop(0)
	}
	slices.SortFunc(c.lines, compareLines)
	slices.SortFunc(c.broken, compareLines)
}

func compareLines(a, b lineRange) int {
	return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last))
}
