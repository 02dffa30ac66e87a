package dump

import (
	"regexp"
	"sync"
)

// lazily compiles a pattern when it is first asked for: what a server printed
// needs none of them, and together they took half of the time until anything is
// read.
func lazily(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}
