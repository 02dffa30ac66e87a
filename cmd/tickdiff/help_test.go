package main

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Help is read on terminals of 80 columns. Only an example may be longer, since a
// command line is one line.
func TestHelpFitsATerminal(t *testing.T) {
	var b strings.Builder
	if err := writeOverview(&b); err != nil {
		t.Fatal(err)
	}
	for _, c := range commands() {
		if err := writeHelp(&b, c); err != nil {
			t.Fatal(err)
		}
	}
	for line := range strings.Lines(b.String()) {
		line = strings.TrimRight(line, "\n")
		if n := utf8.RuneCountInString(line); n > 80 && !strings.HasPrefix(line, "  tickdiff ") {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}
