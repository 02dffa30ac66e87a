package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"

	"tickdiff/report"
)

// write hands the output to what writes it: standard output, or with -o a new
// file, which is removed again if it could not be written whole.
func (o *options) write(std stdio, to func(w io.Writer, look report.TextOptions) error) error {
	if o.output == "" || o.output == "-" {
		b := bufio.NewWriter(std.out)
		return cmp.Or(to(b, o.look(std.out)), b.Flush())
	}
	look := o.look(nil) // a file is no terminal
	return o.writeNew(o.output, 0o644, func(w io.Writer) error { return to(w, look) })
}

// writeNew writes a file that must not exist yet, and removes it again if it
// cannot be written whole, also where writing it ends in a panic.
func (o *options) writeNew(name string, mode os.FileMode, to func(io.Writer) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if errors.Is(err, os.ErrExist) {
		return &usageError{fmt.Sprintf("%s: it exists already and is not overwritten", report.Visible(name)), "give a new name"}
	}
	if err != nil {
		return fmt.Errorf("%s: it cannot be written: %s", report.Visible(name), plain(err))
	}
	o.unfinished.Store(&name)
	whole := false
	defer func() {
		o.unfinished.Store(nil)
		if !whole {
			os.Remove(name)
		}
	}()
	b := bufio.NewWriter(f)
	err = cmp.Or(to(b), b.Flush(), f.Close())
	whole = err == nil
	return err
}
