package report

import (
	"errors"
	"fmt"
	"strings"

	"tickdiff/analyze/moatcmd"
)

// Words are the words of a command line, as any shell would pass them on. It takes
// words and quotes only: whatever a shell would do more with is an error, so that
// what is written into a script is what was meant.
func Words(line string) ([]string, error) {
	for _, r := range line {
		if r != '\t' && moatcmd.Hidden(r) {
			return nil, fmt.Errorf("%U stands in it", r)
		}
	}
	return splitWords(line)
}

// splitWords is [Words] for lines that may hold what nobody sees.
func splitWords(line string) ([]string, error) {
	s := &wordSplitter{rest: line}
	for s.rest != "" && s.err == nil {
		s.next()
	}
	s.end()
	return s.words, s.err
}

// wordSplitter takes a line apart from the front.
type wordSplitter struct {
	rest  string
	word  strings.Builder
	begun bool // a word, which may be empty
	words []string
	err   error
}

// atStart holds signs that mean something to a shell where a word begins, and
// anywhere those that always do.
const (
	atStart  = "#!%="
	anywhere = "|&;<>()$`*?[]{}~"
)

func (s *wordSplitter) next() {
	c := s.rest[:1]
	switch {
	case c == " " || c == "\t":
		s.rest = s.rest[1:]
		s.end()
	case c == "'":
		s.single()
	case c == `"`:
		s.double()
	case c == `\` && len(s.rest) > 1:
		s.take(s.rest[1:2], 2)
	case c == `\`:
		s.err = errors.New(`it ends in a \`)
	case strings.Contains(anywhere, c) || !s.begun && strings.Contains(atStart, c):
		s.err = fmt.Errorf("a shell would do something with %s: it has to be quoted", c)
	default:
		s.take(c, 1)
	}
}

// take adds text to the word, and passes over so many bytes of the line.
func (s *wordSplitter) take(text string, length int) {
	s.word.WriteString(text)
	s.rest, s.begun = s.rest[length:], true
}

func (s *wordSplitter) end() {
	if s.begun {
		s.words = append(s.words, s.word.String())
	}
	s.word.Reset()
	s.begun = false
}

func (s *wordSplitter) single() {
	text, _, closed := strings.Cut(s.rest[1:], "'")
	if !closed {
		s.err = errors.New("a ' is not closed")
		return
	}
	s.take(text, len(text)+2)
}

// double takes text in double quotes, in which a backslash is one but before
// what it keeps from being special.
func (s *wordSplitter) double() {
	s.take("", 1)
	for s.rest != "" {
		switch c := s.rest[:1]; {
		case c == `"`:
			s.take("", 1)
			return
		case c == `\` && len(s.rest) > 1 && strings.Contains("$`\"\\", s.rest[1:2]):
			s.take(s.rest[1:2], 2)
		case c == "$" || c == "`":
			s.err = fmt.Errorf(`a shell would do something with %s, even in double quotes`, c)
			return
		default:
			s.take(c, 1)
		}
	}
	s.err = errors.New(`a " is not closed`)
}
