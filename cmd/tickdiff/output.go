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
	look, err := o.look(out)
	if err != nil {
		return err
	}
	if o.output == "" {
		b := bufio.NewWriter(std.out)
		return errors.Join(to(b, look), b.Flush())
	}
	f, err := os.OpenFile(o.output, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) {
		return &usageError{fmt.Sprintf("%s: it exists already and is not overwritten", o.output), "give -o a new name"}
	}
	if err != nil {
		return err
	}
	b := bufio.NewWriter(f)
	if err := errors.Join(to(b, look), b.Flush(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(o.output))
	}
	return nil
}
