package moatcmd

import (
	"slices"
	"strings"
)

// Form is one shape of command line.
type Form struct {
	Name string
	// Usage is what stands behind the program. A word in capitals is put in by the
	// reader, or by the evidence. What stands in brackets may be left out, and what
	// ends in … comes once or more.
	Usage string
	// own: it talks to no server, so no client stands before it.
	own bool
}

// Forms are all shapes of command lines that tickdiff prints.
var Forms = []Form{
	{Name: "state", Usage: "-h HOST [-p PORT] internal state -a"},
	{Name: "save", Usage: "-h HOST [-p PORT] log save -f FILE"},
	{Name: "log", Usage: "-h HOST [-p PORT] log dest FILE"},
	{Name: "mark-superseded", Usage: "-h HOST [-p PORT] internal mark [--broadcast] -- ORIGIN TICK…"},
	{Name: "mark-deleted", Usage: "-h HOST [-p PORT] internal mark --deleted -- ORIGIN TICK…"},
	{Name: "tick", Usage: "-h HOST [-p PORT] -m internal get -- ORIGIN TICK"},
	{Name: "value", Usage: "-h HOST [-p PORT] [-m] data PATH"},
	{Name: "entry", Usage: "-h HOST [-p PORT] -m data PATH monitor -s"},
	{Name: "write-entry", Usage: "-h HOST [-p PORT] data PATH set -l ORIGIN TICK --eval : VALUE"},
	{Name: "rewrite-entry", Usage: "-h HOST [-p PORT] data PATH set -l ORIGIN TICK"},
	{Name: "delete-entry", Usage: "-h HOST [-p PORT] data PATH delete -l ORIGIN TICK"},
	{Name: "deleter", Usage: "-h HOST [-p PORT] internal deleter"},
	{Name: "server", Usage: "server [--force] -l FILE NAME [--force]", own: true},
}

// head is what a form begins with.
func (f Form) head(d Dialect) []string {
	if f.own {
		return d.own()
	}
	return d.client()
}

// Words are the shortest command line of a form, with the words in capitals for the
// reader to put in.
func (f Form) Words(d Dialect) []string {
	argv, usage := f.head(d), strings.Fields(f.Usage)
	for len(usage) > 0 {
		if strings.HasPrefix(usage[0], "[") {
			_, usage = bracketed(usage)
			continue
		}
		argv, usage = append(argv, strings.TrimSuffix(usage[0], "…")), usage[1:]
	}
	return argv
}

// behindHost are the words of each form behind those for the server.
var behindHost = func() map[string][]string {
	words := map[string][]string{}
	for _, f := range Forms {
		all := f.Words(MoaT)
		words[f.Name] = all[slices.Index(all, "HOST")+1:]
	}
	return words
}()

// Form is a command line of the form with this name that asks this server. The given
// words stand in the place of the first ones in capitals; the others are for the reader
// to put in. It is nil where no command can be trusted with a word.
func (c Client) Form(name string, given ...string) []string {
	if !c.Usable() {
		return nil
	}
	argv := c.argv()
	for _, word := range behindHost[name] {
		if capital := 'A' <= word[0] && word[0] <= 'Z'; capital && len(given) > 0 {
			word, given = given[0], given[1:]
			if !SafeName(word) || strings.HasPrefix(word, "-") && argv[len(argv)-1] != "--" { // would be read as an option
				return nil
			}
		}
		argv = append(argv, word)
	}
	return argv
}

// Line is a command line of the form with this name, for a text, with the words in
// capitals for the reader to put in.
func Line(name string, d Dialect) string {
	return PastedLine(form(name).Words(d))
}

// form is the one with this name.
func form(name string) Form {
	return Forms[slices.IndexFunc(Forms, func(f Form) bool { return f.Name == name })]
}
