package prose

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"tickdiff/analyze/moatcmd"
	"tickdiff/ticks"
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
	return strings.ReplaceAll(Escape(strconv.Quote(s)), "  ", ` \x20`)
}

func plain(s string) bool {
	return s != "" && utf8.ValidString(s) && strings.TrimSpace(s) == s && !strings.Contains(s, "  ") &&
		!strings.ContainsFunc(s, func(r rune) bool { return r == '"' || r == '\\' || moatcmd.Hidden(r) })
}

// Escape writes a sentence of our own, with whatever foreign text came into it, so
// that a terminal obeys none of it.
func Escape(s string) string {
	if utf8.ValidString(s) && !strings.ContainsFunc(s, moatcmd.Hidden) {
		return s
	}
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

// Limits is how much of a set and of a value is shown; the rest is counted.
type Limits struct {
	Ranges, Bytes int
	More          string // how to see the rest of a value
}

// Show writes a span so that a terminal shows all of it that there is room for, and
// obeys none of it.
func (l Limits) Show(s Span) string {
	switch s.Kind {
	case Name, File:
		return Visible(s.Text)
	case Quoted:
		return Escape(strconv.Quote(s.Text))
	case Ticks:
		return SomeTicks(*s.Set, l.Ranges)
	case Value:
		return l.value(s.Text)
	}
	return Escape(s.Text)
}

// Few are the limits for one line among others.
var Few = Limits{Ranges: 12, Bytes: 400}

// Shown is the text as a terminal shows it.
func (t Text) Shown() string { return t.Write(Few.Show) }

func (l Limits) value(json string) string {
	shown := json[:min(len(json), l.Bytes)]
	words := Escape(strings.ToValidUTF8(shown, ""))
	if left := len(json) - len(shown); left > 0 {
		words += fmt.Sprintf(" … and %d more bytes%s", left, l.More)
	}
	return words
}

// SomeTicks writes the first ranges of a set and counts the others.
func SomeTicks(s ticks.Set, most int) string {
	left := s.NumRanges() - most
	if left <= 0 {
		return s.String()
	}
	var shown []ticks.Range
	for r := range s.All() {
		if shown = append(shown, r); len(shown) == most {
			break
		}
	}
	bounds, _ := s.Bounds()
	return fmt.Sprintf("%v and %s up to %d", ticks.Of(shown...), Counted(uint64(left), "more range"), bounds.End-1)
}
