package lift

import "bytes"

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
var dumpPiece = Pattern(`^[\s\p{Zs}>|+*]*(?:-[\s\p{Zs}]+(?:-[\s\p{Zs}]+)?[0-9]+|- \[[0-9]+, [0-9]+\],?)[\s\p{Zs}]*$`)

// endsInKey matches a line that ends in a key with which a dump can begin, behind
// something else.
var endsInKey = Pattern(`[^\w](deleted|known|missing):[\s\p{Zs}]*(?:\{\})?[\s\p{Zs}]*$`)

// nameBelow matches a name that stands below a key.
var nameBelow = Pattern(`^[>\s\p{Zs}]+[^\s-].*:\s*$`)

// Chats, wikis and web pages put the marks around a quoted text on its first and
// last line, where dumps have a key and the number of tock.
var (
	fenceOpens  = Pattern("^(?:`{3,}|~{3,}|(?:<[a-z][^<>]*>)+|\\[code[^\\]]*\\]|\\{(?:code|noformat)[^}]*\\})")
	fenceCloses = Pattern("^(tock: *[0-9]+)[ \t]*(?:`{3,}|~{3,}|(?:</[a-z]+>)+|\\[/code\\]|\\{(?:code|noformat)\\})[ \t]*$")
)

// unfence takes off what opens a quoted text, if a dump begins right behind it.
func (l *Line) unfence() {
	if len(l.Text) == 0 || bytes.IndexByte([]byte("`~<[{"), l.Text[0]) < 0 {
		return
	}
	n := len(fenceOpens().Find(l.Text))
	if p, ok := prefixOf(l.Text[n:]); n > 0 && ok && len(p.text) == 0 {
		l.cutFront(n)
	}
}

// unfenceTock takes off what closes a quoted text behind a dump's last line.
func (l *Line) unfenceTock() {
	if m := fenceCloses().FindSubmatch(l.Text); m != nil {
		l.Text = m[1]
	}
}
