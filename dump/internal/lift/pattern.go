package lift

import (
	"regexp"
	"sync"
)

// Pattern compiles a pattern when it is first asked for: what a server printed
// needs none of them, and together they took half of the time until anything is
// read.
func Pattern(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}
