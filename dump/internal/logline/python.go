package logline

import (
	"errors"
	"strconv"
	"unicode/utf8"
)

// python is a value as Python prints it: of a number, a list (or tuple), or a
// dict whose keys are strings, the one that is given.
type python struct {
	number uint64
	list   []python // not nil for a list, even if empty
	dict   map[string]python
}

var errPython = errors.New("not a whole Python value")

// parsePython reads a value made of dicts, lists, tuples and whole numbers.
func parsePython(text []byte) (python, error) {
	p := pythonParser{rest: string(text)}
	v := p.value(0)
	if p.failed || p.rest != "" {
		return python{}, errPython
	}
	return v, nil
}

type pythonParser struct {
	rest   string
	failed bool
}

func (p *pythonParser) skip() {
	for p.rest != "" && (p.rest[0] == ' ' || p.rest[0] == ',' || p.rest[0] == ':') {
		p.rest = p.rest[1:]
	}
}

// next takes a character if it comes next, after blanks and separators.
func (p *pythonParser) next(c byte) bool {
	p.skip()
	if p.rest == "" || p.rest[0] != c {
		return false
	}
	p.rest = p.rest[1:]
	return true
}

func (p *pythonParser) value(depth int) (v python) {
	if depth > 4 {
		p.failed = true
		return v
	}
	switch {
	case p.next('['):
		v.list = p.items(']', depth)
	case p.next('('):
		v.list = p.items(')', depth)
	case p.next('{'):
		v.dict = map[string]python{}
		for !p.failed && !p.next('}') {
			key := p.text()
			v.dict[key] = p.value(depth + 1)
		}
	default:
		v.number = p.digits()
	}
	return v
}

func (p *pythonParser) items(end byte, depth int) []python {
	list := []python{}
	for !p.failed && !p.next(end) {
		list = append(list, p.value(depth+1))
	}
	return list
}

func (p *pythonParser) digits() uint64 {
	n := 0
	for n < len(p.rest) && '0' <= p.rest[n] && p.rest[n] <= '9' {
		n++
	}
	v, err := strconv.ParseUint(p.rest[:n], 10, 64)
	p.failed = p.failed || err != nil
	p.rest = p.rest[n:]
	return v
}

// text reads a string in either quotes, whose escapes are those of Go.
func (p *pythonParser) text() string {
	p.skip()
	if p.rest == "" || p.rest[0] != '\'' && p.rest[0] != '"' {
		p.failed = true
		return ""
	}
	quote := p.rest[0]
	p.rest = p.rest[1:]
	var text []byte
	for p.rest != "" && p.rest[0] != quote {
		r, _, rest, err := strconv.UnquoteChar(p.rest, quote)
		if err != nil {
			p.failed = true
			return ""
		}
		text = utf8.AppendRune(text, r)
		p.rest = rest
	}
	p.failed = p.failed || p.rest == ""
	p.rest = p.rest[min(1, len(p.rest)):]
	return string(text)
}
