package main

import (
	"fmt"
	"io"
	"strings"

	"tickdiff/dump"
)

func helpCommand() *command {
	return &command{
		name:  "help",
		args:  "[COMMAND]",
		short: "this overview, or all about one command",
		run: func(_ *options, args []string, std stdio) (int, error) {
			switch len(args) {
			case 0:
				return exitClean, writeOverview(std.out)
			case 1:
				for _, c := range commands() {
					if c.name == args[0] {
						return exitClean, writeHelp(std.out, c)
					}
				}
				return exitUsage, &usageError{fmt.Sprintf("no command is called %q", args[0]), nearest(args[0], commandNames(), "tickdiff help lists the commands")}
			}
			return exitUsage, &usageError{"help takes one command", ""}
		},
	}
}

func writeOverview(w io.Writer) error {
	var b strings.Builder
	b.WriteString(`tickdiff reads state dumps of MoaT-KV servers ("moat kv internal state -a"), says
what is missing where, which marks are safe and which are not, and prints the
mark commands. It never talks to a server.

usage: tickdiff COMMAND [FLAGS] [DUMP…]

`)
	for _, c := range commands() {
		fmt.Fprintf(&b, "  %-10s %s\n", c.name, c.short)
	}
	b.WriteString(`
A DUMP is a file, a folder, or - for standard input. Archives (zip, tar) are
folders too, and any file may be gzipped. One file can hold many dumps, with
text around them: a pasted terminal session, an issue, an e-mail, a server's log.
A server's save file is a dump, too.

`)
	writeLimits(&b)
	b.WriteString(`
Exit codes, the same for every format:
  0  nothing wrong, and every server was asked
  1  problems found, all of them decided
  2  wrong usage
  3  an input could not be read; what could be is still reported
  4  something cannot be decided for lack of evidence

Examples:
  tickdiff plan dumps/
  tickdiff plan --gone test_0 test_1.yaml test_2.yaml
  ssh gate moat kv internal state -a | tickdiff report -

"tickdiff help COMMAND" tells more.
`)
	_, err := io.WriteString(w, b.String())
	return err
}

func writeLimits(w io.Writer) {
	limits := dump.DefaultLimits
	size := sizeFlag(limits.MaxSize)
	fmt.Fprintf(w, `Limits of one input: %s unpacked (--max-size), %d files in an archive,
%d dumps, %d keys a dump, %d names a section, %d bytes a name, and
lists in each other %d deep. What is beyond them is an error that says so.
`, &size, limits.MaxMembers, limits.MaxDumps, dump.MaxKeys, limits.MaxNames, limits.MaxName, dump.MaxDepth)
}

func writeHelp(w io.Writer, c *command) error {
	var b strings.Builder
	usage := strings.TrimRight("usage: tickdiff "+c.name+" [FLAGS] "+c.args, " ")
	fmt.Fprintf(&b, "tickdiff %s: %s\n\n%s\n", c.name, c.short, usage)
	if c.long != "" {
		fmt.Fprintf(&b, "\n%s\n", c.long)
	}
	if flags := c.flagSet(&options{}); flags.HasFlags() {
		fmt.Fprintf(&b, "\nFlags:\n%s", flags.FlagUsages())
	}
	if len(c.examples) > 0 {
		b.WriteString("\nExamples:\n")
		for _, e := range c.examples {
			fmt.Fprintf(&b, "  %s\n", e)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
