package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"tickdiff/report"
)

// write hands the output to what writes it: standard output, or with -o a new
// file, which is removed again if it could not be written whole.
func (o *options) write(std stdio, to func(w io.Writer, look report.TextOptions) error) error {
	out := std.out
	if o.output != "" {
		out = nil // a file is no terminal
	}
	look := o.look(out)
	if o.output == "" {
		b := bufio.NewWriter(std.out)
		return errors.Join(to(b, look), b.Flush())
	}
	return writeNew(o.output, 0o644, func(w io.Writer) error { return to(w, look) })
}

// writeNew writes a file that must not exist yet, and removes it again if it
// cannot be written whole.
func writeNew(name string, mode os.FileMode, to func(io.Writer) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if errors.Is(err, os.ErrExist) {
		return &usageError{fmt.Sprintf("%s: it exists already and is not overwritten", report.Visible(name)), "give a new name"}
	}
	if err != nil {
		return err
	}
	b := bufio.NewWriter(f)
	if err := errors.Join(to(b), b.Flush(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}
