package lift

import "bytes"

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
