package moatcmd

import (
	"fmt"
	"strings"
)

// Remark writes words that a shell passes over, on a line short enough to be
// pasted: no comment, since an interactive zsh does not know any.
func Remark(words string) string {
	words = strings.ToValidUTF8(words, "?")
	line := ": " + Pasted(words)
	for len(line) > MaxPastedLine {
		words = strings.ToValidUTF8(words[:len(words)*9/10], "")
		line = ": " + Pasted(words+"…")
	}
	return line
}

// notPasted stands in the place of a command line that must not be pasted. It shows
// the line, and a shell passes over it.
func notPasted(argv []string) string {
	return Remark("not to be pasted, only written into a script, as a name has characters that do not show: " + shellLine(argv, shown))
}

// shown writes an argument for the eye only, with what does not show as <U+202E>.
func shown(arg string) string {
	if Pasted(arg) == arg {
		return arg
	}
	var b strings.Builder
	for _, r := range arg {
		if Hidden(r) {
			fmt.Fprintf(&b, "<%U>", r)
		} else {
			b.WriteRune(r)
		}
	}
	return `"` + b.String() + `"`
}
