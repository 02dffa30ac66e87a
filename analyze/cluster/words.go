package cluster

import (
	"fmt"

	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// Numbered names ticks in a sentence: a few as they are, many by their count.
func Numbered(set ticks.Set) string {
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

// QuotedList names servers in a sentence, or other things: the first few, and how many
// more there are.
func QuotedList(names []string) prose.Text { return QuotedSome(names, 0) }

// QuotedSome is QuotedList, where more names are left out already.
func QuotedSome(names []string, more int) prose.Text {
	const few = 6
	var parts []prose.Text
	for _, n := range names[:min(len(names), few)] {
		parts = append(parts, prose.Say("%q", n))
	}
	return prose.Join(parts, ", ").AndMore(more + len(names) - len(parts))
}

// Verb is a verb for one subject or for many: "misses" or "miss".
func Verb(subjects uint64, one, many string) string { return prose.Does(subjects, one, many) }

// ItOrThem stands for ticks in a sentence: "it" or "them".
func ItOrThem(set ticks.Set) string { return Verb(set.Count(), "it", "them") }

// TockOf says when a dump was taken, as far as it says so.
func TockOf(d *dump.Dump) string {
	if !d.HasTock {
		return "no tock"
	}
	return fmt.Sprintf("tock %d", d.Tock)
}

// MaxNames is how many names of a list are told with some ticks. The rest is counted.
const MaxNames = 16
