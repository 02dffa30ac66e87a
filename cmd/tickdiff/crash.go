package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"

	"tickdiff/analyze/prose"
	"tickdiff/dump"
)

// crash is a mistake of the program itself, caught before it ends the process.
type crash struct {
	what  any    // what was given to panic
	where string // the function of tickdiff that failed, and its line
	on    []string
}

// caught makes a crash of what [recover] gave, while the stack still shows where it
// came from.
func caught(what any, on []string) *crash { return &crash{what, failingLine(), on} }

// failure is the error that a panic stands for.
func failure(what any, on []string) error {
	if out, ok := what.(*memoryError); ok {
		return out
	}
	return caught(what, on)
}

func (c *crash) Error() string {
	what := fmt.Sprintf("internal error: %s in %s", strconv.Quote(fmt.Sprint(c.what)), c.where)
	if len(c.on) > 0 {
		what += ", on " + listed(c.on)
	}
	return what
}

// Hint asks for a report, without which nobody mends the program.
func (c *crash) Hint() string { return dump.PleaseReport }

// failingLine is the innermost line of tickdiff below the panic.
func failingLine() string {
	calls := make([]uintptr, 100)
	frames := runtime.CallersFrames(calls[:runtime.Callers(0, calls)])
	panicked := false
	for {
		frame, more := frames.Next()
		switch {
		case frame.Function == "runtime.gopanic":
			panicked = true
		case panicked && (strings.HasPrefix(frame.Function, "tickdiff/") || strings.HasPrefix(frame.Function, "main.")):
			return fmt.Sprintf("%s, line %d", frame.Function, frame.Line)
		}
		if !more {
			return "a library"
		}
	}
}

// guardGoroutine ends the process as a crash in the main goroutine would: nobody
// else can catch what goes wrong in another one. It is to be deferred.
func guardGoroutine(std stdio) {
	if what := recover(); what != nil {
		os.Exit(exitOf(exitUnread, caught(what, nil), std))
	}
}

// listed names inputs in a message: the first few, and how many more there are.
func listed(names []string) string {
	const few = 4
	return prose.SomeNames(names, few).Shown()
}
