package shape

import (
	"bytes"
	"slices"
	"strings"

	"tickdiff/dump/internal/lift"
)

// records finds dumps whose lines stand in records of a log, one line in each: those of
// Docker's json-file, of journalctl, of log stores. What differs in the other fields, but
// for times, tells sources apart.
func (w *walker) records(all []span) {
	if len(all) < 2 {
		return
	}
	var fields fieldSet
	for _, v := range all {
		if w.content[v.from] == '{' {
			fields.count(w, v)
		}
	}
	if w.recordings(all) || w.timed(all) {
		return
	}
	texts := map[string]*recordText{}
	var order []string
	for _, v := range all {
		if w.content[v.from] != '{' {
			continue
		}
		for m := range members(w.content, v.from) {
			line, ok := w.oneLine(m.value)
			if !ok {
				continue
			}
			id := w.name(m.key) + "\x00" + fields.source(w, v, m)
			if texts[id] == nil {
				texts[id] = &recordText{}
				order = append(order, id)
			}
			texts[id].add(w, line, m.value.from)
		}
	}
	for _, id := range order {
		texts[id].end(w, id)
	}
}

// oneLine is a string of at most one line.
func (w *walker) oneLine(v span) (line []byte, ok bool) {
	if c := w.content[v.from]; c != '"' && c != '\'' {
		return nil, false
	}
	line, ok = unquoted(w.content[v.from+1:v.to-1], w.content[v.from])
	return line, ok && bytes.IndexByte(bytes.TrimRight(line, "\r\n"), '\n') < 0
}

// recordText is the text of one field of one source.
type recordText struct {
	builder
	ends bool // some string has its line's end
}

func (t *recordText) add(w *walker, line []byte, at int) {
	t.ends = t.ends || bytes.HasSuffix(line, []byte("\n"))
	t.line(bytes.TrimRight(line, "\r\n"), w.place(at), still)
}

// end keeps the text if it may hold a dump. The lines before and behind the records must
// be none of them.
func (t *recordText) end(w *walker, id string) {
	if !keysIn(t.text) {
		return
	}
	piece := t.piece(w.lines)
	piece.Said = "records of a log in JSON"
	w.found = append(w.found, piece)
	field, _, _ := strings.Cut(id, "\x00")
	for _, i := range []int{w.lines.First - 2, w.lines.Last} {
		if field != "" && i >= 0 && i < len(w.text.lines) && bytes.Contains(w.line(i), []byte(`"`+field+`"`)) {
			w.found = append(w.found, Piece{Lines: lift.Lines{First: i + 1, Last: i + 1}, Wrong: true,
				Said: "a record of a log that is not whole; not used", Hint: "copy the log again, whole"})
		}
	}
}

// keysIn reports whether some line begins with a key of a dump.
func keysIn(text []byte) bool {
	for line := range bytes.Lines(text) {
		if _, ok := keyLine(bytes.TrimRight(line, "\r\n")); ok {
			return true
		}
	}
	return false
}

// timed makes a text of lists of a time and a line, as Loki has them: newest first, or
// oldest.
func (w *walker) timed(all []span) bool {
	t := recordText{}
	var times []string
	var lines []span
	for _, v := range all {
		if w.content[v.from] != '[' {
			return false
		}
		parts := slices.Collect(members(w.content, v.from))
		if len(parts) != 2 {
			return false
		}
		times = append(times, w.name(parts[0].value))
		lines = append(lines, parts[1].value)
	}
	if times[0] == "" || len(strings.Trim(strings.Join(times, ""), "0123456789")) > 0 {
		return false
	}
	if times[0] > times[len(times)-1] {
		slices.Reverse(lines)
		slices.Reverse(times)
	}
	if !slices.IsSorted(times) {
		return false
	}
	for _, v := range lines {
		line, ok := w.oneLine(v)
		if !ok {
			return false
		}
		t.add(w, line, v.from)
	}
	t.end(w, "\x00")
	return true
}

// recordings puts together what a terminal showed, as asciinema keeps it: lists of a time,
// "o" and a text.
func (w *walker) recordings(all []span) bool {
	var text []byte
	first := -1
	for _, v := range all {
		if w.content[v.from] != '[' {
			continue
		}
		var parts []span
		for m := range members(w.content, v.from) {
			parts = append(parts, m.value)
		}
		if len(parts) != 3 || w.name(parts[1]) != "o" {
			return false
		}
		plain, ok := unquoted(w.content[parts[2].from+1:parts[2].to-1], w.content[parts[2].from])
		if !ok {
			return false
		}
		if first < 0 {
			first = v.from
		}
		text = append(text, plain...)
	}
	if first >= 0 && holdsDump(text) {
		w.textAt(text, first)
		return true
	}
	return false
}

// fieldSet counts the values of the fields of records.
type fieldSet struct {
	records int
	values  map[string]map[string]bool
}

const maxSources = 1000

func (f *fieldSet) count(w *walker, v span) {
	f.records++
	if f.values == nil {
		f.values = map[string]map[string]bool{}
	}
	for m := range members(w.content, v.from) {
		name := w.name(m.key)
		if f.values[name] == nil {
			if len(f.values) > maxSources {
				return
			}
			f.values[name] = map[string]bool{}
		}
		if seen := f.values[name]; len(seen) <= maxSources && m.value.to-m.value.from < longestPrefix {
			seen[string(w.content[m.value.from:m.value.to])] = true
		}
	}
}

// source is what the other fields of a record say of where it is from. One that is new in
// most records is a time or a number.
func (f *fieldSet) source(w *walker, v span, message member) string {
	var b strings.Builder
	for m := range members(w.content, v.from) {
		name := w.name(m.key)
		seen := len(f.values[name])
		if m == message || seen < 2 || seen > maxSources || seen*4 > f.records || m.value.to-m.value.from >= longestPrefix {
			continue
		}
		value := w.content[m.value.from:m.value.to]
		if times().Match(value) || len(bytes.Trim(value, `"0123456789.`)) == 0 && len(value) > 9 {
			continue
		}
		b.WriteString(name + "\x00" + string(value) + "\x00")
	}
	return b.String()
}
