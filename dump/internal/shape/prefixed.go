package shape

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"tickdiff/dump/internal/lift"
)

// maxTemplates is how many sources of lines one text may have.
const maxTemplates = 1000

// ends are what may stand behind every line.
var ends = []string{`\n" +`, `\n"`, `\n'`, `"`, `'`, "$", `\line`, `\par`, `\`, "|", "│", "┃", "║"}

// prefixed finds dumps each line of which stands behind the same text, with times and a
// count in it, or before it. Sources that print by turns are told apart by that.
func prefixed(t *text) []Piece {
	templates := findTemplates(t)
	if len(templates) == 0 {
		return nil
	}
	s := sorting{text: t, templates: templates, of: make([]*template, len(t.lines))}
	s.match()
	return s.pieces()
}

// findTemplates finds the templates of lines that hold a node or a tock.
func findTemplates(t *text) (found []*template) {
	seen := map[string]bool{}
	for i := range t.lines {
		if len(found) == maxTemplates {
			return found
		}
		line := t.line(i)
		n, end, ok := anchorIn(line)
		if !ok {
			continue
		}
		m := templateOf(t, i, n, end)
		if id := m.id(); !seen[id] {
			seen[id] = true
			found = append(found, m)
		}
	}
	// The longest that fits is the one a line has, and what stands behind it is a part.
	slices.SortStableFunc(found, func(a, b *template) int {
		return cmp.Or(len(b.shown())-len(a.shown()), len(b.end)-len(a.end))
	})
	return found
}

const longestPrefix = 300

// anchorIn is how many bytes stand before the node or tock in a line, and what stands
// behind it, if that is for a template to tell.
func anchorIn(line []byte) (n int, end string, ok bool) {
	for _, key := range []string{"tock: ", "node: "} {
		n = bytes.Index(line, []byte(key))
		if n < 0 || n > longestPrefix || n > 0 && isWordChar(line[n-1]) {
			continue
		}
		if key == "tock: " {
			if end, ok = endOf(line[n+len(key):]); !ok {
				continue
			}
		}
		if end == "" && lift.Begins(line) || quoteIn(end) != 0 && (n == 0 || line[n-1] != quoteIn(end)) {
			continue
		}
		return n, end, true
	}
	return 0, "", false
}

// quoteIn is the quote in what stands behind every line, or 0.
func quoteIn(end string) byte {
	if i := strings.IndexAny(end, `"'`); i >= 0 {
		return end[i]
	}
	return 0
}

// endOf is what stands behind a number.
func endOf(value []byte) (end string, ok bool) {
	rest := bytes.TrimLeft(value, "0123456789")
	if len(rest) == len(value) {
		return "", false
	}
	rest = bytes.TrimSpace(rest)
	if len(rest) == 0 || rest[0] == '#' {
		return "", true
	}
	rest = bytes.TrimSuffix(rest, []byte(","))
	return string(rest), slices.Contains(ends, string(rest))
}

// sorting gives each line the template that it has.
type sorting struct {
	*text
	templates []*template
	of        []*template // by line
	inner     []span      // by line
	number    []int       // by line
}

func (s *sorting) match() {
	s.inner, s.number = make([]span, len(s.lines)), make([]int, len(s.lines))
	for i := range s.lines {
		line := s.line(i)
		for j, m := range s.templates {
			inner, number, ok := m.match(line)
			if !ok {
				continue
			}
			s.of[i], s.inner[i], s.number[i] = m, inner, number
			m.lines++
			if key, ok := keyLine(bytes.TrimLeft(line[inner.from:inner.to], " ")); ok {
				m.keys[key] = true
			}
			s.toFront(j)
			break
		}
	}
}

// toFront has a template asked first, if none that is longer begins with it.
func (s *sorting) toFront(j int) {
	m := s.templates[j]
	for _, longer := range s.templates[:j] {
		if strings.HasPrefix(longer.id(), strings.TrimSuffix(m.id(), "\x02"+m.end)) {
			return
		}
	}
	copy(s.templates[1:j+1], s.templates[:j])
	s.templates[0] = m
}

// isSource reports whether the lines of a template hold a dump.
func (m *template) isSource() bool { return m.keys["node"] && len(m.keys) > 1 || len(m.keys) > 2 }

// pieces are the texts of all sources.
func (s *sorting) pieces() (pieces []Piece) {
	streams := map[*template]*stream{}
	for i, m := range s.of {
		if m == nil || !m.isSource() {
			continue
		}
		st := streams[m]
		if st != nil && st.breaks(s, i) {
			pieces = append(pieces, st.piece())
			st = nil
		}
		if st == nil {
			st = &stream{template: m, first: i}
			streams[m] = st
		}
		st.add(s, i)
		s.taken[i] = true
	}
	for _, st := range streams {
		pieces = append(pieces, st.piece())
	}
	slices.SortFunc(pieces, func(a, b Piece) int { return a.Lines.First - b.Lines.First })
	return append(pieces, s.strays()...)
}

// stream is the text of one source.
type stream struct {
	*template
	builder
	first, last int
	number      int // in the last line
	wrong       int // line with something that may be meant in another way, from 1
}

// breaks reports whether lines are lost before one.
func (st *stream) breaks(s *sorting, i int) bool {
	for _, p := range st.parts {
		if p.kind == counter {
			return s.number[i] != st.number+1
		}
	}
	return len(st.parts) == 0 && i != st.last+1
}

func (st *stream) add(s *sorting, i int) {
	st.last, st.number = i, s.number[i]
	in := s.inner[i]
	line := s.line(i)
	if st.end == "" {
		st.copyLine(s.text, i, in.from)
		return
	}
	inner, ok := st.plain(line[in.from:in.to])
	if !ok && st.wrong == 0 {
		st.wrong = i + 1
	}
	st.line(inner, place{Line: i + 1, Col: in.from + 1}, verbatim)
}

// plain is what a line with something behind it means; ok is false if that is not certain.
func (st *stream) plain(line []byte) (inner []byte, ok bool) {
	switch {
	case st.isQuote():
		quote := quoteIn(st.end)
		if bytes.IndexByte(line, quote) < 0 && bytes.IndexByte(line, '\\') < 0 {
			return line, true
		}
		return unquoted(line, quote)
	case st.end == "$":
		return line, !bytes.ContainsAny(line, "^") && !bytes.Contains(line, []byte("M-"))
	case st.end[0] == '\\':
		line = rtfEscapes().ReplaceAll(line, []byte("$1"))
		return line, !bytes.ContainsAny(line, `\`)
	}
	return line, true
}

var rtfEscapes = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\\([{}])`) })

func (st *stream) piece() Piece {
	p := st.builder.piece(lift.Lines{First: st.first + 1, Last: st.last + 1})
	switch {
	case st.wrong > 0:
		return Piece{Lines: lift.Lines{First: st.wrong, Last: st.wrong}, Wrong: true,
			Said: fmt.Sprintf("it has %q behind every line, and what stands in this one may be written in another way than it was printed", st.end),
			Hint: "give it as it was printed; a document of an office program, saved as plain text"}
	case len(st.parts) == 0:
		p.Said = fmt.Sprintf("lines that end in %q", st.end)
	default:
		p.Said = fmt.Sprintf("lines behind %q", st.shown())
	}
	return p
}

// strayPiece matches the end of an item, of a key, and of a name behind an indent.
var strayPiece = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:^|[^\w.,])-\s+\d+["',|│┃$\s]*$|` +
		`(?:^|[^\w])(?:(?:deleted|known|missing|nodes|present|remote_missing|superseded):(?: \{\})?|(?:seq|tock): \d+|node: \S+)["',|│┃$\s]*$|` +
		`\S[ \t]{2,}\S.*:(?: \d+| null)?["',|│┃$\s]*$`)
})

// strayName matches a name without anything before its indent.
var strayName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[ \t]+\S.*:(?: \d+| null)?\s*$`) })

// strays are lines of no source, among those of sources, that end like a line of a dump.
func (s *sorting) strays() []Piece {
	last := -1
	for i := range s.lines {
		if s.taken[i] {
			last = i
		}
	}
	var stray []int
	keys := map[string]bool{} // of a dump without any prefix
	for i, begun := 0, false; i < last; i++ {
		begun = begun || s.taken[i] || s.taken[i+1]
		if !begun || s.taken[i] {
			continue
		}
		line := s.line(i)
		if key, ok := keyLine(bytes.TrimLeft(line, "> ")); ok {
			keys[key] = true
		}
		between := i > 0 && s.taken[i-1] && s.taken[i+1]
		if strayPiece().Match(line) || between && strayName().Match(line) {
			stray = append(stray, i)
		}
	}
	for _, i := range stray {
		if !keys["node"] || !keys["tock"] || !isPlainLine(s.line(i)) {
			return []Piece{{Lines: lift.Lines{First: i + 1, Last: i + 1}, Wrong: true,
				Said: "this may be a line of a dump, behind another prefix than its other lines; not used",
				Hint: "cut what stands before the lines, as with: sed 's/^PREFIX//'"}}
		}
	}
	return nil
}

// isPlainLine reports whether a line may be of a dump as it is.
func isPlainLine(line []byte) bool {
	if len(line) == 0 || line[0] == ' ' || line[0] == '-' {
		return true
	}
	key, ok := lift.KeyOf(line)
	return ok && lift.IsKey(key)
}
