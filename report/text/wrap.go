package text

import (
	"strings"

	"github.com/mattn/go-runewidth"
)

// narrow measures text the same in every locale; the library's own default
// follows the environment.
var narrow = runewidth.Condition{StrictEmojiNeutral: true}

// columnsOf is how many columns of a terminal a text takes.
func columnsOf(s string) int { return narrow.StringWidth(s) }

// longWords says what becomes of words that are longer than a line.
type longWords int

const (
	keepLong longWords = iota
	cutLong
)

// wrap breaks a text at blanks into lines of at most width columns, the first of
// at most first. A word that is longer stands alone, and is cut only on demand.
func wrap(s string, first, width int, long longWords) []string {
	var lines []string
	for limit := first; ; limit = width {
		fit, blank := fits(s, limit)
		end, next := blank, blank+1
		switch {
		case fit == len(s):
			return append(lines, s)
		case blank > 0:
		case long == cutLong:
			end = cutAt(s[:fit])
			next = end
		default:
			end = wordEnd(s, fit)
			next = end + 1
		}
		if next >= len(s) {
			return append(lines, s)
		}
		lines, s = append(lines, s[:end]), s[next:]
	}
}

// fits is how many bytes fit into width columns, at least one character, and
// where behind a word the last blank among them stands; 0 if there is none.
func fits(s string, width int) (fit, blank int) {
	used := 0
	for i, r := range s {
		if r == ' ' && i > 0 && s[i-1] != ' ' {
			blank = i
		}
		used += narrow.RuneWidth(r)
		if used > width && i > 0 {
			return i, blank
		}
	}
	return len(s), blank
}

// cutAt is where a word that is too long is cut: behind its last "/" or ",", else
// behind its last "-", else where the width ends.
func cutAt(word string) int {
	if i := strings.LastIndexAny(word, "/,"); i >= 0 {
		return i + 1
	}
	if i := strings.LastIndexByte(word, '-'); i > 0 {
		return i + 1
	}
	return len(word)
}

// wordEnd is where the word ends that stands at byte i.
func wordEnd(s string, i int) int {
	if n := strings.IndexByte(s[i:], ' '); n >= 0 {
		return i + n
	}
	return len(s)
}
