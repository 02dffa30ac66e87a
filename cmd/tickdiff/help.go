package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"tickdiff/analyze/moatcmd"
	"tickdiff/dump"
)

func helpCommand() *command {
	man := false
	return &command{
		name:  "help",
		args:  "[COMMAND]",
		short: "this overview, or all about one command",
		long:  `With --man it is a manual page of everything: tickdiff help --man | man -l -`,
		flags: func(flags *pflag.FlagSet) { flags.BoolVar(&man, "man", false, "as a manual page") },
		words: commandNames,
		run: func(c *call) (int, error) {
			switch {
			case man && len(c.args) == 0:
				return exitClean, writeMan(c.out)
			case man:
				return exitUsage, &usageError{"help --man takes no command: it is about all of them", ""}
			case len(c.args) == 0:
				return exitClean, writeOverview(c.out)
			case len(c.args) > 1:
				return exitUsage, &usageError{"help takes one command", ""}
			}
			if about := commandNamed(c.args[0]); about != nil {
				return exitClean, writeHelp(c.out, about)
			}
			if slices.Contains(explainable(), c.args[0]) {
				return exitUsage, noCommand(c.args[0], "tickdiff explain "+c.args[0]+" tells what it means")
			}
			return exitUsage, noCommand(c.args[0], "tickdiff help lists the commands")
		},
	}
}

// aboutTool says what it is for, and shows the command for a dump.
var aboutTool = `tickdiff reads state dumps of MoaT-KV servers. It says what is missing where,
which marks are safe, and which are not. It prints the mark commands, and never
talks to a server itself. A dump is what this prints:

  ` + moatcmd.Line("state", moatcmd.MoaT) + `
`

// The overview, in parts: help shows them one after the other, and the manual
// page has them under its own titles.
const (
	synopsis = "tickdiff COMMAND [FLAGS] [DUMP…]"

	aboutDumps = `A DUMP is a file, a folder, or - for standard input. Archives (zip, tar) are
folders too, and any file may be gzipped. A case, the folder that the script of
"tickdiff collect" makes, can stand in place of dumps. One file can hold many
dumps, with text around them: a pasted terminal session, an issue, an e-mail, a
server's log. A server's save file is a dump, too.
`
	moreHelp = `"tickdiff help COMMAND" tells more.
`
)

func aboutLimits() string {
	limits := dump.DefaultLimits
	size := sizeFlag(limits.MaxSize)
	return fmt.Sprintf(`Limits of one input: %s unpacked (--max-size), %d files in an archive,
archives %d deep in each other, %d dumps, %d keys a dump, %d names a
section, %d bytes a name, and lists %d deep in each other. What is beyond them
is an error that says so. Memory (--max-memory) and output (--max-output) have
limits too, by the size of what is read. Of one input at most %d problems are
listed.
`, &size, limits.MaxMembers, dump.MaxPacked, limits.MaxDumps, dump.MaxKeys, limits.MaxNames, limits.MaxName, dump.MaxDepth, limits.MaxProblems)
}

// exitCodes says what [run] returns.
var exitCodes = []struct {
	code int
	says string
}{
	{exitClean, "nothing wrong, and every server was asked"},
	{exitFound, "problems found, all of them decided"},
	{exitUsage, "wrong usage"},
	{exitUnread, "an input could not be read (the rest is still reported), or tickdiff failed"},
	{exitUndecided, "something cannot be decided for lack of evidence"},
}

var overviewExamples = []string{
	"tickdiff collect --into outage test_0 test_1 test_2 | sh",
	"tickdiff plan outage",
	"tickdiff plan dumps/",
	"tickdiff plan --gone test_0 test_1.yaml test_2.yaml",
	"moat kv -h test_1 internal state -a | tickdiff report -",
}

func writeOverview(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\nusage: %s\n\n", aboutTool, synopsis)
	for _, c := range commands() {
		fmt.Fprintf(&b, "  %-10s %s\n", c.name, c.short)
	}
	fmt.Fprintf(&b, "\n%s\n%s\nExit codes, the same for every format:\n", aboutDumps, aboutLimits())
	for _, e := range exitCodes {
		fmt.Fprintf(&b, "  %d  %s\n", e.code, e.says)
	}
	writeExamples(&b, overviewExamples)
	b.WriteString("\n" + moreHelp)
	_, err := io.WriteString(w, b.String())
	return err
}

func writeHelp(w io.Writer, c *command) error {
	var b strings.Builder
	fmt.Fprintf(&b, "tickdiff %s: %s\n\nusage: %s\n", c.name, c.short, c.usage())
	if c.long != "" {
		fmt.Fprintf(&b, "\n%s\n", c.long)
	}
	flags := c.flagHelps()
	often := slices.IndexFunc(flags, func(f flagHelp) bool { return f.rank() > 0 })
	if often < 0 {
		often = len(flags)
	}
	writeFlags(&b, "Flags", flags[:often])
	writeFlags(&b, "Flags that are rarely needed", flags[often:])
	writeExamples(&b, c.examples)
	_, err := io.WriteString(w, b.String())
	return err
}

func writeExamples(b *strings.Builder, examples []string) {
	if len(examples) > 0 {
		b.WriteString("\nExamples:\n")
	}
	for _, e := range examples {
		fmt.Fprintf(b, "  %s\n", e)
	}
}
