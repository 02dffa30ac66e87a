// Package gate tells tests how much they are to try.
package gate

import "os"

// Whole reports whether every shell and every random case is to be tried, as the
// gate asks for with TICKDIFF_TESTS=all. Without it, tests try some of each.
func Whole() bool { return os.Getenv("TICKDIFF_TESTS") == "all" }

// Tries returns how many of so many random cases are to be tried.
func Tries(all int) int {
	if Whole() {
		return all
	}
	return all / 4
}
