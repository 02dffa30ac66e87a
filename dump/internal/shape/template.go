package shape

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// template is what stands before every line of a source: the same text but for times, and
// for a number that goes up by one.
type template struct {
	parts []part
	end   string // what stands behind every line
	keys  map[string]bool
	lines int // that have it
}

// part is a stretch of a template.
type part struct {
	kind   partKind
	sample string
}

type partKind int8

const (
	same    partKind = iota // the same in every line
	clock                   // a time
	counter                 // a number
)

// times matches what a log has for the time.
var times = sync.OnceValue(func() *regexp.Regexp {
	const (
		day   = `(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)`
		month = `(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)`
		hours = `\d\d:\d\d(?::\d\d(?:[.,:]\d+)?)?`
		zone  = `(?: ?(?:Z|UTC|[+-]\d\d:?\d\d)| [A-Z]{3,4}\b)?`
	)
	return regexp.MustCompile(strings.Join([]string{
		`(?:` + day + ` )?\d{4}[-/.]\d\d[-/.]\d\d[T _,]+` + hours + zone,
		`(?:` + day + `,? )?` + month + ` +\d{1,2}(?:,? \d{4})?,? ` + hours + `(?: \d{4})?` + zone,
		`\d{1,2}[ /.-](?:` + month + `|\d\d)[ /.-]\d{2,4}[ :,]+` + hours + zone,
		`[IWEF]\d{4} ` + hours,
		`\d{4}-\d\d-\d\d`,
		hours + zone,
		`\b\d{10}(?:\d{3}|\d{6}|\d{9})?(?:\.\d+)?\b`,
		` *\d+\.\d{3,9}`,
		`\b\d{13,19}\b`,
	}, "|"))
})

// templateOf is the template of a line with so many bytes before its key. The lines near
// it tell what is counted.
func templateOf(t *text, i, n int, end string) *template {
	m := &template{end: end, keys: map[string]bool{}}
	head := trimHead(t.line(i)[:n])
	at := 0
	for _, found := range times().FindAllIndex(head, 4) {
		m.addSame(head[at:found[0]])
		m.parts = append(m.parts, part{clock, string(head[found[0]:found[1]])})
		at = found[1]
	}
	m.addSame(head[at:])
	m.findCounter(t, i)
	return m
}

// trimHead leaves one of the blanks that a prefix ends with: the others may be the indent
// of what stands behind it.
func trimHead(head []byte) []byte {
	trimmed := bytes.TrimRight(head, " \t")
	return head[:min(len(head), len(trimmed)+1)]
}

func (t *template) addSame(text []byte) {
	if len(text) > 0 {
		t.parts = append(t.parts, part{same, string(text)})
	}
}

var digits = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(` *\d+`) })

// findCounter makes a counter of a number that goes up by one from line to line.
func (m *template) findCounter(t *text, i int) {
	for k, p := range m.parts {
		if p.kind != same {
			continue
		}
		for _, at := range digits().FindAllStringIndex(p.sample, 8) {
			with := template{end: m.end}
			with.parts = append(with.parts, m.parts[:k]...)
			with.addSame([]byte(p.sample[:at[0]]))
			with.parts = append(with.parts, part{counter, p.sample[at[0]:at[1]]})
			with.addSame([]byte(p.sample[at[1]:]))
			with.parts = append(with.parts, m.parts[k+1:]...)
			if with.counts(t, i) {
				m.parts = with.parts
				return
			}
		}
	}
}

// near is how many lines before and behind one are asked what they count.
const near = 32

// counts reports whether the numbers in most lines near one follow each other. Those of
// sources that print by turns do so only by chance.
func (m *template) counts(t *text, i int) bool {
	lines, breaks, last := 0, 0, -1
	for j := max(0, i-near); j < min(len(t.lines), i+near); j++ {
		_, number, ok := m.match(t.line(j))
		if !ok {
			continue
		}
		if lines++; last >= 0 && number != last+1 {
			breaks++
		}
		last = number
	}
	return lines > 2 && breaks*5 <= lines*2
}

// id tells templates apart.
func (t *template) id() string {
	var b strings.Builder
	for _, p := range t.parts {
		switch p.kind {
		case same:
			b.WriteString(p.sample)
		case clock:
			b.WriteString("\x00" + classOf(p.sample))
		case counter:
			b.WriteString("\x01")
		}
	}
	return b.String() + "\x02" + t.end
}

// classOf is how a time is written.
func classOf(sample string) string {
	whole, _, _ := strings.Cut(sample, ".")
	return strings.Map(func(r rune) rune {
		switch {
		case '0' <= r && r <= '9' || r == ' ':
			return '0'
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z':
			return 'a'
		}
		return r
	}, whole)
}

// shown is the prefix of one of its lines, for people.
func (t *template) shown() string {
	var b strings.Builder
	for _, p := range t.parts {
		b.WriteString(p.sample)
	}
	return b.String()
}

// match is what stands in a line behind the prefix and before the end, and the number in it.
func (t *template) match(line []byte) (inner span, number int, ok bool) {
	at := 0
	for i, p := range t.parts {
		n := 0
		switch p.kind {
		case same:
			n, ok = matchSame(line[at:], p.sample, i+1 == len(t.parts))
		case clock:
			n, ok = matchClock(line[at:], p.sample)
		case counter:
			n, number, ok = matchCounter(line[at:])
		}
		if !ok {
			return inner, 0, false
		}
		at += n
	}
	inner = span{at, len(line)}
	if t.end == "" {
		return inner, number, true
	}
	return t.matchEnd(line, inner, number)
}

// matchSame is how many bytes of a line are the sample. The last blanks of a prefix are
// lost where nothing stands behind them.
func matchSame(line []byte, sample string, last bool) (n int, ok bool) {
	if bytes.HasPrefix(line, []byte(sample)) {
		return len(sample), true
	}
	if last && string(line) == strings.TrimRight(sample, " \t") {
		return len(line), true
	}
	return 0, false
}

// matchClock is how many bytes of a line are a time that is written as the sample is.
func matchClock(line []byte, sample string) (n int, ok bool) {
	for i := 0; i < len(sample); i++ {
		if c := sample[i]; (c == '.' || c == ',') && i+1 < len(sample) && isDigit(sample[i+1]) {
			for i++; i < len(sample) && isDigit(sample[i]); i++ {
			}
			i--
			if n < len(line) && line[n] == c { // servers of time leave out zeros
				for n++; n < len(line) && isDigit(line[n]); n++ {
				}
			}
			continue
		}
		if n == len(line) || !alike(sample[i], line[n]) {
			return 0, false
		}
		n++
	}
	return n, n > 0
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// alike reports whether two bytes can stand in one place of a time.
func alike(a, b byte) bool {
	return a == b || isLetter(a) && isLetter(b) || (isDigit(a) || a == ' ') && (isDigit(b) || b == ' ')
}

func matchCounter(line []byte) (n, number int, ok bool) {
	for n < len(line) && line[n] == ' ' {
		n++
	}
	from := n
	for n < len(line) && isDigit(line[n]) {
		n++
	}
	number, err := strconv.Atoi(string(line[from:n]))
	return n, number, err == nil
}

// matchEnd takes off what stands behind every line. Blanks before the border of a box and
// a comma after a quote are part of it.
func (t *template) matchEnd(line []byte, inner span, number int) (span, int, bool) {
	rest := bytes.TrimRight(line[inner.from:], " \t")
	if t.isQuote() {
		rest = bytes.TrimSuffix(rest, []byte(","))
	}
	rest, ok := bytes.CutSuffix(rest, []byte(t.end))
	if t.isBorder() {
		rest = bytes.TrimRight(rest, " ")
	}
	inner.to = inner.from + len(rest)
	return inner, number, ok && inner.to <= len(line)
}

func (t *template) isQuote() bool { return quoteIn(t.end) != 0 }

func (t *template) isBorder() bool {
	return t.end == "|" || t.end == "│" || t.end == "║" || t.end == "┃"
}
