package report

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"tickdiff/analyze/moatcmd"
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
		!strings.ContainsFunc(s, func(r rune) bool { return r == '"' || r == '\\' || moatcmd.Hidden(r) })
}

func escapeInvisible(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case !moatcmd.Hidden(r):
			b.WriteRune(r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

// Message writes a sentence of our own, with whatever foreign text came into it, so
// that a terminal obeys none of it.
func Message(sentence string) string { return escapeInvisible(sentence) }

// visibleAll writes a list of names.
func visibleAll(names []string) string { return joined(names, Visible) }

// someNames is joined, and says how many more there are.
func someNames(names []string, more int, quote func(string) string) string {
	return AndMore(joined(names, quote), more)
}

// AndMore says behind a list how many more there are, if there are any.
func AndMore(list string, more int) string {
	if more <= 0 {
		return list
	}
	return fmt.Sprintf("%s and %d more", list, more)
}

func joined(names []string, quote func(string) string) string { return joinedBy(", ", names, quote) }

func joinedBy(separator string, names []string, quote func(string) string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = quote(n)
	}
	return strings.Join(out, separator)
}
