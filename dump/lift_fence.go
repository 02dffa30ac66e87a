package dump

import "bytes"

// Chats, wikis and web pages put the marks around a quoted text on its first and
// last line, where dumps have a key and the number of tock.
var (
	fenceOpens  = lazily("^(?:`{3,}|~{3,}|(?:<[a-z][^<>]*>)+|\\[code[^\\]]*\\]|\\{(?:code|noformat)[^}]*\\})")
	fenceCloses = lazily("^(tock: *[0-9]+)[ \t]*(?:`{3,}|~{3,}|(?:</[a-z]+>)+|\\[/code\\]|\\{(?:code|noformat)\\})[ \t]*$")
)

// unfence takes off what opens a quoted text, if a dump begins right behind it.
func (l *line) unfence() {
	if len(l.text) == 0 || bytes.IndexByte([]byte("`~<[{"), l.text[0]) < 0 {
		return
	}
	n := len(fenceOpens().Find(l.text))
	if p, ok := prefixOf(l.text[n:]); n > 0 && ok && len(p.text) == 0 {
		l.cutFront(n)
	}
}

// unfenceTock takes off what closes a quoted text behind a dump's last line.
func (l *line) unfenceTock() {
	if m := fenceCloses().FindSubmatch(l.text); m != nil {
		l.text = m[1]
	}
}
