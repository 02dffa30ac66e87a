package report

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"unicode"
)

// jsonWriter writes one JSON object, a member a line and a list element a line:
// large ones are streamed, and lines can be compared. The first error sticks.
type jsonWriter struct {
	w     io.Writer
	err   error
	first bool
	line  func(any) []byte // writes a value without line ends
}

func newJSONWriter(w io.Writer) *jsonWriter {
	j := &jsonWriter{w: w, first: true, line: jsonLine}
	j.print("{")
	return j
}

func (j *jsonWriter) print(format string, args ...any) {
	if j.err == nil {
		_, j.err = fmt.Fprintf(j.w, format, args...)
	}
}

func (j *jsonWriter) name(name string) {
	if !j.first {
		j.print(",")
	}
	j.first = false
	j.print("\n%q: ", name)
}

// member writes one value on one line.
func (j *jsonWriter) member(name string, v any) {
	j.name(name)
	j.print("%s", j.line(v))
}

// jsonList writes a list, an element a line, each as wire makes it.
func jsonList[T, W any](j *jsonWriter, name string, all []T, wire func(T) W) {
	j.name(name)
	j.lines(func(yield func([]byte) bool) {
		for _, v := range all {
			if !yield(j.line(wire(v))) {
				return
			}
		}
	})
}

// itself is for values that say by their tags how they are written.
func itself[T any](v T) T { return v }

// lines writes an array with a line for each value.
func (j *jsonWriter) lines(lines iter.Seq[[]byte]) {
	j.print("[")
	first := true
	for line := range lines {
		if !first {
			j.print(",")
		}
		first = false
		if j.print("\n%s", line); j.err != nil {
			break // the rest may be long in the making
		}
	}
	j.print("]")
}

func (j *jsonWriter) close() error {
	j.print("\n}\n")
	return j.err
}

// jsonLine marshals a value of our own types, which cannot fail, and escapes
// what encoding/json leaves raw: DEL, C1 controls and format characters such as
// those that turn the direction of text around.
func jsonLine(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("report: a value that JSON cannot hold: " + err.Error())
	}
	if isPlain(b) {
		return b
	}
	var out []byte
	for _, r := range string(b) {
		switch {
		case !hidden(r):
			out = append(out, string(r)...)
		case r > 0xffff:
			r -= 0x10000
			out = fmt.Appendf(out, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
	}
	return out
}

// isPlain reports whether there is nothing but printable ASCII, as in nearly all
// lines there are.
func isPlain(b []byte) bool {
	for _, c := range b {
		if c < ' ' || '~' < c {
			return false
		}
	}
	return true
}

func hidden(r rune) bool {
	plain := ' ' <= r && r <= '~' // the tables are slow
	return !plain && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

// jsonNames is a list that is never null.
func jsonNames(names []string) []string {
	if names == nil {
		return []string{}
	}
	return names
}
