package lift

import (
	"bytes"
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// topKeys are the keys at which a dump can begin or go on.
var topKeys = []string{"debug", "deleted", "known", "missing", "node", "node_drop", "nodes", "present", "remote_missing", "seq", "superseded", "tock"}

// keyOf is the key that text begins with, known to dumps or not.
func KeyOf(text []byte) (key string, ok bool) {
	n := 0
	for n < len(text) && (isLetter(text[n]) || n > 0 && (text[n] == '-' || '0' <= text[n] && text[n] <= '9')) {
		n++
	}
	if n == 0 || n == len(text) || text[n] != ':' {
		return "", false
	}
	after, _ := utf8.DecodeRune(text[n+1:])
	if n+1 < len(text) && !isBlank(after) {
		return "", false
	}
	return string(text[:n]), true
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' }

// isBlank reports what looks like a space, or like nothing at all.
func isBlank(r rune) bool {
	if r <= '~' {
		return r == ' ' || r == '\t'
	}
	return unicode.Is(unicode.Zs, r) || bytes.ContainsRune([]byte(zeroWidth), r)
}

// IsKey reports whether a dump can have a key.
func IsKey(key string) bool {
	_, ok := slices.BinarySearch(topKeys, key)
	return ok
}

// prefix is what stands before each line of a dump that was pasted: nothing,
// an indent, quote marks, a list item's bullet, a patch's plus, line numbers.
type prefix struct {
	text   []byte
	bullet []byte // text with spaces in place of a bullet; the lines after the first have it
	after  []byte // what stands after line numbers; empty: lines are not numbered
	number int    // of the next line
}

// prefixOf finds a key of dumps in a line and what stands before it. No letter
// may: it would be a sentence that ends in such a word.
func prefixOf(text []byte) (p prefix, ok bool) {
	n := 0
	for n < len(text) && !isLetter(text[n]) {
		r, size := utf8.DecodeRune(text[n:])
		if !isBlank(r) && !bytes.ContainsRune([]byte(">|+-*:.)0123456789"), r) {
			return prefix{}, false
		}
		n += size
	}
	key, ok := KeyOf(text[n:])
	if !ok || !IsKey(key) || isSentence(text[n+len(key)+1:], key) {
		return prefix{}, false
	}
	return makePrefix(text[:n])
}

// isSentence reports whether what follows a key cannot be its value: "missing:
// two ticks".
func isSentence(value []byte, key string) bool {
	value = bytes.Trim(value, " \t")
	if key == "node" {
		return len(value) == 0
	}
	return len(value) > 0 && isLetter(value[0]) && string(value) != "null"
}

var (
	bullets = Pattern(`^(.*?)([-*+]|\d+[.)])(\s+)$`)
	numbers = Pattern(`^[\s>|+]*(\d+)(\s*[:|]\s?|\t|  +)$`)
)

// Begins reports whether a dump can begin in a line, as it is lifted.
func Begins(line []byte) bool {
	_, ok := prefixOf(line)
	return ok
}

func makePrefix(text []byte) (p prefix, ok bool) {
	p.text = text
	if m := numbers().FindSubmatch(text); m != nil {
		var err error
		p.number, err = strconv.Atoi(string(m[1]))
		p.after = m[2]
		return p, err == nil
	}
	if m := bullets().FindSubmatch(text); m != nil {
		p.bullet = slices.Concat(m[1], bytes.Repeat([]byte(" "), len(m[2])), m[3])
		text = m[1]
	}
	return p, !bytes.ContainsAny(text, ".):0123456789")
}

// cut returns how many bytes of a line are the prefix. A line that ends within
// blanks of the prefix, or holds nothing but quote marks, is a blank line.
func (p *prefix) cut(text []byte) (n int, ok bool) {
	if len(p.after) > 0 {
		return p.cutNumber(text)
	}
	if p.bullet != nil {
		if n, ok := cutAlike(text, p.bullet); ok && !isAllBlank(text) {
			p.text, p.bullet = p.bullet, nil
			return n, true
		}
	}
	if n, ok := cutAlike(text, p.text); ok {
		return n, true
	}
	onlyMarks := bytes.IndexByte(p.text, '>') >= 0 && isAllBlank(bytes.ReplaceAll(text, []byte(">"), nil))
	return len(text), onlyMarks
}

// cutNumber takes off the number that must come next; with another one, a line
// was left out.
func (p *prefix) cutNumber(text []byte) (n int, ok bool) {
	rest := bytes.TrimLeft(text, " \t>|+")
	number := strconv.AppendInt(nil, int64(p.number), 10)
	if !bytes.HasPrefix(rest, number) {
		return 0, false
	}
	n, ok = cutAlike(rest[len(number):], p.after)
	if ok {
		p.number++
	}
	return len(text) - len(rest) + len(number) + n, ok
}

// cutAlike takes a prefix off, where one blank is as good as another.
func cutAlike(text, prefix []byte) (n int, ok bool) {
	for len(prefix) > 0 {
		want, size := utf8.DecodeRune(prefix)
		if n == len(text) {
			return n, isAllBlank(prefix)
		}
		got, width := utf8.DecodeRune(text[n:])
		if got != want && !(unicode.IsSpace(got) && unicode.IsSpace(want) && (got == '\t') == (want == '\t')) {
			return 0, false
		}
		prefix, n = prefix[size:], n+width
	}
	return n, true
}

func isAllBlank(text []byte) bool {
	text = bytes.TrimLeft(text, " ")
	if len(text) > 0 && '!' <= text[0] && text[0] <= '~' {
		return false
	}
	return len(bytes.TrimFunc(text, isBlank)) == 0
}
