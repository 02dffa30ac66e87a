package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"

	"github.com/spf13/pflag"

	"tickdiff/analyze"
	"tickdiff/dump"
	"tickdiff/report"
)

func showCommand() *command {
	o := &struct {
		form
		starting
	}{}
	return &command{
		name:  "show",
		args:  "PLAN.json",
		short: "a saved plan again, in any format",
		long: `Shows a plan that "tickdiff plan --format json" saved, without the dumps it came
from. A plan that is not as it was written is refused.`,
		examples: []string{
			"tickdiff show plan.json",
			"tickdiff show --format commands plan.json",
		},
		flags: func(flags *pflag.FlagSet) {
			o.formFlags(flags, planFormats...)
			o.startFlag(flags)
		},
		run: func(c *call) (int, error) {
			if err := o.checkStart(o.format); err != nil {
				return exitUsage, err
			}
			if len(c.args) != 1 {
				return exitUsage, &usageError{"show takes one saved plan", `"tickdiff plan --format json -o plan.json DUMP…" saves one`}
			}
			p, err := readPlan(c.args[0], c.in)
			if err != nil {
				return exitUnread, err
			}
			return verdictCode(p.Verdict), writePlan(c, p, &o.form, &o.starting)
		},
	}
}

// planError is a saved plan that cannot be used.
type planError struct {
	file  string
	fault *report.PlanError
}

func (e *planError) Error() string {
	place := report.Visible(e.file)
	if e.fault.Line > 0 {
		place = fmt.Sprintf("%s:%d:%d", place, e.fault.Line, e.fault.Col)
	}
	return place + ": " + e.fault.What
}

// Hint says what helps, if that is known.
func (e *planError) Hint() string { return e.fault.Hint }

// readPlan reads a saved plan, from a file or "-".
func readPlan(name string, stdin io.Reader) (*analyze.Plan, error) {
	text, err := readText(name, dump.DefaultLimits.MaxSize, stdin)
	if err != nil {
		return nil, err
	}
	p, err := report.ReadPlan(text)
	var fault *report.PlanError
	if errors.As(err, &fault) {
		return nil, &planError{name, fault}
	}
	return p, err
}

// readText reads a file that is no dump, or "-" where there is a standard input.
func readText(name string, limit int64, stdin io.Reader) ([]byte, error) {
	from := stdin
	if name != "-" || stdin == nil {
		f, err := openText(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %s", report.Visible(name), plain(err))
		}
		defer f.Close()
		from = f
	}
	text, err := io.ReadAll(io.LimitReader(from, limit+1))
	switch {
	case errors.Is(err, syscall.EISDIR):
		return nil, fmt.Errorf("%s: a folder, where a file should be", report.Visible(name))
	case err != nil:
		return nil, fmt.Errorf("%s: %s", report.Visible(name), plain(err))
	case int64(len(text)) > limit:
		return nil, fmt.Errorf("%s: larger than the limit of %d bytes", report.Visible(name), limit)
	}
	return text, nil
}

// openText opens a file, or what a shell opened as for "<(command)". Anything else
// that is special could be endless, or wait for ever.
func openText(name string) (*os.File, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, err
	case info.Mode().IsRegular() || info.IsDir() || filepath.Dir(name) == "/dev/fd":
		return os.Open(name)
	}
	return nil, fmt.Errorf("%s, not a file", special(info.Mode()))
}
