package report

import (
	"regexp"
	"strconv"
)

// part is a stretch of a sentence: a name, or words between names. Both are fit
// to be shown.
type part struct {
	Text   string
	IsName bool
}

// quotedName matches a name in a sentence of a finding, where names are quoted
// (see analyze.Finding).
var quotedName = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

// partsOf takes a sentence with quoted names apart.
func partsOf(s string) []part {
	var parts []part
	words := func(s string) {
		if s != "" {
			parts = append(parts, part{Text: escapeInvisible(s)})
		}
	}
	done := 0
	for _, at := range quotedName.FindAllStringIndex(s, -1) {
		words(s[done:at[0]])
		quoted := s[at[0]:at[1]]
		if name, err := strconv.Unquote(quoted); err == nil {
			parts = append(parts, part{Visible(name), true})
		} else {
			parts = append(parts, part{escapeInvisible(quoted), true})
		}
		done = at[1]
	}
	words(s[done:])
	return parts
}
