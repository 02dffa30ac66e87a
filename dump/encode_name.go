package dump

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// The servers print with ruyaml, whose ways with a name are followed here where
// they differ from YAML's own rules, and where they are wrong: a name may come
// out so that ruyaml itself reads it back as another.

// lineSeparators are the characters that ruyaml takes for the end of a line.
const lineSeparators = "\n\u0085\u2028\u2029"

func isSeparator(r rune) bool { return strings.ContainsRune(lineSeparators, r) }

// isSimpleKey reports whether a name stands before its colon on one line. The
// limit is less than 128 characters, and the tag !!str counts although it is
// never printed; quotes and escapes do not count.
func isSimpleKey(name string) bool {
	return utf8.RuneCountInString(name)+len("!!str") < 128 && !strings.ContainsAny(name, lineSeparators)
}

// scalar writes a name without a newline in the first of the three styles that
// can hold it: plain, 'single', "double". Line separators other than a newline
// are kept in single quotes, where indent follows them.
func (p *printer) scalar(name, indent string) {
	switch {
	case isPlain(name):
		p.WriteString(name)
	case isSingle(name):
		p.WriteByte('\'')
		if p.indented(name, indent, false) {
			p.WriteString(indent)
		}
		p.WriteByte('\'')
	default:
		p.double(name)
	}
}

// isPlain reports whether a name needs no quotes: nothing in it is YAML syntax,
// and it does not read as anything but text.
func isPlain(name string) bool {
	switch {
	case name == "",
		strings.HasPrefix(name, " "), strings.HasSuffix(name, " "),
		strings.ContainsAny(name, lineSeparators), strings.ContainsFunc(name, isSpecial):
		return false
	case strings.HasPrefix(name, "---"), strings.HasPrefix(name, "..."),
		strings.IndexByte("#,[]{}&*!|>'\"%@`", name[0]) >= 0,
		name == "-", strings.HasPrefix(name, "- "),
		name == "?", strings.HasPrefix(name, "? "),
		strings.HasSuffix(name, ":"), strings.Contains(name, ": "),
		strings.Contains(name, " #"):
		return false
	}
	return !otherTypes().MatchString(name)
}

// otherTypes matches what ruyaml takes for a null, bool, number, date, merge key
// or default value. Its numbers go beyond those of YAML 1.2: underscores count
// as digits, but do not begin a number without a sign. The servers do not let it
// take True and FALSE for bools.
var otherTypes = lazily(`^(?:` + strings.Join([]string{
	`~|null|Null|NULL`,
	`true|false`,
	`<<|=`,
	`[-+]?0(?:b[01_]+|o[0-7_]+|x[0-9a-fA-F_]+)`,
	`[-+][0-9_]+`,
	`[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?`,
	`[-+]?\.[0-9_]+(?:[eE][-+][0-9]+)?`,
	`[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)`,
	`\d{4}-\d\d-\d\d`,
	`\d{4}-\d\d?-\d\d?(?:[Tt]| +)\d\d?:\d\d:\d\d(?:\.\d*)?(?: *(?:Z|[-+]\d\d?(?::\d\d)?))?`,
}, "|") + `)$`)

// isSingle reports whether single quotes can hold a name. They could hold an
// apostrophe too, but ruyaml prefers double ones then.
func isSingle(name string) bool {
	afterSpace, afterBreak := false, false
	for _, r := range name {
		space, separator := r == ' ', isSeparator(r)
		if r == '\'' || isSpecial(r) || afterSpace && separator || afterBreak && space {
			return false
		}
		afterSpace, afterBreak = space, separator
	}
	return true
}

// isSpecial reports whether a character can only stand escaped in double quotes.
func isSpecial(r rune) bool {
	switch {
	case ' ' <= r && r <= '~', isSeparator(r), r > 0xFFFF:
		return false
	}
	return r < 0xA0 || r == 0xFEFF || r > 0xFFFD
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
		case !isSpecial(r):
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
	if first, _ := utf8.DecodeRuneInString(name); first == ' ' || isSeparator(first) {
		p.WriteByte('2') // the first line does not show how deep the block stands
	}
	p.WriteString(chomping(name))
	p.WriteByte('\n')
	if !p.indented(name, indent, true) {
		p.WriteByte('\n')
	}
}

// chomping says what a reader must do with the line end after a literal block:
// drop it, keep all of several, or nothing special.
func chomping(name string) string {
	rest := strings.TrimRight(name, lineSeparators)
	switch n := utf8.RuneCountInString(name[len(rest):]); {
	case n == 0:
		return "-"
	case n == 1 && rest != "":
		return ""
	}
	return "+"
}

// indented writes a name with indent at the start of each line that is not
// empty, and reports whether it ended at the start of a line.
func (p *printer) indented(name, indent string, atStart bool) bool {
	for _, r := range name {
		if isSeparator(r) {
			atStart = true
		} else if atStart {
			p.WriteString(indent)
			atStart = false
		}
		p.WriteRune(r)
	}
	return atStart
}
