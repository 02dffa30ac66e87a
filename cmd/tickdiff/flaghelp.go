package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// wordsKey annotates a flag that takes one of some words, and fileKey one that
// takes a file, for those who complete command lines.
const (
	wordsKey = "words"
	fileKey  = "FILE"
)

// wordFlag adds a flag that takes one of some words; the first one is what it is
// without. What is given is checked by [checkWords].
func wordFlag(flags *pflag.FlagSet, to *string, name, short, usage string, words ...string) {
	flags.StringVarP(to, name, short, words[0], usage+strings.Join(words, ", "))
	flags.Lookup(name).Annotations = map[string][]string{wordsKey: words}
}

// checkWords refuses a flag's value that is none of its words.
func checkWords(flags *pflag.FlagSet) error {
	var err error
	flags.VisitAll(func(f *pflag.Flag) {
		if words := f.Annotations[wordsKey]; err == nil && words != nil && !slices.Contains(words, f.Value.String()) {
			err = &usageError{fmt.Sprintf("--%s %q: it can be %s", f.Name, f.Value, strings.Join(words, ", ")), ""}
		}
	})
	return err
}

// flagHelp is what is told of a flag, by help, man page and completion.
type flagHelp struct {
	short, long string // without dashes; short may be ""
	value       string // what stands behind it, in large letters; "" for a switch
	usage       string
	words       []string // the values it can have, if they are known
}

func (f *flagHelp) takesFile() bool { return f.value == fileKey }

// flagHelps tells of all flags of a command, in their order.
func flagHelps(flags *pflag.FlagSet) []flagHelp {
	var out []flagHelp
	flags.VisitAll(func(f *pflag.Flag) {
		value, usage := pflag.UnquoteUsage(f)
		h := flagHelp{short: f.Shorthand, long: f.Name, value: value, usage: usage, words: f.Annotations[wordsKey]}
		switch {
		case f.Value.Type() == "bool":
			h.value = ""
		case f.DefValue != "" && f.DefValue != "0" && f.DefValue != "[]":
			h.usage += fmt.Sprintf(" (default: %s)", f.DefValue)
		}
		out = append(out, h)
	})
	return out
}

// head is the flag as it is given, such as "-f, --format FORMAT".
func (f *flagHelp) head() string {
	head := "--" + f.long
	if f.short != "" {
		head = "-" + f.short + ", " + head
	}
	return strings.TrimRight(head+" "+f.value, " ")
}

// helpWidth is how wide help is on any terminal.
const helpWidth = 80

// writeFlags lists flags, each with its usage under it.
func writeFlags(b *strings.Builder, flags []flagHelp) {
	const indent = "        "
	for _, f := range flags {
		fmt.Fprintf(b, "  %s\n", f.head())
		line := indent
		for _, word := range strings.Fields(f.usage) {
			if len(line)+1+len(word) > helpWidth {
				b.WriteString(strings.TrimRight(line, " ") + "\n")
				line = indent
			}
			line += word + " "
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}
