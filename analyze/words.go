package analyze

import (
	"fmt"

	"tickdiff/analyze/prose"
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

// quotedList names servers in a sentence, or other things: the first few, and how many
// more there are.
func quotedList(names []string) prose.Text { return quotedSome(names, 0) }

// quotedSome is quotedList, where more names are left out already.
func quotedSome(names []string, more int) prose.Text {
	const few = 6
	var parts []prose.Text
	for _, n := range names[:min(len(names), few)] {
		parts = append(parts, prose.Say("%q", n))
	}
	return prose.Join(parts, ", ").AndMore(more + len(names) - len(parts))
}

// does is a verb for one subject or for many: "misses" or "miss".
func does(subjects uint64, one, many string) string { return prose.Does(subjects, one, many) }

// it stands for ticks in a sentence: "it" or "them".
func it(set ticks.Set) string { return does(set.Count(), "it", "them") }

// tockOf says when a dump was taken, as far as it says so.
func tockOf(d *dump.Dump) string {
	if !d.HasTock {
		return "no tock"
	}
	return fmt.Sprintf("tock %d", d.Tock)
}
