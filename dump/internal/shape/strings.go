package shape

import (
	"bytes"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// stringEnd is where a string ends, behind its closing quote; at is its opening one. It
// must end in its line.
func stringEnd(content []byte, at int) (end int, ok bool) {
	quote := content[at]
	for i := at + 1; i < len(content); i++ {
		switch content[i] {
		case '\\':
			i++
		case quote:
			return i + 1, true
		case '\n', '\r':
			return 0, false
		}
	}
	return 0, false
}

// plainEscapes are those of one letter, in JSON or Python.
var plainEscapes = map[byte]string{'n': "\n", 't': "\t", 'r': "\r", 'b': "\b", 'f': "\f", 'a': "\a", 'v': "\v",
	'\\': `\`, '/': "/", '"': `"`, '\'': "'", '0': "\x00"}

// unquoted is what stands between quotes, free of escapes as JSON and Python write them;
// YAML and sheets double a quote. ok is false if it is written in another way.
func unquoted(text []byte, quote byte) (plain []byte, ok bool) {
	if bytes.IndexByte(text, '\\') < 0 && bytes.IndexByte(text, quote) < 0 {
		return text, true
	}
	plain = make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == quote:
			if i+1 == len(text) || text[i+1] != quote {
				return nil, false
			}
			plain = append(plain, quote)
			i += 2
			continue
		case c != '\\':
			plain = append(plain, c)
			i++
			continue
		case i+1 == len(text):
			return nil, false
		}
		if s, known := plainEscapes[text[i+1]]; known {
			plain = append(plain, s...)
			i += 2
			continue
		}
		r, n := codeEscape(text[i+1:])
		if n == 0 {
			return nil, false
		}
		plain = utf8.AppendRune(plain, r)
		i += 1 + n
	}
	return plain, true
}

// codeEscape is the character of an escape by number, and how many bytes it takes behind
// its backslash.
func codeEscape(text []byte) (r rune, n int) {
	size := map[byte]int{'x': 2, 'u': 4, 'U': 8}[text[0]]
	r, ok := hexRune(text[1:], size)
	if !ok {
		return 0, 0
	}
	if utf16.IsSurrogate(r) {
		low, ok := hexRune(text[min(len(text), 7):], 4)
		if !ok || text[5] != '\\' || text[6] != 'u' {
			return 0, 0
		}
		if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
			return 0, 0
		}
		return r, 11
	}
	return r, 1 + size
}

func hexRune(text []byte, size int) (rune, bool) {
	if size == 0 || len(text) < size {
		return 0, false
	}
	v, err := strconv.ParseUint(string(text[:size]), 16, 32)
	return rune(v), err == nil && v <= utf8.MaxRune
}
