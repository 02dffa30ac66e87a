package analyze

import (
	"fmt"
	"strconv"
	"strings"

	"tickdiff/dump"
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

// quotedList writes names for a sentence, each in quotes and escaped: the first
// few, and how many more there are.
func quotedList(names []string) string { return quotedSome(names, 0) }

// quotedSome is quotedList, where more names are left out already.
func quotedSome(names []string, more int) string {
	const few = 6
	shown := names[:min(len(names), few)]
	quoted := make([]string, len(shown))
	for i, n := range shown {
		quoted[i] = strconv.Quote(n)
	}
	list := strings.Join(quoted, ", ")
	if more += len(names) - len(shown); more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return list
}

// does is a verb for one subject or for many: "misses" or "miss".
func does(subjects uint64, one, many string) string {
	if subjects == 1 {
		return one
	}
	return many
}

// it stands for ticks in a sentence: "it" or "them".
func it(set ticks.Set) string { return does(set.Count(), "it", "them") }

// tockOf says when a dump was taken, as far as it says so.
func tockOf(d *dump.Dump) string {
	if !d.HasTock {
		return "no tock"
	}
	return fmt.Sprintf("tock %d", d.Tock)
}
