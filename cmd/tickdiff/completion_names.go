package main

import (
	"fmt"
	"os"
	"regexp"

	"tickdiff/analyze/cluster"
	"tickdiff/dump"
)

// namesWord stands where a shell would, when a completion asks for names.
const namesWord = "names"

// plainName is a name that no shell takes for anything else, wherever it puts it.
var plainName = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.-]*$`)

// mostToComplete is how large an input may be: somebody waits at a prompt.
const mostToComplete = 64 << 20

// writeServerNames writes the servers that dumps name, a line each. Words that are no
// dumps are passed over, since a command line is given whole.
func writeServerNames(c *call, words []string) error {
	var files []string
	for _, word := range words {
		if info, err := os.Stat(word); err == nil && (info.IsDir() || info.Mode().IsRegular()) && word != "-" {
			files = append(files, word)
		}
	}
	if len(files) == 0 {
		return nil
	}
	read := reading{maxSize: mostToComplete, order: "tock"}
	r, err := read.readDumps(c, files, dump.Search{})
	if err != nil {
		return nil
	}
	for _, name := range cluster.NamesIn(r.dumps...) {
		if plainName.MatchString(name) {
			fmt.Fprintln(c.out, name)
		}
	}
	return nil
}
