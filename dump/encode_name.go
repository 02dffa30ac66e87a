package dump

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"tickdiff/dump/internal/scalar"
)

// isSimpleKey reports whether a name stands before its colon on one line. The
// limit is less than 128 characters, and the tag !!str counts although it is
// never printed; quotes and escapes do not count.
func isSimpleKey(name string) bool {
	return utf8.RuneCountInString(name)+len("!!str") < 128 && !strings.ContainsAny(name, scalar.Separators)
}

// scalar writes a name without a newline in the first of the three styles that
// can hold it: plain, 'single', "double". Line separators other than a newline
// are kept in single quotes, where indent follows them.
func (p *printer) scalar(name, indent string) {
	switch scalar.StyleOf(name) {
	case scalar.Plain:
		p.WriteString(name)
	case scalar.Single:
		p.WriteByte('\'')
		w := indenter{printer: p, indent: indent}
		if w.write(name); w.atStart {
			p.WriteString(indent)
		}
		p.WriteByte('\'')
	default:
		p.double(name)
	}
}

// escapes are the characters with an escape of their own.
var escapes = strings.NewReplacer("\"", `\"`, `\`, `\\`, "\x00", `\0`, "\a", `\a`, "\b", `\b`, "\t", `\t`, "\v", `\v`,
	"\f", `\f`, "\r", `\r`, "\x1b", `\e`, "\u0085", `\N`, "\u2028", `\L`, "\u2029", `\P`)

// double writes a name in double quotes. Characters above U+FFFF, which plain
// and single quoted names keep, are escaped here.
func (p *printer) double(name string) {
	p.WriteByte('"')
	for _, r := range escapes.Replace(name) {
		switch {
		case r > 0xFFFF:
			fmt.Fprintf(p, `\U%08X`, r)
		case !scalar.IsSpecial(r):
			p.WriteRune(r)
		case r <= 0xFF:
			fmt.Fprintf(p, `\x%02X`, r)
		default:
			fmt.Fprintf(p, `\u%04X`, r)
		}
	}
	p.WriteByte('"')
}

// literal writes a name as a literal block and ends its last line, unless the
// name does so itself with whatever separator.
func (p *printer) literal(name, indent string) {
	p.WriteByte('|')
	if first, _ := utf8.DecodeRuneInString(name); first == ' ' || scalar.IsSeparator(first) {
		p.WriteByte('2') // the first line does not show how deep the block stands
	}
	p.WriteString(chomping(name))
	p.WriteByte('\n')
	w := indenter{printer: p, indent: indent, atStart: true}
	if w.write(name); !w.atStart {
		p.WriteByte('\n')
	}
}

// chomping says what a reader must do with the line end after a literal block:
// drop it, keep all of several, or nothing special.
func chomping(name string) string {
	rest := strings.TrimRight(name, scalar.Separators)
	switch n := utf8.RuneCountInString(name[len(rest):]); {
	case n == 0:
		return "-"
	case n == 1 && rest != "":
		return ""
	}
	return "+"
}

// indenter writes with an indent at the start of each line that is not empty.
type indenter struct {
	*printer
	indent  string
	atStart bool // of a line
}

func (w *indenter) write(name string) {
	for _, r := range name {
		if scalar.IsSeparator(r) {
			w.atStart = true
		} else if w.atStart {
			w.WriteString(w.indent)
			w.atStart = false
		}
		w.WriteRune(r)
	}
}
