package shape

import (
	"bytes"
	"regexp"
	"sync"
)

// maxDepth is how deep values may nest.
const maxDepth = 64

// valueEnd is where a value that begins at a byte ends, as JSON or Python write it. cut:
// the text ended in it.
func valueEnd(content []byte, at, depth int) (end int, ok, cut bool) {
	at = skipSpace(content, at)
	if at == len(content) {
		return 0, false, true
	}
	switch c := content[at]; {
	case depth > maxDepth:
		return 0, false, false
	case c == '"' || c == '\'':
		end, ok = stringEnd(content, at)
		return end, ok, false
	case c == '{' || c == '[' || c == '(':
		return collectionEnd(content, at, depth)
	}
	n := wordEnd(content, at)
	return n, n > at && isWord(content[at:n]), n == len(content)
}

// collectionEnd is the end of a list, or of names with their values.
func collectionEnd(content []byte, at, depth int) (end int, ok, cut bool) {
	closing := map[byte]byte{'{': '}', '[': ']', '(': ')'}[content[at]]
	named := content[at] == '{'
	for at = skipSpace(content, at+1); ; {
		if at == len(content) {
			return 0, false, true
		}
		if content[at] == closing {
			return at + 1, true, false
		}
		if at, ok, cut = memberEnd(content, at, depth, named); !ok {
			return 0, false, cut
		}
		at = skipSpace(content, at)
		switch {
		case at == len(content):
			return 0, false, true
		case content[at] == ',':
			at = skipSpace(content, at+1)
		case content[at] != closing:
			return 0, false, false
		}
	}
}

// memberEnd is the end of a value in a collection, and of the name before it.
func memberEnd(content []byte, at, depth int, named bool) (end int, ok, cut bool) {
	if named {
		if content[at] != '"' && content[at] != '\'' {
			return 0, false, false
		}
		if at, ok = stringEnd(content, at); !ok {
			return 0, false, false
		}
		if at = skipSpace(content, at); at == len(content) || content[at] != ':' {
			return 0, false, at == len(content)
		}
		at++
	}
	return valueEnd(content, at, depth+1)
}

func skipSpace(content []byte, at int) int {
	for at < len(content) && (content[at] == ' ' || content[at] == '\n' || content[at] == '\t' || content[at] == '\r') {
		at++
	}
	return at
}

func wordEnd(content []byte, at int) int {
	for at < len(content) && (isWordChar(content[at]) || content[at] == '.' || content[at] == '-' || content[at] == '+') {
		at++
	}
	return at
}

var number = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^-?[0-9][0-9.]*(?:[eE][-+]?[0-9]+)?$`) })

// isWord reports whether something is a value without quotes.
func isWord(word []byte) bool {
	if len(bytes.Trim(word, "0123456789")) == 0 {
		return true
	}
	switch string(word) {
	case "null", "None", "true", "false", "True", "False", "NaN":
		return true
	}
	return number().Match(word)
}

// member is a value in a collection.
type member struct {
	key   span // with its quotes; empty in a list
	value span
}

// members yields what is in a collection that was found whole.
func members(content []byte, at int) func(yield func(member) bool) {
	return func(yield func(member) bool) {
		named := content[at] == '{'
		for at = skipSpace(content, at+1); content[at] != '}' && content[at] != ']' && content[at] != ')'; at = skipSpace(content, at) {
			m := member{}
			if named {
				m.key.from = at
				m.key.to, _ = stringEnd(content, at)
				at = skipSpace(content, m.key.to) + 1
			}
			m.value.from = skipSpace(content, at)
			m.value.to, _, _ = valueEnd(content, at, 0)
			if !yield(m) {
				return
			}
			if at = skipSpace(content, m.value.to); content[at] == ',' {
				at++
			}
		}
	}
}
