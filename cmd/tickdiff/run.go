package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"

	"tickdiff/analyze/diff"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/analyze/verify"
	"tickdiff/dump"
)

// stdio is the outside world as a subcommand sees it.
type stdio struct {
	in       io.Reader
	out, err io.Writer
}

// call is one run of a subcommand.
type call struct {
	stdio
	argv       []string     // the command as it was given
	args       []string     // what stands behind its flags
	flags      []string     // those of its flags that say what is asked
	given      atomic.Int64 // how many bytes of input there are, unpacked
	reading    underWork
	look       func() *memoryLimit // tells a limit of memory that is passed; may be nil
	stage      atomic.Pointer[stage]
	document   atomic.Bool                 // one is being written, which can be ended
	short      atomic.Pointer[memoryLimit] // the one that ends it
	unfinished atomic.Pointer[string]      // the name under which a new file is being written
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

// verdictCode is the exit code for what a plan, a verification or a comparison
// comes to.
func verdictCode(verdict any) int {
	switch verdict {
	case plan.Clean, verify.AllDone, verify.Holds, diff.Same:
		return exitClean
	case plan.Ready, plan.Unsound, verify.Open, verify.Moved, diff.Different:
		return exitFound
	case plan.Partial, plan.Undecided, verify.Unproven, diff.NotComparable:
		return exitUndecided
	}
	panic(fmt.Sprint("no such verdict: ", verdict))
}

// usageError is a mistake on the command line: one sentence, then hints.
type usageError struct {
	what string
	hint string
}

func (e *usageError) Error() string { return e.what }

// Hint says what to write instead.
func (e *usageError) Hint() string { return e.hint }

// run is the whole program, without the process around it.
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
	}
	hint := ""
	var hinted interface{ Hint() string }
	if errors.As(err, &hinted) {
		hint = hinted.Hint()
	}
	std.say(err.Error(), hint)
	var usage *usageError
	if errors.As(err, &usage) {
		return exitUsage
	}
	return exitUnread
}

// say writes an error: one line, then a hint. Whatever foreign text came into
// either, a terminal obeys none of it.
func (s stdio) say(what, hint string) {
	fmt.Fprintf(s.err, "tickdiff: %s\n", prose.Escape(what))
	if hint != "" {
		fmt.Fprintf(s.err, "hint: %s\n", prose.Escape(hint))
	}
}

// sayProblems writes what was noticed while reading. Problems quote foreign text
// themselves; only the file's name is as the user gave it.
func (s stdio) sayProblems(problems []dump.Problem) {
	for _, p := range problems {
		if p.Level != dump.Error {
			p.What = p.Level.String() + ": " + p.What
		}
		s.say(prose.Visible(p.File)+strings.TrimPrefix(p.Error(), p.File), p.Hint)
	}
}

func dispatch(args []string, std stdio) (int, error) {
	if len(args) == 0 {
		return exitUsage, &usageError{"no command given", "tickdiff help lists them; tickdiff plan DUMP… is the main one"}
	}
	name := args[0]
	switch name {
	case "-h", "-?", "--help":
		name = "help"
	case "--version":
		name = "version"
	}
	if c := commandNamed(name); c != nil {
		return c.start(args[1:], std)
	}
	return exitUsage, noCommand(name, commandHint(name))
}

// worse joins the exit codes of two parts of one run. An input that could not be
// read outweighs everything: the rest may rest on too little.
func worse(a, b int) int {
	order := []int{exitClean, exitFound, exitUndecided, exitUnread, exitUsage}
	return order[max(slices.Index(order, a), slices.Index(order, b))]
}
