package main

import (
	"fmt"
	"os"
	"strings"
)

// The marks between which the page of the docs shows what bench/run printed.
const (
	beginMark = "<!-- bench/run -->\n"
	endMark   = "<!-- /bench/run -->"
)

// update writes what came out into a page.
func update(name, result string) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	before, rest, begins := strings.Cut(string(text), beginMark)
	_, after, ends := strings.Cut(rest, endMark)
	if !begins || !ends {
		return fmt.Errorf("%s has no place for it: %s and %s", name, strings.TrimSpace(beginMark), endMark)
	}
	return os.WriteFile(name, []byte(before+beginMark+result+endMark+after), 0o666)
}
