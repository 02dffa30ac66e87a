package prose_test

import (
	"fmt"

	"tickdiff/analyze/prose"
)

// What a terminal could obey is written out; the rest stays as it is.
func ExampleVisible() {
	for _, name := range []string{"test_0", "café", "a\x1b[31mb", ""} {
		fmt.Println(prose.Visible(name))
	}
	// Output:
	// test_0
	// café
	// "a\x1b[31mb"
	// ""
}
