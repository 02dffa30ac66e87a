package cluster

import (
	"fmt"

	"tickdiff/dump"
)

// TockOf says when a dump was taken, as far as it says so.
func TockOf(d *dump.Dump) string {
	if !d.HasTock {
		return "no tock"
	}
	return fmt.Sprintf("tock %d", d.Tock)
}

// MaxNames is how many names of a list are told with some ticks. The rest is counted.
const MaxNames = 16
