package shape

import (
	"bytes"
	"regexp"
	"sync"
)

// maxQuotes is how many quotes in one line may be tried.
const maxQuotes = 100

// escaped finds dumps in strings on one line, whose line ends are written as \n: what a
// program has printed for programmers.
func escaped(t *text) (pieces []Piece) {
	if !bytes.Contains(t.content, []byte(`\n`)) {
		return nil
	}
	for i := range t.lines {
		line := t.line(i)
		if !bytes.Contains(line, []byte(`\n`)) || !holdsDump(line) {
			continue
		}
		if inner, at, ok := stringIn(line); ok {
			w := walker{text: t}
			w.lines = t.take(i, i)
			w.textAt(inner, t.lines[i].from+at)
			w.found[0].Said = "strings with escapes"
			pieces = append(pieces, w.found...)
		}
	}
	return pieces
}

// stringIn is what a string in a line says that holds a dump.
func stringIn(line []byte) (inner []byte, at int, ok bool) {
	for tried := 0; tried < maxQuotes; tried++ {
		next := bytes.IndexAny(line[at:], `"'`)
		if next < 0 {
			break
		}
		at += next
		if end, whole := stringEnd(line, at); whole {
			inner, ok = unquoted(line[at+1:end-1], line[at])
			if ok && keysIn(inner) && bytes.IndexByte(inner, '\n') >= 0 {
				return inner, at, true
			}
		}
		at++
	}
	return unquotedIn(line)
}

// bare matches the first key of a dump with a line end behind it that is written as \n.
var bare = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:^|[^\w])((?:deleted|known|missing):(?: \{\})?\\n)`)
})

// unquotedIn is what a line says from the first key of a dump on, up to its end.
func unquotedIn(line []byte) (inner []byte, at int, ok bool) {
	m := bare().FindSubmatchIndex(line)
	if m == nil {
		return nil, 0, false
	}
	inner, ok = unquoted(line[m[2]:], 0)
	return inner, m[2], ok
}
