package report

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Visible writes foreign text so that a terminal shows all of it and obeys none
// of it: as it is if it is plain, else in quotes with everything odd escaped.
// What has a quote or a backslash in it is quoted too, so that the two forms
// cannot be confused. Of several blanks in a row every second is escaped, since
// text that is laid out anew would lose it.
func Visible(s string) string {
	if plain(s) {
		return s
	}
	return strings.ReplaceAll(escapeInvisible(strconv.Quote(s)), "  ", ` \x20`)
}

func plain(s string) bool {
	return s != "" && utf8.ValidString(s) && strings.TrimSpace(s) == s && !strings.Contains(s, "  ") &&
		!strings.ContainsFunc(s, func(r rune) bool { return r == '"' || r == '\\' || invisible(r) })
}

// invisible reports whether a rune may show as nothing, or change how others
// show. unicode.IsPrint lets some through that are drawn empty.
func invisible(r rune) bool {
	if ' ' <= r && r <= '~' {
		return false // by far the most, and what follows is slow
	}
	return !unicode.IsPrint(r) || r == '\u2800' ||
		unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

func escapeInvisible(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case !invisible(r):
			b.WriteRune(r)
		case r > 0xffff:
			b.WriteString(`\U` + padHex(r, 8))
		default:
			b.WriteString(`\u` + padHex(r, 4))
		}
	}
	return b.String()
}

func padHex(r rune, width int) string {
	hex := strconv.FormatInt(int64(r), 16)
	return strings.Repeat("0", width-len(hex)) + hex
}

// Message writes a sentence of our own, with whatever foreign text came into it, so
// that a terminal obeys none of it.
func Message(sentence string) string { return escapeInvisible(sentence) }

// visibleAll writes a list of names.
func visibleAll(names []string) string { return joined(names, Visible) }

func joined(names []string, quote func(string) string) string { return joinedBy(", ", names, quote) }

func joinedBy(separator string, names []string, quote func(string) string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = quote(n)
	}
	return strings.Join(out, separator)
}
