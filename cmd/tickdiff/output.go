package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

const (
	minWidth   = 40
	plainWidth = 100 // where there is no terminal: ranges are wide
)

// write hands the output to what writes it: standard output, or with -o a new
// file, which is removed again if it could not be written whole.
func (o *options) write(std stdio, to func(w io.Writer, width int) error) error {
	if o.output == "" {
		b := bufio.NewWriter(std.out)
		return errors.Join(to(b, o.textWidth(std.out)), b.Flush())
	}
	f, err := os.OpenFile(o.output, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) {
		return &usageError{fmt.Sprintf("%s: it exists already and is not overwritten", o.output), "give -o a new name"}
	}
	if err != nil {
		return err
	}
	b := bufio.NewWriter(f)
	if err := errors.Join(to(b, o.textWidth(f)), b.Flush(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(o.output))
	}
	return nil
}

// textWidth is how wide text may be: what was asked for, else the terminal.
func (o *options) textWidth(out io.Writer) int {
	if o.width > 0 {
		return max(o.width, minWidth)
	}
	if f, ok := out.(*os.File); ok {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
			return max(w, minWidth)
		}
	}
	return plainWidth
}
