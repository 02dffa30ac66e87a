package prose

import (
	"fmt"

	"tickdiff/ticks"
)

// Numbered names ticks in a sentence: a few as they are, many by their count.
func Numbered(set ticks.Set) string {
	const few = 4
	count := set.Count()
	word := Does(count, "tick", "ticks")
	if set.NumRanges() <= few {
		return word + " " + set.String()
	}
	bounds, _ := set.Bounds()
	return fmt.Sprintf("%d ticks between %v", count, bounds)
}

// QuotedList names servers in a sentence, or other things: the first few, and how many
// more there are.
func QuotedList(names []string) Text { return QuotedSome(names, 0) }

// QuotedSome is QuotedList, where more names are left out already.
func QuotedSome(names []string, more int) Text {
	const few = 6
	return QuotedFirst(names, few, more)
}

// QuotedFirst is QuotedSome with as many names as most.
func QuotedFirst(names []string, most, more int) Text {
	var parts []Text
	for _, n := range names[:min(len(names), most)] {
		parts = append(parts, Say("%q", n))
	}
	return Join(parts, ", ").AndMore(more + len(names) - len(parts))
}

// ItOrThem stands for ticks in a sentence: "it" or "them".
func ItOrThem(set ticks.Set) string { return Does(set.Count(), "it", "them") }
