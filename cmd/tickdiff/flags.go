package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"
)

// wordsKey annotates a flag that takes one of some words.
const wordsKey = "words"

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

// flagHelp is what help, man page and completion say of a flag.
type flagHelp struct {
	short, long string // without dashes; short may be ""
	value       string // what stands behind it, in large letters; "" for a switch
	usage       string
	offer       // what its value can be
}

// offer is what a shell can complete: some words, files, or servers that dumps name.
type offer struct {
	words          []string
	files, servers bool
}

// offers is what can stand behind the flags.
func (c *command) offers() offer {
	o := offer{files: c.words == nil && c.args != "" || strings.Contains(c.args, "DUMP")}
	if c.words != nil {
		o.words = c.words()
	}
	return o
}

// rare are the flags that hardly anybody needs. Help lists them behind the others.
var rare = []string{
	"all-commands", "broadcast", "color", "lost", "max-output", "max-size", memoryFlag, "order", "strict", "width",
}

// flagHelps tells of all flags of a command: first what matters most, then the rest.
func (c *command) flagHelps() []flagHelp {
	var out []flagHelp
	c.flagSet().VisitAll(func(f *pflag.Flag) {
		value, usage := pflag.UnquoteUsage(f)
		h := flagHelp{short: f.Shorthand, long: f.Name, value: value, usage: usage, offer: offer{f.Annotations[wordsKey], value == "FILE", value == "NAME"}}
		switch {
		case f.Value.Type() == "bool":
			h.value = ""
		case f.DefValue != "" && f.DefValue != "0" && f.DefValue != "[]":
			h.usage += fmt.Sprintf(" (default: %s)", f.DefValue)
		}
		out = append(out, h)
	})
	slices.SortStableFunc(out, func(a, b flagHelp) int { return cmp.Compare(a.rank(), b.rank()) })
	return out
}

// rank is 1 for what is rare.
func (f *flagHelp) rank() int {
	if slices.Contains(rare, f.long) {
		return 1
	}
	return 0
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

// writeFlags lists flags under a title, each with its usage under it.
func writeFlags(b *strings.Builder, title string, flags []flagHelp) {
	const indent = "        "
	if len(flags) > 0 {
		fmt.Fprintf(b, "\n%s:\n", title)
	}
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

// units are what a size may end in; each is 1024 times the one before.
var units = []string{"", "K", "M", "G", "T"}

// parseSize reads a number of bytes: 500000, 200M, 2GiB.
func parseSize(text string) (int64, error) {
	short := strings.TrimSuffix(strings.TrimSuffix(strings.ToUpper(text), "B"), "I")
	for i, unit := range units {
		digits, ok := strings.CutSuffix(short, unit)
		n, err := strconv.ParseUint(digits, 10, 63)
		if !ok || err != nil {
			continue
		}
		if size := int64(n) << (10 * i); n > 0 && size>>(10*i) == int64(n) {
			return size, nil
		}
	}
	return 0, fmt.Errorf("%q: a size is a number of bytes above 0, or ends in K, M or G", text)
}

// sizeFlag is a size on the command line.
type sizeFlag int64

func (s *sizeFlag) Set(text string) error {
	n, err := parseSize(text)
	*s = sizeFlag(n)
	return err
}

func (s *sizeFlag) Type() string { return "SIZE" }

// String writes the size in the largest unit that divides it.
func (s *sizeFlag) String() string {
	n, i := int64(*s), 0
	for n > 0 && n%1024 == 0 && i < len(units)-1 {
		n, i = n/1024, i+1
	}
	return strconv.FormatInt(n, 10) + units[i]
}
