// Package scalar knows in which style servers print a name.
//
// The servers print with ruyaml, whose ways with a name are followed here where
// they differ from YAML's own rules, and where they are wrong: a name may come
// out so that ruyaml itself reads it back as another.
package scalar

import (
	"regexp"
	"strings"
	"sync"
)

// Style is how a name without a newline is written.
type Style int

// The styles.
const (
	Plain  Style = iota + 1 // as it stands
	Single                  // in single quotes
	Double                  // in double quotes, with escapes
)

// StyleOf is the first style that can hold a name.
func StyleOf(name string) Style {
	switch {
	case isPlain(name):
		return Plain
	case isSingle(name):
		return Single
	}
	return Double
}

// Separators are the characters that ruyaml takes for the end of a line.
const Separators = "\n\u0085\u2028\u2029"

// IsSeparator reports whether a character is one of the [Separators].
func IsSeparator(r rune) bool { return strings.ContainsRune(Separators, r) }

// isPlain reports whether a name needs no quotes: nothing in it is YAML syntax,
// and it does not read as anything but text.
func isPlain(name string) bool {
	switch {
	case name == "",
		strings.HasPrefix(name, " "), strings.HasSuffix(name, " "),
		strings.ContainsAny(name, Separators), strings.ContainsFunc(name, IsSpecial):
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
var otherTypes = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:` + strings.Join([]string{
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
})

// isSingle reports whether single quotes can hold a name. They could hold an
// apostrophe too, but ruyaml prefers double ones then.
func isSingle(name string) bool {
	afterSpace, afterBreak := false, false
	for _, r := range name {
		space, separator := r == ' ', IsSeparator(r)
		if r == '\'' || IsSpecial(r) || afterSpace && separator || afterBreak && space {
			return false
		}
		afterSpace, afterBreak = space, separator
	}
	return true
}

// IsSpecial reports whether a character can only stand escaped in double quotes.
func IsSpecial(r rune) bool {
	switch {
	case ' ' <= r && r <= '~', IsSeparator(r), r > 0xFFFF:
		return false
	}
	return r < 0xA0 || r == 0xFEFF || r > 0xFFFD
}
