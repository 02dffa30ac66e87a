package report

import (
	"fmt"
	"io"
)

// lineWriter writes lines for shells. The first error sticks.
type lineWriter struct {
	w   io.Writer
	err error
}

func (t *lineWriter) print(format string, args ...any) {
	if t.err == nil {
		_, t.err = fmt.Fprintf(t.w, format, args...)
	}
}
