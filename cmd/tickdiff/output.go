package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/pflag"
	"golang.org/x/term"

	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
	"tickdiff/report/html"
	"tickdiff/report/markdown"
	"tickdiff/report/text"
)

// destination is where a command writes to.
type destination struct {
	output    string
	maxOutput sizeFlag // 0: as much as the bound lets it
}

func (d *destination) outputFlag(flags *pflag.FlagSet) {
	flags.StringVarP(&d.output, "output", "o", "", "write to this `FILE`, which must not exist yet, instead of standard output")
	free := sizeFlag(freeOutput)
	flags.Var(&d.maxOutput, "max-output", fmt.Sprintf("how large the output may be; without it, %d bytes for each byte read, and %s", boundPerByte, &free))
}

func (d *destination) isFile() bool { return d.output != "" && d.output != "-" }

// write hands the output to what writes it: standard output, or with -o a new
// file, which is there when it is whole.
func (d *destination) write(c *call, to func(*bounded) error) error {
	c.enter(stageWriting)
	most, from := d.outputLimit(c)
	within := func(w io.Writer) error { return to(&bounded{w: w, most: most, from: from}) }
	if d.isFile() {
		return c.writeNew(d.output, 0o644, within)
	}
	b := bufio.NewWriter(c.out)
	return cmp.Or(within(b), b.Flush())
}

// form is where a command writes to, and how that looks.
type form struct {
	destination
	format, color string
	width         int
	all           bool
	long, why     bool // what text shows beside what it always does
}

func (f *form) formFlags(flags *pflag.FlagSet, formats ...string) {
	wordFlag(flags, &f.format, "format", "f", "output as `FORMAT`: ", formats...)
	f.outputFlag(flags)
	flags.IntVar(&f.width, "width", 0, "`COLUMNS` of text; without it the terminal's, else 100")
	wordFlag(flags, &f.color, "color", "", "`WHEN` text has colours; auto is on a terminal, unless NO_COLOR is set: ", "auto", "always", "never")
	flags.BoolVar(&f.all, "all", false, "show long lists whole in text")
}

// longFlag is for what has more to show than a screen.
func (f *form) longFlag(flags *pflag.FlagSet) {
	flags.BoolVar(&f.long, "long", false, "show in text also what the answer rests on: evidence, tick map, merged view, hosts, skipped checks, inputs")
}

// whyFlag is for plans.
func (f *form) whyFlag(flags *pflag.FlagSet) {
	flags.BoolVar(&f.why, "why", false, "show in text also what was decided against")
}

// presentation are the flags that say how something is shown, not what.
var presentation = []string{"format", "output", "width", "color", "all", "long", "why", "values", "start", "all-segments", "max-output", memoryFlag}

// documentFormats are those of every command that tells people something; all but the
// last are documents.
var (
	documentFormats = []string{"text", "markdown", "html", "json"}
	peoplesFormats  = documentFormats[:3]
)

// writeDocument writes a value in the format that was asked for: as a document for
// people, or as data.
func writeDocument[T any](c *call, f *form, value T, document func(T) *doc.Document, data func(io.Writer, T) error) error {
	look := f.look(c.out)
	if f.isFile() {
		look = f.look(nil)
	}
	err := f.write(c, func(w *bounded) error {
		if !slices.Contains(peoplesFormats, f.format) {
			return data(w, value)
		}
		d := document(value)
		switch f.format {
		case "text":
			return c.endable(d, w, func() error { return text.Write(w, d, look) })
		case "html":
			return c.endable(d, w, func() error { return html.Write(w, d, c.asRun()) })
		}
		return markdown.Write(w, d, c.asRun())
	})
	if err == nil && f.isFile() {
		_, isPlan := any(value).(*plan.Plan)
		c.say("saved "+prose.Visible(f.output), f.next(isPlan))
	}
	return err
}

// next is what can be done with the file that was written.
func (f *form) next(isPlan bool) string {
	file := moatcmd.Pasted(prose.Escape(f.output))
	switch {
	case f.format == "script":
		return fmt.Sprintf("sh %s says what it would do, and sh %[1]s --run does it", file)
	case f.format == "json" && isPlan:
		return "tickdiff show -f script " + file + " > repair.sh"
	}
	return ""
}

const (
	minWidth   = 40
	plainWidth = 100 // where there is no terminal: ranges are wide
)

// look is how text is laid out on out, which may be a terminal.
func (f *form) look(out io.Writer) text.Options {
	look := text.Options{Width: plainWidth, All: f.all}
	if f.long {
		look.Also |= doc.Detail
	}
	if f.why {
		look.Also |= doc.Why
	}
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
