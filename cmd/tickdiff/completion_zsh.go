package main

import (
	"fmt"
	"strings"

	"tickdiff/analyze/moatcmd"
)

// completeZsh writes a function that works both as a file in $fpath and sourced.
func completeZsh() string {
	var b strings.Builder
	b.WriteString("#compdef tickdiff\n_tickdiff() {\n  if (( CURRENT == 2 )); then\n    local -a commands=(\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "      %s\n", moatcmd.Shell(zshColons.Replace(c.name)+":"+zshColons.Replace(c.short)))
	}
	b.WriteString("    )\n    _describe -t commands command commands\n    return\n  fi\n  shift words\n  (( CURRENT-- ))\n  case $words[1] in\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "    %s)\n      _arguments -s -S", c.name)
		for _, f := range c.flagHelps() {
			fmt.Fprintf(&b, " \\\n        %s", zshFlag(f))
		}
		fmt.Fprintf(&b, " \\\n        %s ;;\n", moatcmd.Shell("*:argument:"+zshAction(c.offers())))
	}
	b.WriteString("  esac\n}\nif [[ ${funcstack[1]} == _tickdiff ]]; then\n  _tickdiff \"$@\"\nelse\n  compdef _tickdiff tickdiff\nfi\n")
	return b.String()
}

// zshColons keeps our own words from ending early where colons and brackets
// part fields.
var zshColons = strings.NewReplacer(`\`, `\\`, ":", `\:`, "[", `\[`, "]", `\]`)

// zshFlag is one specification for _arguments. Every flag may come again.
func zshFlag(f flagHelp) string {
	spec := "[" + zshColons.Replace(f.usage) + "]"
	if f.value != "" {
		spec = "=" + spec + ":" + zshColons.Replace(f.value) + ":" + zshAction(f.offer)
	}
	long := moatcmd.Shell("*--" + f.long + spec)
	if f.short == "" {
		return long
	}
	return long + " " + moatcmd.Shell("*-"+f.short+strings.Replace(spec, "=", "+", 1))
}

func zshAction(o offer) string {
	words := strings.Join(o.words, " ")
	switch {
	case o.servers:
		return `{ compadd -- ${(f)"$(tickdiff completion names -- ${(Q)words[2,-1]} 2>/dev/null)"} }`
	case words != "" && o.files:
		return "{ compadd -- " + words + "; _files }"
	case words != "":
		return "(" + words + ")"
	case o.files:
		return "_files"
	}
	return " "
}
