package main

import (
	"fmt"
	"strings"

	"tickdiff/analyze/moatcmd"
)

// completeFish writes one "complete" a command, a flag and a set of arguments.
func completeFish() string {
	var b strings.Builder
	b.WriteString("# fish completion for tickdiff\ncomplete -c tickdiff -f\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "complete -c tickdiff -n __fish_use_subcommand -a %s -d %s\n", c.name, moatcmd.Pasted(c.short))
	}
	for _, c := range commands() {
		when := fmt.Sprintf("complete -c tickdiff -n '__fish_seen_subcommand_from %s'", c.name)
		for _, f := range c.flagHelps() {
			fmt.Fprintf(&b, "%s%s\n", when, fishFlag(f))
		}
		arguments := c.offers()
		if arguments.words != nil {
			fmt.Fprintf(&b, "%s -a %s\n", when, quotedWords(arguments.words))
		}
		if arguments.files {
			fmt.Fprintf(&b, "%s -F\n", when)
		}
	}
	return b.String()
}

func fishFlag(f flagHelp) string {
	flag := " -l " + f.long
	if f.short != "" {
		flag = " -s " + f.short + flag
	}
	switch {
	case f.words != nil:
		flag += " -x -a " + quotedWords(f.words)
	case f.files:
		flag += " -r -F"
	case f.servers:
		flag += " -x -a '(tickdiff completion names -- (commandline -opc) 2>/dev/null)'"
	case f.value != "":
		flag += " -x"
	}
	return flag + " -d " + moatcmd.Pasted(f.usage)
}
