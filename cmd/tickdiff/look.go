package main

import (
	"io"
	"os"

	"golang.org/x/term"

	"tickdiff/report"
)

const (
	minWidth   = 40
	plainWidth = 100 // where there is no terminal: ranges are wide
)

// look is how text is laid out on out, which may be a terminal.
func (o *options) look(out io.Writer) report.TextOptions {
	look := report.TextOptions{Width: plainWidth, All: o.all}
	terminal, onTerminal := terminalWidth(out)
	switch {
	case o.width > 0:
		look.Width = max(o.width, minWidth)
	case onTerminal && terminal > 0: // a serial line does not know its width
		look.Width = max(terminal, minWidth)
	}
	switch o.color {
	case "always":
		look.Color = true
	case "auto":
		look.Color = onTerminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	}
	return look
}

// isTerminal reports whether somebody sits at the other end.
func isTerminal(in io.Reader) bool {
	f, isFile := in.(*os.File)
	return isFile && term.IsTerminal(int(f.Fd()))
}

// terminalWidth is the columns of a terminal; ok is false if out is none.
func terminalWidth(out io.Writer) (width int, ok bool) {
	f, isFile := out.(*os.File)
	if !isFile {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	return width, err == nil
}
