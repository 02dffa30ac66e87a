package shape

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"tickdiff/dump/internal/lift"
	"tickdiff/dump/internal/scalar"
)

// dump writes an object as servers print it, so that it is read as any other dump. Its
// keys come in order, since the end of an object shows that nothing of it is lost.
func (w *walker) dump(v span, whole bool) {
	keys := slices.Collect(members(w.content, v.from))
	at := w.place(v.from)
	slices.SortStableFunc(keys, func(a, b member) int { return strings.Compare(w.name(a.key), w.name(b.key)) })
	b := builder{}
	for _, m := range keys {
		if key := w.name(m.key); lift.IsKey(key) {
			w.pair(&b, m, key, "")
		}
	}
	if !whole {
		b.line([]byte("---"), at, still)
	}
	w.found = append(w.found, b.piece(w.lines))
}

// pair writes a key and its value in block style.
func (w *walker) pair(b *builder, m member, key, indent string) {
	head := indent + key + ":"
	switch c := w.content[m.value.from]; {
	case isEmpty(w.content[m.value.from:m.value.to]):
		b.line([]byte(head+" "+string(c)+string(w.content[m.value.to-1])), w.place(m.value.from), still)
	case c == '{' && len(indent) < 4:
		b.line([]byte(head), w.place(m.key.from), still)
		for inner := range members(w.content, m.value.from) {
			w.pair(b, inner, written(w.name(inner.key)), indent+"  ")
		}
	case (c == '[' || c == '(') && len(indent) < 4:
		b.line([]byte(head), w.place(m.key.from), still)
		w.items(b, m.value, indent+"- ")
	default:
		b.line([]byte(head+" "+w.flow(m.value)), w.place(m.key.from), still)
	}
}

// isEmpty reports whether nothing is in a collection.
func isEmpty(value []byte) bool {
	return len(value) >= 2 && (value[0] == '{' || value[0] == '[') && len(bytes.TrimSpace(value[1:len(value)-1])) == 0
}

// items writes a list, each item behind a mark.
func (w *walker) items(b *builder, list span, mark string) {
	for m := range members(w.content, list.from) {
		c := w.content[m.value.from]
		if c != '[' && c != '(' || isEmpty(w.content[m.value.from:m.value.to]) {
			b.line([]byte(mark+w.flow(m.value)), w.place(m.value.from), still)
			continue
		}
		inner := mark + "- "
		for one := range members(w.content, m.value.from) {
			b.line([]byte(inner+w.flow(one.value)), w.place(one.value.from), still)
			inner = strings.Repeat(" ", len(mark)) + "- "
		}
	}
}

// flow writes a value on one line.
func (w *walker) flow(v span) string {
	content := w.content[v.from:v.to]
	switch c := content[0]; {
	case c == '"' || c == '\'':
		plain, ok := unquoted(content[1:len(content)-1], c)
		if !ok {
			return "!unreadable"
		}
		return written(string(plain))
	case string(content) == "None":
		return "null"
	case c == '{':
		return "{}" // no dump has names here, so that any are refused
	case c != '[' && c != '(':
		return string(content)
	}
	var all []string
	for m := range members(w.content, v.from) {
		all = append(all, w.flow(m.value))
	}
	return "[" + strings.Join(all, ", ") + "]"
}

// written is a name as YAML has it, in quotes wherever it needs any.
func written(name string) string {
	if scalar.StyleOf(name) == scalar.Plain && len(name) < 120 {
		return name
	}
	if !utf8.ValidString(name) {
		return name // which is refused
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range name {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r > '~':
			fmt.Fprintf(&b, `\U%08X`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}
