package main

import (
	"errors"
	"fmt"
	"io"
	"syscall"

	"github.com/spf13/pflag"

	"tickdiff/dump"
	"tickdiff/report"
)

// stdio is the outside world as a subcommand sees it.
type stdio struct {
	in       io.Reader
	out, err io.Writer
}

// The exit codes, the same for every format. This is the one place that knows
// them; see [run].
const (
	exitClean     = 0 // nothing wrong, and full coverage
	exitFound     = 1 // problems found, all decided
	exitUsage     = 2
	exitUnread    = 3 // an input could not be read; what could be is still reported. Or the program failed: see crash.go, memory.go
	exitUndecided = 4 // something refused for lack of evidence, or not provable
)

// command is one subcommand. The table of all is what dispatch, help, man page
// and completion are made from.
type command struct {
	name     string
	args     string // what stands behind the flags
	short    string // one line
	long     string // for "help NAME"
	examples []string
	words    func() []string // what an argument can be, if that is known; nil: files
	flags    func(*pflag.FlagSet, *options)
	run      func(*options, []string, stdio) (int, error)
}

// usageError is a mistake on the command line: one sentence, then hints.
type usageError struct {
	what string
	hint string
}

func (e *usageError) Error() string { return e.what }

// run is the whole program but for the process around it.
func run(args []string, std stdio) (code int) {
	defer func() {
		if what := recover(); what != nil {
			code = exitOf(exitUnread, caught(what, nil), std)
		}
	}()
	code, err := dispatch(args, std)
	return exitOf(code, err, std)
}

// exitOf says what went wrong, and is the exit code for it.
func exitOf(code int, err error, std stdio) int {
	switch {
	case err == nil:
		return code
	case errors.Is(err, syscall.EPIPE):
		return code // the reader has seen enough
	case errors.Is(err, pflag.ErrHelp):
		return exitClean
	}
	var usage *usageError
	if errors.As(err, &usage) {
		say(std, usage.what, usage.hint)
		return exitUsage
	}
	var plan *planError
	if errors.As(err, &plan) {
		say(std, plan.Error(), plan.fault.Hint)
		return exitUnread
	}
	var hinted interface{ Hint() string }
	if errors.As(err, &hinted) {
		say(std, err.Error(), hinted.Hint())
		return exitUnread
	}
	say(std, err.Error(), "")
	return exitUnread
}

// say writes an error: one line, then a hint. Whatever foreign text came into
// either, a terminal obeys none of it.
func say(std stdio, what, hint string) {
	fmt.Fprintf(std.err, "tickdiff: %s\n", report.Message(what))
	if hint != "" {
		fmt.Fprintf(std.err, "hint: %s\n", report.Message(hint))
	}
}

func dispatch(args []string, std stdio) (int, error) {
	if len(args) == 0 {
		return exitUsage, &usageError{"no command given", "tickdiff help lists them; tickdiff plan DUMP… is the main one"}
	}
	name, rest := args[0], args[1:]
	switch name {
	case "-h", "-?", "--help":
		name = "help"
	case "--version":
		name = "version"
	}
	for _, c := range commands() {
		if c.name == name {
			return c.start(rest, std)
		}
	}
	return exitUsage, &usageError{fmt.Sprintf("no command is called %q", name), nearest(name, commandNames(), commandHint(name))}
}

// start parses the flags of a subcommand and runs it. A mistake of the program
// itself is an error like any other, which names the inputs that showed it.
func (c *command) start(args []string, std stdio) (code int, err error) {
	o := &options{argv: append([]string{"tickdiff", c.name}, args...)}
	flags := c.flagSet(o)
	switch err := flags.Parse(args); {
	case errors.Is(err, pflag.ErrHelp):
		return exitClean, writeHelp(std.out, c)
	case err != nil:
		return exitUsage, &usageError{fmt.Sprintf("%s: %s", c.name, err), flagHint(err, flags)}
	}
	if err := checkWords(flags); err != nil {
		return exitUsage, err
	}
	defer func() {
		if what := recover(); what != nil {
			code, err = exitUnread, caught(what, flags.Args())
		}
	}()
	defer o.watchMemory(flags.Args(), std)()
	return c.run(o, flags.Args(), std)
}

func (c *command) flagSet(o *options) *pflag.FlagSet {
	flags := pflag.NewFlagSet(c.name, pflag.ContinueOnError)
	flags.SortFlags = false
	flags.Usage = func() {}
	if c.flags != nil {
		c.flags(flags, o)
	}
	return flags
}

// worse joins the exit codes of two parts of one run. An input that could not be
// read outweighs everything: the rest may rest on too little.
func worse(a, b int) int {
	order := []int{exitClean, exitFound, exitUndecided, exitUnread, exitUsage}
	for i := len(order) - 1; i >= 0; i-- {
		if a == order[i] || b == order[i] {
			return order[i]
		}
	}
	panic("no such exit codes")
}

// sayProblems writes what was noticed while reading.
func sayProblems(std stdio, problems []dump.Problem) {
	for _, p := range problems {
		if p.Level != dump.Error {
			p.What = p.Level.String() + ": " + p.What
		}
		say(std, visibleError(p), p.Hint)
	}
}
