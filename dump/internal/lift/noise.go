package lift

import (
	"bytes"
)

// logLine matches how lines of a log begin: with a date, the time of day in the
// servers' own format, or a level; journald puts host and process before them.
var logLine = Pattern(`^\[?(?:` +
	`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d` +
	`|[A-Z][a-z][a-z] [ \d]\d \d\d:\d\d:\d\d ` +
	`|\d\d:\d\d:\d\d[.,]\d{3} ` +
	`|(?:TRACE|DEBUG|INFO|WARNING|WARN|ERROR|CRITICAL|FATAL)[\]:| ])`)

func isLogLine(text []byte) bool { return logLine().Match(text) }

// isParting reports whether a line stands between a dump and what is no part of
// it, and is nothing else: YAML's document marks and directives, and code fences.
func isParting(text []byte) bool {
	text = bytes.TrimRight(text, " \t")
	for _, mark := range []string{"---", "...", "%YAML"} {
		if rest, ok := bytes.CutPrefix(text, []byte(mark)); ok && (len(rest) == 0 || rest[0] == ' ' || rest[0] == '\t') {
			return true
		}
	}
	return bytes.HasPrefix(text, []byte("```")) || bytes.HasPrefix(text, []byte("~~~"))
}

// dumpPiece matches lines that come from the middle of a dump.
var dumpPiece = Pattern(`^\s*(?:- [0-9]+|- - [0-9]+|- \[[0-9]+, [0-9]+\],?)\s*$`)
