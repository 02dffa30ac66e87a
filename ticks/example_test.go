package ticks_test

import (
	"fmt"

	"tickdiff/ticks"
)

// Ranges are half-open inside, and shown closed to people.
func Example() {
	present := ticks.UpTo(9).Minus(ticks.Between(3, 5))
	fmt.Println(present)
	fmt.Println(present.Contains(4), present.Count(), present.NumRanges())
	// Output:
	// 1-2, 5-9
	// false 7 2
}

// The cost follows the ranges: here two, of more ticks than could be counted.
func ExampleSet_Minus() {
	all := ticks.UpTo(ticks.Max)
	fmt.Println(all.Minus(ticks.Between(1000, 1001)))
	// Output: 1-999, 1001-9223372036854775807
}

// Two servers side by side: where one has what the other misses.
func ExampleSweep() {
	a := []ticks.Set{ticks.UpTo(6)}
	b := []ticks.Set{ticks.Of(ticks.Range{Begin: 1, End: 4}, ticks.Range{Begin: 6, End: 7})}
	for r, masks := range ticks.Sweep([][]ticks.Set{a, b}) {
		fmt.Println(r, masks[0].Has(0), masks[1].Has(0))
	}
	// Output:
	// 1-3 true true
	// 4-5 true false
	// 6 true true
}
