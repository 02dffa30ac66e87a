package main

import (
	"cmp"
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
	if width := cmp.Or(max(o.width, 0), terminalWidth(out)); width > 0 {
		look.Width = max(width, minWidth)
	}
	switch o.color {
	case "always":
		look.Color = true
	case "auto":
		look.Color = onTerminal(out) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	}
	return look
}

// onTerminal reports whether somebody sits at the other end of a stream.
func onTerminal(stream any) bool {
	_, ok := terminal(stream)
	return ok
}

// terminal is the descriptor of a stream that is one.
func terminal(stream any) (fd int, ok bool) {
	f, isFile := stream.(*os.File)
	if !isFile || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	return int(f.Fd()), true
}

// terminalWidth is its columns, or 0 if that is not known.
func terminalWidth(out io.Writer) int {
	fd, ok := terminal(out)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(fd)
	if err != nil {
		return 0
	}
	return width
}
