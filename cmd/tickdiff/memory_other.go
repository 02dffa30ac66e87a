//go:build !linux

package main

// availableMemory is not known here: --max-memory tells it.
func availableMemory() memoryLimit { return anyMemory }

// spaceLimits are not looked for here.
func spaceLimits() []memoryLimit { return nil }
