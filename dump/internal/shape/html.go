package shape

import (
	"bytes"
	"html"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"tickdiff/dump/internal/lift"
)

var (
	// tagged matches what shows that the lines of a dump are those of a web page: marks
	// that stand before a key or behind a number.
	tagged = sync.OnceValue(func() *regexp.Regexp {
		const key = `(?:deleted|known|missing|node|nodes|present|remote_missing|superseded|tock)`
		return regexp.MustCompile(`(?i)<[a-z][^<>\n]*>\s*` + key + `(?:</[a-z]+>)*:|` + key + `:(?:<|&nbsp;|&#160;| *[\w{} ]*<(?:br|/))`)
	})
	tags     = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?s)<!--.*?-->|</?[a-zA-Z!?][^<>]*>`) })
	preOpens = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^<pre(?: [^<>]*)?>`) })
	tagName  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^</?([a-zA-Z][a-zA-Z0-9:]*)`) })
)

// breaking are the tags that end a line.
var breaking = map[string]bool{"br": true, "p": true, "div": true, "tr": true, "li": true, "pre": true, "table": true,
	"ul": true, "ol": true, "h1": true, "h2": true, "h3": true, "td": true, "th": true, "blockquote": true, "section": true,
	"w:p": true, "w:br": true, "text:p": true, "text:line-break": true, "details": true, "summary": true, "body": true, "html": true}

// webPages finds dumps in the source of a web page: each line of them has marks, or they
// stand in a <pre>. Elsewhere such marks may be part of a name.
func webPages(t *text) (pieces []Piece) {
	switch {
	case bytes.IndexByte(t.content, '<') < 0 && !bytes.Contains(t.content, []byte("&nbsp;")):
		return nil
	case t.isTagged():
		return t.shown(t.page())
	}
	for i := 0; i < len(t.lines); i++ {
		if opens := bytes.Index(t.line(i), []byte("<pre")); opens < 0 || !preOpens().Match(t.line(i)[opens:]) {
			continue
		}
		last := i
		for last+1 < len(t.lines) && !closesPre(t.line(last)) {
			last++
		}
		pieces = append(pieces, t.shown(i, last)...)
		i = last
	}
	return pieces
}

// closesPre reports whether a line closes a <pre>, and opens no other behind it.
func closesPre(line []byte) bool {
	closes := bytes.LastIndex(line, []byte("</pre>"))
	return closes >= 0 && closes > bytes.LastIndex(line, []byte("<pre"))
}

// isTagged reports whether a line with the node or the tock of a dump has marks.
func (t *text) isTagged() bool {
	for i := range t.lines {
		line := t.line(i)
		isAnchor := bytes.Contains(line, []byte("node")) || bytes.Contains(line, []byte("tock"))
		if isAnchor && bytes.ContainsAny(line, "<&") && tagged().Match(line) {
			return true
		}
	}
	return false
}

// shown is what a browser shows of some lines, if there is a dump in it.
func (t *text) shown(first, last int) []Piece {
	p := page{text: t, builder: &builder{}}
	p.write(t.lines[first].from, t.lines[last].to, first)
	if !holdsDump(p.builder.text) {
		return nil
	}
	piece := p.piece(t.take(first, last))
	piece.Said = "a web page"
	return []Piece{piece}
}

// page is from the first line with a tag to the last one.
func (t *text) page() (first, last int) {
	first = -1
	for i := range t.lines {
		if bytes.IndexByte(t.line(i), '<') >= 0 && tags().Match(t.line(i)) {
			if last = i; first < 0 {
				first = i
			}
		}
	}
	if first < 0 {
		return 0, len(t.lines) - 1
	}
	return first, last
}

// page writes what a browser shows, but keeps all blanks.
type page struct {
	*text
	*builder
	line []byte
	at   int    // line of the page that the line at hand began in, from 0
	col  int    // where its first word stands in that
	how  motion // whether the others stand as far behind it as they are shown
	open bool   // something stands in the line at hand
	// broken: a tag has just ended a line, so that the line end behind it does not.
	broken bool
}

func (p *page) write(from, to, first int) {
	p.at, p.col = first, 1
	content, line := p.content[from:to], first
	at := 0
	for _, m := range tags().FindAllIndex(content, -1) {
		line = p.words(content[at:m[0]], line)
		line = p.tag(content[m[0]:m[1]], line)
		at = m[1]
	}
	p.words(content[at:], line)
	p.end(line)
}

// words adds what stands between tags. A line that a tag has ended already is not ended
// again by its line end.
func (p *page) words(content []byte, line int) int {
	for len(content) > 0 {
		end, to := lift.LineEnd(content, 0)
		p.word(content[:end], line)
		if to > end {
			if !p.broken {
				p.open = true
				p.end(line + 1)
			}
			p.broken = false
			line++
			p.at = line
		}
		content = content[to:]
	}
	return line
}

// word adds what stands in one line.
func (p *page) word(word []byte, line int) {
	if len(word) == 0 {
		return
	}
	plain := html.UnescapeString(string(word))
	if p.open || plain != string(word) {
		p.how = still
	}
	if !p.open {
		from := p.lines[line].from
		p.at, p.col = line, utf8.RuneCount(p.content[from:cap(p.content)-cap(word)])+1
	}
	p.line = append(p.line, plain...)
	p.open, p.broken = true, false
}

func (p *page) tag(tag []byte, line int) int {
	m := tagName().FindSubmatch(tag)
	if m != nil && breaking[strings.ToLower(string(m[1]))] {
		p.broken = true
		if p.open {
			p.end(line)
		}
	}
	if n := spacesOf(tag); n > 0 {
		p.line = append(p.line, bytes.Repeat([]byte(" "), n)...)
		p.open, p.how = true, still
	}
	line += bytes.Count(tag, []byte("\n"))
	if !p.open {
		p.at = line
	}
	return line
}

// end ends a line of what is shown.
func (p *page) end(next int) {
	if len(p.line) > 0 || p.open {
		p.builder.line(p.line, place{Line: p.at + 1, Col: p.col}, p.how)
	}
	p.line, p.open, p.at, p.col, p.how = p.line[:0], false, next, 1, verbatim
}

var spaces = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^<text:s(?: text:c="([0-9]{1,3})")? */?>`) })

// spacesOf is how many blanks a tag stands for, as office programs write them.
func spacesOf(tag []byte) int {
	m := spaces().FindSubmatch(tag)
	if m == nil {
		return 0
	}
	n, err := strconv.Atoi(string(m[1]))
	if err != nil {
		return 1
	}
	return n
}
