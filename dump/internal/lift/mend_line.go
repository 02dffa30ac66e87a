package lift

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"tickdiff/dump/internal/scalar"
)

// Names may hold any character that looks like a blank, a dash or a quote. So
// a line is mended only where no name can be meant.

// blanks matches what looks like a space or like nothing.
const blanks = `[\t\p{Zs}\x{200b}\x{200c}\x{200d}\x{2060}\x{feff}]`

var (
	itemLine  = Pattern(`^(` + blanks + `*)((?:[-–—]` + blanks + `+)+)([0-9]+|\[.*)(` + blanks + `*)$`)
	nameLine  = Pattern(`^(` + blanks + `*)(.*:)(|[^ ]` + blanks + `*)$`)
	valueLine = Pattern(`^(` + blanks + `*)(.*:)(` + blanks + `+)([0-9]+|null|\{\}|[\[{].*)(` + blanks + `*)$`)
	nodeLine  = Pattern(`^()(node:)(` + blanks + `)[^ ]`)
)

// form is how a line of a dump can look.
type form struct {
	pattern func() *regexp.Regexp
	isItem  bool // its second part are the marks of items
}

// mend undoes what editors, wikis and browsers do to a line of a dump.
func (l *Line) mend() {
	for _, f := range []form{{itemLine, true}, {pattern: valueLine}, {pattern: nodeLine}, {pattern: nameLine}} {
		if at := f.pattern().FindSubmatchIndex(l.Text); at != nil {
			l.mendParts(at[2:], f)
			break
		}
	}
	l.mendQuotes()
}

// mendParts makes plain blanks of the parts of a line that are blanks. The first
// is the indent: after two plain spaces a name begins, whatever it looks like.
func (l *Line) mendParts(at []int, f form) {
	indent := l.Text[at[0]:at[1]]
	if !f.isItem && bytes.HasPrefix(indent, []byte("  ")) {
		at[0] = at[1]
	}
	var done mends
	for i := 0; i < len(at); i += 2 {
		part := l.Text[at[i]:at[i+1]]
		if isMarks := f.isItem && i == 2; isMarks || isAllBlank(part) {
			done |= oddIn(part)
			if isMarks && bytes.IndexByte(part, '\t') >= 0 {
				done |= mendTabs
			}
		}
	}
	if done == 0 {
		return
	}
	l.rewrite(done, func(w *rewriter, text []byte) {
		w.keep(text[:at[0]])
		tab := "\t"
		for i := 0; i < len(at); i, tab = i+2, " " {
			part := text[at[i]:at[i+1]]
			if isMarks := f.isItem && i == 2; isMarks || isAllBlank(part) {
				w.putPlain(part, tab)
			} else {
				w.keep(part)
			}
		}
		w.keep(text[at[len(at)-1]:])
	})
}

// oddIn says what has to be mended in blanks and marks of items.
func oddIn(part []byte) (m mends) {
	for _, r := range string(part) {
		switch {
		case r == '–', r == '—':
			m |= mendDashes
		case strings.ContainsRune(zeroWidth, r):
			m |= mendInvisible
		case unicode.Is(unicode.Zs, r) && r != ' ':
			m |= mendBlanks
		}
	}
	return m
}

// putPlain writes blanks and marks of items as servers do, and tab for tabs. Those
// in the indent stay: how wide they are, only the whole dump can tell.
func (w *rewriter) putPlain(part []byte, tab string) {
	for len(part) > 0 {
		r, size := utf8.DecodeRune(part)
		plain := part[:size]
		switch {
		case r == '–', r == '—':
			plain = []byte("-")
		case strings.ContainsRune(zeroWidth, r):
			plain = nil
		case r == '\t':
			plain = []byte(tab)
		case r != '-':
			plain = []byte(" ")
		}
		w.put(plain, 1)
		part = part[size:]
	}
}

// quoted matches a name in typographic quotes.
var quoted = Pattern(`^( *(?:[-?] +)*|node: +)([‘’‚“”„])([^‘’‚“”„]*)([‘’“”])( *:.*)?$`)

// mendQuotes makes plain quotes of typographic ones where the name needs them.
// Where it does not, no server would have printed plain quotes: the typographic
// ones are part of the name.
func (l *Line) mendQuotes() {
	at := quoted().FindSubmatchIndex(l.Text)
	if at == nil {
		return
	}
	name := string(l.Text[at[6]:at[7]])
	quote := ""
	style := scalar.StyleOf(name)
	switch open, _ := utf8.DecodeRune(l.Text[at[4]:]); {
	case style == scalar.Plain:
		return
	case strings.ContainsRune("‘’‚", open) && style == scalar.Single:
		quote = "'"
	case strings.ContainsRune("“”„", open) && strings.ContainsAny(name, `'\`) && !strings.Contains(name, `"`):
		quote = `"`
	default:
		return
	}
	l.rewrite(mendQuotes, func(w *rewriter, text []byte) {
		w.keep(text[:at[4]])
		w.put([]byte(quote), 1)
		w.keep(text[at[6]:at[7]])
		w.put([]byte(quote), 1)
		w.keep(text[at[9]:])
	})
}
