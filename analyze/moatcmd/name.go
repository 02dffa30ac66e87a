package moatcmd

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxNameBytes is the longest name a command is written with.
const MaxNameBytes = 4096

// SafeName reports whether a command can be trusted with a name (rule 6): not
// empty, not endless, valid text, without control characters or line separators.
func SafeName(name string) bool {
	return name != "" && len(name) <= MaxNameBytes && utf8.ValidString(name) &&
		!strings.ContainsFunc(name, func(r rune) bool {
			return unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
		})
}
