package dump

import (
	"bytes"
	"regexp"
	"sync"
)

// misread are texts in which no dump can be found, and what makes another text of them.
var misread = sync.OnceValue(func() []misreading {
	return []misreading{
		{regexp.MustCompile(`(?m)^[0-9a-f]{6,8}:? +(?:[0-9a-f]{2,4} +){8}`), "a dump of bytes in hex", "xxd -r FILE makes the text of it again"},
		{regexp.MustCompile(`(?m)^begin(?:-base64)? [0-7]{3} `), "uuencoded", "uudecode -o - FILE makes the text of it again"},
		{regexp.MustCompile(`node(?::|%3A)%20\S+%0A`), "encoded for an address, with % and hex", "python3 -c 'import sys, urllib.parse as u; print(u.unquote(sys.stdin.read()))' < FILE makes the text of it again"},
		{regexp.MustCompile(`(?m)^.*\btock: \d+\r?\n(?:.*[^\w](?:- +\d+|\S+:)\r?\n)*.*\b(?:superseded|known|seq):`), "its lines stand in reverse, the last one first", "tac FILE turns them round"},
	}
})

type misreading struct {
	pattern    *regexp.Regexp
	what, hint string
}

// misreadHead is how much of a text is looked at.
const misreadHead = 64 << 10

// explain says why no dump is in a text, if it is known.
func (r *textReader) explain(text []byte) {
	if len(r.lifted) > 0 || r.other {
		return
	}
	for _, m := range misread() {
		if at := m.pattern.FindIndex(text[:min(len(text), misreadHead)]); at != nil {
			line := 1 + bytes.Count(text[:at[0]], []byte("\n"))
			r.problem(Error, r.source.File, Place{line, 1}, m.what, m.hint)
			return
		}
	}
}
