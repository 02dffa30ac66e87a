package analyze

import (
	"fmt"
	"strconv"
	"strings"

	"tickdiff/ticks"
)

// numbered names ticks in a sentence: a few as they are, many by their count.
func numbered(set ticks.Set) string {
	const few = 4
	count := set.Count()
	word := "ticks"
	if count == 1 {
		word = "tick"
	}
	if set.NumRanges() <= few {
		return word + " " + set.String()
	}
	bounds, _ := set.Bounds()
	return fmt.Sprintf("%d ticks between %v", count, bounds)
}

// quotedList writes names for a sentence, each in quotes and escaped.
func quotedList(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = strconv.Quote(n)
	}
	return strings.Join(quoted, ", ")
}
