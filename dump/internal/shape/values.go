package shape

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"tickdiff/dump/internal/lift"
)

// values finds dumps, and texts, in JSON and in what Python prints: by themselves, in
// each other, or between lines of anything else.
func values(t *text) []Piece {
	if bytes.IndexByte(t.content, '{') < 0 && bytes.IndexByte(t.content, '[') < 0 {
		return nil
	}
	w := walker{text: t}
	for i := 0; i < len(t.lines); i++ {
		at := w.beginsIn(i)
		if at < 0 {
			continue
		}
		if end := w.run(i, at); end > at {
			i = w.lineOf(end - 1)
		}
	}
	return w.found
}

// walker goes through the values in a text.
type walker struct {
	*text
	found []Piece
	last  struct{ at, line, col int } // where a place was asked for
	lines lift.Lines                  // of the run at hand
	all   []span                      // its values
}

// beginsIn is where a value may begin in a line, or -1. A string in it, or another
// collection, is the first thing in it: else it holds no text and no name.
func (w *walker) beginsIn(i int) int {
	line := w.line(i)
	for n := 0; n < len(line); n++ {
		at := bytes.IndexAny(line[n:], "{[")
		if at < 0 {
			return -1
		}
		n += at
		from := w.text.lines[i].from + n
		next := skipSpace(w.content, from+1)
		opens := n == len(bytes.TrimRight(line, " \t"))-1
		if next == len(w.content) || bytes.IndexByte([]byte(`"'{[(`), w.content[next]) < 0 {
			continue
		}
		if c := w.content[next]; c == '"' || c == '\'' || n == indentOf(line) || opens {
			return from
		}
	}
	return -1
}

// run takes the values that follow each other, and is the end of the last one.
func (w *walker) run(i, at int) (end int) {
	w.all = w.all[:0]
	for next := at; next < len(w.content); next = skipSpace(w.content, end) {
		if c := w.content[next]; c == ',' && len(w.all) > 0 {
			if next = skipSpace(w.content, next+1); next == len(w.content) {
				break
			}
		}
		if c := w.content[next]; c != '{' && c != '[' {
			if next = w.onNextLine(end); next < 0 {
				break
			}
		}
		e, ok, cut := valueEnd(w.content, next, 0)
		if cut && holdsDump(w.content[next:]) {
			return w.cut(next, len(w.all) == 0, at)
		}
		if !ok {
			break
		}
		w.all = append(w.all, span{next, e})
		end = e
	}
	if len(w.all) == 0 || !holdsDump(w.content[at:end]) || isOwn(w.content[at:end]) {
		return end
	}
	return w.takeAll(i, at, end)
}

// onNextLine is where a value begins behind something else, in the line after one that ends
// with a value; -1 is nowhere. So logs have them that put a time before each.
func (w *walker) onNextLine(end int) int {
	i := w.lineOf(end) + 1
	if end == 0 || i >= len(w.text.lines) || len(bytes.TrimSpace(w.content[end:w.text.lines[i-1].to])) > 0 {
		return -1
	}
	at := w.beginsIn(i)
	if at < 0 {
		return -1
	}
	if e, ok, _ := valueEnd(w.content, at, 0); !ok || len(bytes.TrimSpace(w.content[e:max(e, w.text.lines[i].to)])) > 0 {
		return -1
	}
	return at
}

// isOwn reports whether tickdiff wrote a value, which those who read it say.
func isOwn(content []byte) bool {
	return bytes.Contains(content[:min(len(content), 200)], []byte(`"tickdiff/`))
}

// takeAll looks into all values of a run.
func (w *walker) takeAll(i, at, end int) int {
	before := len(w.found)
	w.lines = lift.Lines{First: i + 1, Last: w.lineOf(end-1) + 1}
	w.records(w.all)
	for _, v := range w.all {
		w.value(v, 0)
	}
	if len(w.found) > before {
		w.take(w.lines.First-1, w.lines.Last-1)
	}
	return end
}

// cut says that a value has no end. Those in it may have.
func (w *walker) cut(next int, alone bool, at int) (end int) {
	if alone && w.content[at] == '{' && !isJSON(w.content[at:]) {
		return at
	}
	line := w.lineOf(next)
	w.found = append(w.found, Piece{Lines: lift.Lines{First: line + 1, Last: line + 1}, Wrong: true,
		Said: "the end of the JSON that begins here is missing; what is not whole in it is not used", Hint: "copy it again, whole"})
	return at
}

// isJSON reports whether what begins like a collection has a name or a string at its start.
func isJSON(content []byte) bool {
	at := skipSpace(content, 1)
	if at == len(content) || content[at] != '"' && content[at] != '\'' {
		return false
	}
	end, ok := stringEnd(content, at)
	return ok && end < len(content)
}

// value looks for dumps in a value.
func (w *walker) value(v span, depth int) {
	if depth > maxDepth || !holdsDump(w.content[v.from:v.to]) {
		return
	}
	switch w.content[v.from] {
	case '{':
		w.object(v, depth)
	case '[', '(':
		w.list(v, depth)
	case '"', '\'':
		if inner, ok := unquoted(w.content[v.from+1:v.to-1], w.content[v.from]); ok && bytes.IndexByte(inner, '\n') >= 0 {
			w.textAt(inner, v.from)
		}
	}
}

// textAt is a text that stands in one place.
func (w *walker) textAt(inner []byte, at int) {
	p := w.place(at)
	b := builder{}
	b.begin(p, still)
	b.text = inner
	if !bytes.HasSuffix(inner, []byte("\n")) {
		b.text = append(b.text[:len(b.text):len(b.text)], '\n')
	}
	piece := b.piece(w.lines)
	piece.Said = "strings in JSON, or in what Python prints"
	w.found = append(w.found, piece)
}

// object looks into names and their values. What Ansible has as stdout it has as
// stdout_lines too.
func (w *walker) object(v span, depth int) {
	names := map[string]bool{}
	for m := range members(w.content, v.from) {
		names[w.name(m.key)] = true
	}
	if other := OtherThanDump(names); other != "" {
		w.found = append(w.found, Piece{Lines: w.lines, Passed: true, Said: other + ","})
		return
	}
	if isDump(names) {
		w.dump(v, names["tock"])
		return
	}
	for m := range members(w.content, v.from) {
		name := w.name(m.key)
		if whole, ok := cutSuffix(name, "_lines"); ok && names[whole] {
			continue
		}
		w.value(m.value, depth+1)
	}
}

func cutSuffix(s, suffix string) (string, bool) {
	n := len(s) - len(suffix)
	if n < 0 || s[n:] != suffix {
		return s, false
	}
	return s[:n], true
}

// isDump reports whether these are keys of a dump.
func isDump(names map[string]bool) bool {
	if !names["node"] {
		return false
	}
	for name := range names {
		if name != "node" && lift.IsKey(name) {
			return true
		}
	}
	return false
}

// list looks into a list: of lines, of records, or of anything else.
func (w *walker) list(v span, depth int) {
	var all []span
	strings := true
	for m := range members(w.content, v.from) {
		all = append(all, m.value)
		strings = strings && (w.content[m.value.from] == '"' || w.content[m.value.from] == '\'')
	}
	if strings && w.linesOf(all) {
		return
	}
	w.records(all)
	for _, one := range all {
		w.value(one, depth+1)
	}
}

// linesOf makes a text of strings that are its lines.
func (w *walker) linesOf(all []span) bool {
	b := builder{}
	for _, v := range all {
		line, ok := unquoted(w.content[v.from+1:v.to-1], w.content[v.from])
		if !ok || bytes.IndexByte(bytes.TrimRight(line, "\r\n"), '\n') >= 0 {
			return false
		}
		b.line(bytes.TrimRight(line, "\r\n"), w.place(v.from), still)
	}
	piece := b.piece(w.lines)
	piece.Said = "lists of lines in JSON, or in what Python prints"
	w.found = append(w.found, piece)
	return true
}

// name is a name without its quotes.
func (w *walker) name(key span) string {
	if key.to-key.from < 2 {
		return ""
	}
	plain, _ := unquoted(w.content[key.from+1:key.to-1], w.content[key.from])
	return string(plain)
}

// lineOf is the line of a byte, from 0.
func (w *walker) lineOf(at int) int {
	return max(0, sort.Search(len(w.text.lines), func(i int) bool { return w.text.lines[i].from > at })-1)
}

// place is where a byte stands. It counts characters from the last one asked for.
func (w *walker) place(at int) place {
	i := w.lineOf(at)
	from, col := w.text.lines[i].from, 1
	switch l := &w.last; {
	case l.line != i+1:
	case l.at <= at:
		from, col = l.at, l.col
	case l.at-at < at-from:
		col = l.col - utf8.RuneCount(w.content[at:l.at])
		from = at
	}
	col += utf8.RuneCount(w.content[from:at])
	w.last.at, w.last.line, w.last.col = at, i+1, col
	return place{Line: i + 1, Col: col}
}
