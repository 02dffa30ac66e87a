package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// command is one subcommand. Each has its own options, which flags lets pflag fill
// and run goes by.
type command struct {
	name     string
	args     string // what stands behind the flags
	short    string // one line
	long     string // for "help NAME"
	examples []string
	words    func() []string // what an argument can be, if that is known; nil: files
	flags    func(*pflag.FlagSet)
	run      func(*call) (int, error)
}

// commands returns every subcommand, in the order of the help. Dispatch, help, man
// page and completion are made from it.
func commands() []*command {
	return []*command{
		planCommand(),
		reportCommand(),
		showCommand(),
		predictCommand(),
		verifyCommand(),
		diffCommand(),
		explainCommand(),
		entriesCommand(),
		healCommand(),
		redactCommand(),
		collectCommand(),
		completionCommand(),
		versionCommand(),
		helpCommand(),
	}
}

func commandNames() []string {
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	return names
}

// commandNamed finds a command; nil if none is called so.
func commandNamed(name string) *command {
	for _, c := range commands() {
		if c.name == name {
			return c
		}
	}
	return nil
}

// noCommand is the error for a name that no command has.
func noCommand(name, otherwise string) error {
	return &usageError{fmt.Sprintf("no command is called %q", name), nearest(name, commandNames(), otherwise)}
}

// start parses the flags of a subcommand and runs it. A mistake of the program
// itself is an error like any other, which names the inputs that showed it.
func (c *command) start(args []string, std stdio) (code int, err error) {
	flags := c.flagSet()
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
			code, err = exitUnread, failure(what, flags.Args())
		}
	}()
	made := &call{stdio: std, argv: append([]string{"tickdiff", c.name}, args...), args: flags.Args(), flags: givenFlags(flags)}
	made.given.Add(int64(len(strings.Join(args, ""))))
	defer made.watchMemory(maxMemory(flags))()
	return c.run(made)
}

// givenFlags are the flags of a call that say what is asked, to be given again.
func givenFlags(flags *pflag.FlagSet) []string {
	var given []string
	flags.Visit(func(f *pflag.Flag) {
		values := []string{f.Value.String()}
		if list, isList := f.Value.(pflag.SliceValue); isList {
			values = list.GetSlice()
		}
		for _, value := range values {
			switch {
			case slices.Contains(presentation, f.Name):
			case f.Value.Type() != "bool":
				given = append(given, "--"+f.Name, value)
			case value == "true":
				given = append(given, "--"+f.Name)
			}
		}
	})
	return given
}

func (c *command) flagSet() *pflag.FlagSet {
	flags := pflag.NewFlagSet(c.name, pflag.ContinueOnError)
	flags.SortFlags = false
	flags.Usage = func() {}
	if c.flags != nil {
		c.flags(flags)
	}
	return flags
}

func (c *command) usage() string {
	return strings.TrimRight("tickdiff "+c.name+" [FLAGS] "+c.args, " ")
}
