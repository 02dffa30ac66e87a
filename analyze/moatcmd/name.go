package moatcmd

import (
	"slices"
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

// Hidden reports whether a rune may show as nothing, or change how others show.
// unicode.IsPrint lets some through that are drawn empty.
func Hidden(r rune) bool {
	if ' ' <= r && r <= '~' {
		return false // by far the most, and what follows is slow
	}
	return !unicode.IsPrint(r) || r == '\u2800' ||
		unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// Pastable reports whether a command line may be pasted. One that holds a character
// which does not show may not: it is not what its reader sees, and a terminal or an
// editor may change it on the way.
func Pastable(argv []string) bool {
	return !slices.ContainsFunc(argv, func(arg string) bool { return strings.ContainsFunc(arg, Hidden) })
}
