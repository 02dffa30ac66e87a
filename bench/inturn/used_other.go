//go:build !unix

package inturn

import "time"

var start = time.Now()

// used is the time that has passed, where processor time is not to be had.
func used() time.Duration { return time.Since(start) }
