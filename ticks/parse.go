package ticks

import (
	"fmt"
	"strconv"
	"strings"
)

// Parse reads a set as people write it, and as [Set.String] does: "5,7-9", both
// ends included. It fails for an empty set, for ticks that cannot be, and for
// ranges that end before they begin.
func Parse(text string) (Set, error) {
	var ranges []Range
	for part := range strings.SplitSeq(text, ",") {
		first, last, isRange := strings.Cut(strings.TrimSpace(part), "-")
		if !isRange {
			last = first
		}
		begin, err := parseTick(first)
		if err != nil {
			return Set{}, err
		}
		end, err := parseTick(last)
		if err != nil {
			return Set{}, err
		}
		if end < begin {
			return Set{}, fmt.Errorf("%q ends before it begins", part)
		}
		ranges = append(ranges, Range{begin, end + 1})
	}
	return Of(ranges...), nil
}

func parseTick(text string) (Tick, error) {
	n, err := strconv.ParseUint(text, 10, 63)
	if err != nil || n == 0 || text != strconv.FormatUint(n, 10) {
		return 0, fmt.Errorf("%q is no tick: ticks are 1 to %d", text, Max)
	}
	return Tick(n), nil
}
