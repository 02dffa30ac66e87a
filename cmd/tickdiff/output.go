package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/pflag"
	"golang.org/x/term"

	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
	"tickdiff/report/html"
	"tickdiff/report/markdown"
	"tickdiff/report/text"
)

// destination is where a command writes to.
type destination struct{ output string }

func (d *destination) outputFlag(flags *pflag.FlagSet) {
	flags.StringVarP(&d.output, "output", "o", "", "write to this `FILE`, which must not exist yet, instead of standard output")
}

func (d *destination) isFile() bool { return d.output != "" && d.output != "-" }

// write hands the output to what writes it: standard output, or with -o a new
// file, which is removed again if it could not be written whole.
func (d *destination) write(c *call, to func(io.Writer) error) error {
	if d.isFile() {
		return c.writeNew(d.output, 0o644, to)
	}
	b := bufio.NewWriter(c.out)
	return cmp.Or(to(b), b.Flush())
}

// writeNew writes a file that must not exist yet, and removes it again if it
// cannot be written whole, also where writing it ends in a panic.
func (c *call) writeNew(name string, mode os.FileMode, to func(io.Writer) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if errors.Is(err, os.ErrExist) {
		return &usageError{fmt.Sprintf("%s: it exists already and is not overwritten", prose.Visible(name)), "give a new name"}
	}
	if err != nil {
		return fmt.Errorf("%s: it cannot be written: %s", prose.Visible(name), plain(err))
	}
	c.unfinished.Store(&name)
	whole := false
	defer func() {
		c.unfinished.Store(nil)
		if !whole {
			os.Remove(name)
		}
	}()
	b := bufio.NewWriter(f)
	err = cmp.Or(to(b), b.Flush(), f.Close())
	whole = err == nil
	return err
}

// form is where a command writes to, and how that looks.
type form struct {
	destination
	format, color string
	width         int
	all           bool
}

func (f *form) formFlags(flags *pflag.FlagSet, formats ...string) {
	wordFlag(flags, &f.format, "format", "f", "output as `FORMAT`: ", formats...)
	f.outputFlag(flags)
	flags.IntVar(&f.width, "width", 0, "`COLUMNS` of text; without it the terminal's, else 100")
	wordFlag(flags, &f.color, "color", "", "`WHEN` text has colours; auto is on a terminal, unless NO_COLOR is set: ", "auto", "always", "never")
	flags.BoolVar(&f.all, "all", false, "show long lists whole in text")
}

// documentFormats are those of every command that tells people something.
var documentFormats = []string{"text", "markdown", "html", "json"}

// writeDocument writes a value in the format that was asked for: as a document for
// people, or as data.
func writeDocument[T any](c *call, f *form, value T, document func(T) *doc.Document, data func(io.Writer, T) error) error {
	look := f.look(c.out)
	if f.isFile() {
		look = f.look(nil)
	}
	return f.write(c, func(w io.Writer) error {
		switch f.format {
		case "text":
			return text.Write(w, document(value), look)
		case "markdown":
			return markdown.Write(w, document(value), c.asRun())
		case "html":
			return html.Write(w, document(value), c.asRun())
		}
		return data(w, value)
	})
}

const (
	minWidth   = 40
	plainWidth = 100 // where there is no terminal: ranges are wide
)

// look is how text is laid out on out, which may be a terminal.
func (f *form) look(out io.Writer) text.Options {
	look := text.Options{Width: plainWidth, All: f.all}
	if width := cmp.Or(max(f.width, 0), terminalWidth(out)); width > 0 {
		look.Width = max(width, minWidth)
	}
	switch f.color {
	case "always":
		look.Color = true
	case "auto":
		look.Color = onTerminal(out) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	}
	return look
}

// onTerminal reports whether somebody sits at the other end of a stream.
func onTerminal(stream any) bool {
	f, isFile := stream.(*os.File)
	return isFile && term.IsTerminal(int(f.Fd()))
}

// terminalWidth is the columns of a terminal, or 0 if out is none or does not tell.
func terminalWidth(out io.Writer) int {
	f, isFile := out.(*os.File)
	if !isFile {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return width
}
