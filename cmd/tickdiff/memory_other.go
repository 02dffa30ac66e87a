//go:build !linux

package main

import "math"

// availableMemory is not known here: --max-memory tells it.
func availableMemory() memoryLimit { return memoryLimit{math.MaxInt64, "the system"} }

// spaceLimits are not looked for here.
func spaceLimits() []spaceLimit { return nil }
