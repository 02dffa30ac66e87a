package report

import (
	"strings"

	"tickdiff/analyze/moatcmd"
)

// remark writes words that a shell passes over, on a line short enough to be
// pasted: no comment, since an interactive zsh does not know any.
func remark(words string) string {
	words = strings.ToValidUTF8(words, "?")
	line := ": " + moatcmd.Pasted(words)
	for len(line) > moatcmd.MaxPastedLine {
		words = strings.ToValidUTF8(words[:len(words)*9/10], "")
		line = ": " + moatcmd.Pasted(words+"…")
	}
	return line
}
