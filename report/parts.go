package report

import (
	"regexp"
	"strconv"

	"tickdiff/analyze/prose"
)

// quotedName matches a name in a sentence of a finding, where names are quoted
// (see analyze.Finding).
var quotedName = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

// partsOf takes a sentence with quoted names apart.
func partsOf(s string) prose.Text {
	var parts prose.Text
	words := func(s string) {
		if s != "" {
			parts = append(parts, prose.Say("%s", s)...)
		}
	}
	done := 0
	for _, at := range quotedName.FindAllStringIndex(s, -1) {
		words(s[done:at[0]])
		if name, err := strconv.Unquote(s[at[0]:at[1]]); err == nil {
			parts = append(parts, prose.Say("%q", name)...)
		} else {
			words(s[at[0]:at[1]])
		}
		done = at[1]
	}
	words(s[done:])
	return parts
}
