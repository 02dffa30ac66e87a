package logline

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"

	"tickdiff/dump/internal/lift"
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
	conflictDone  = lift.Pattern(`New value (?:used|ignored)\s*$`)
	versionLine   = lift.Pattern(`^<NodeEvent (.+?) \((\d+|'-'),\)> :(\d+):(?: (.*))?$`)
	noValue       = lift.Pattern(`^(?:Ellipsis|<class '[a-z.]+\.NotGiven'>)\s*$`)
	chainLink     = lift.Pattern(`^(.+?):(\d+|-)(?: |$)`)
)

// Conflicts gathers the conflicts in one text. Logs of several servers may be
// mixed, so lines belong together by what stands before their words.
type Conflicts struct {
	open   []*openConflict
	Found  []Conflict
	Lines  []lift.Lines // of all that are whole
	More   int          // whole ones beyond the limit
	Broken []lift.Lines
}

// Conflict is a conflict that a server wrote to its log: it had one version of
// an entry and was sent another, and neither was made on top of the other.
type Conflict struct {
	Lines        lift.Lines
	Path         string // of the entry, as logged
	Current, New Version
}

// Version is one version of an entry, as a log has it.
type Version struct {
	Chain []Link // newest change first; at least one
	Tock  uint64 // of the newest change
	// Deletes: the newest change deleted the entry.
	Deletes bool
	// Value is the value as Python prints it. It is empty if it has more than
	// 4096 bytes.
	Value string
}

// Link is one change in the chain of an entry.
type Link struct {
	Origin string     `json:"origin"`
	Tick   ticks.Tick `json:"tick"` // 0: none
}

// Head is the newest change.
func (v *Version) Head() Link { return v.Chain[0] }

const (
	// MaxConflicts is how many logged conflicts of one input are kept.
	MaxConflicts = 10_000
	// maxValue is how many bytes a logged value may have to be kept.
	maxValue = 4096
)

// openConflict is a conflict of which some lines are still to come.
type openConflict struct {
	before string // see sourceOf
	step   int    // the next of conflictWords
	mixed  bool   // another of what looks like the same source is among its lines
	Conflict
}

const (
	maxBetween = 200 // lines of others that may stand between those of one conflict
	maxOpen    = 64  // conflicts at a time
)

// line takes a line of a log, if it is one of a conflict.
func (c *Conflicts) line(l lift.Line) bool {
	if at := bytes.Index(l.Text, []byte(conflictMark)); at >= 0 {
		c.begin(l, at)
		return true
	}
	if c.giveUp(l.Number); len(c.open) > 0 && c.goesOn(l) {
		return true
	}
	return len(c.Lines)+c.More > 0 && conflictDone().Match(l.Text)
}

// begin opens a conflict. If its source seems to have one open, that was cut off, or two
// sources look alike: then neither is used.
func (c *Conflicts) begin(l lift.Line, at int) {
	o := &openConflict{before: sourceOf(l.Text[:at])}
	o.Lines = lift.Lines{First: l.Number, Last: l.Number}
	if i := slices.IndexFunc(c.open, func(other *openConflict) bool { return other.before == o.before }); i >= 0 {
		c.drop(i)
		o.mixed = true
	}
	if len(c.open) == maxOpen {
		c.drop(0)
	}
	if len(bytes.TrimSpace(l.Text[at+len(conflictMark):])) > 0 {
		lift.NoteLine(&c.Broken, l.Number) // more stands in the line than a server writes
		return
	}
	c.open = append(c.open, o)
}

// moving are the parts of a line's beginning that change from line to line: dates,
// times, and the numbers of lines, behind a file's name too.
var moving = lift.Pattern(`\d{4}-\d\d-\d\d|T?\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?|^\s*\d+[:|)\t ]|[:-]\d+[:-]|\[ *\d+\.\d+\]`)

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
func (c *Conflicts) goesOn(l lift.Line) bool {
	for step, word := range conflictWords {
		at := bytes.Index(l.Text, []byte(word))
		if at < 0 {
			continue
		}
		source := sourceOf(l.Text[:at])
		i := slices.IndexFunc(c.open, func(o *openConflict) bool { return o.before == source })
		switch {
		case i < 0:
			continue
		case c.open[i].step == step:
			c.take(i, l, l.Text[at+len(word):])
		default:
			c.drop(i)
		}
		return true
	}
	return false
}

// take takes the next line of an open conflict.
func (c *Conflicts) take(i int, l lift.Line, rest []byte) {
	o := c.open[i]
	o.Lines.Last = l.Number
	ok := false
	switch o.step {
	case 0:
		o.Path = string(bytes.TrimRight(rest, " \t"))
		ok = o.Path != "" && len(o.Path) <= maxValue && utf8.ValidString(o.Path)
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

func (c *Conflicts) keep(o *openConflict) {
	if len(c.Found) == MaxConflicts {
		c.More++
		return
	}
	c.Found = append(c.Found, o.Conflict)
	c.Lines = append(c.Lines, o.Lines)
}

func (c *Conflicts) drop(i int) {
	c.Broken = append(c.Broken, c.open[i].Lines)
	c.open = slices.Delete(c.open, i, i+1)
}

// giveUp drops what has waited for its next line for too long.
func (c *Conflicts) giveUp(line int) {
	for len(c.open) > 0 && line-c.open[0].Lines.Last > maxBetween {
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
	if len(m[4]) <= maxValue && !v.Deletes {
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

// End gives up what is still open, and puts the rest in order.
func (c *Conflicts) End() {
	for len(c.open) > 0 {
		c.drop(0)
	}
	slices.SortFunc(c.Lines, compareLines)
	slices.SortFunc(c.Broken, compareLines)
}

func compareLines(a, b lift.Lines) int {
	return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last))
}
