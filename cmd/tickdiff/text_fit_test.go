package main

import (
	"bytes"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
)

// TestTextFits holds text to the width it was given, for all real dumps. Only
// what cannot be broken may be longer: commands, and single long words.
func TestTextFits(t *testing.T) {
	folders, err := filepath.Glob("../../testdata/dumps/*")
	if err != nil || len(folders) < 10 {
		t.Fatalf("%d folders, %v", len(folders), err)
	}
	for _, folder := range folders {
		for _, width := range []int{60, 80, 140} {
			for _, command := range []string{"plan", "report"} {
				var out, errs bytes.Buffer
				run([]string{command, "--width", strconv.Itoa(width), folder}, stdio{strings.NewReader(""), &out, &errs})
				checkFits(t, command+" "+folder, out.String(), width)
			}
		}
	}
}

// unwrapped is a line that must not be broken, as it is or as a step.
var unwrapped = regexp.MustCompile(`^ *(\d+ [a-z-]+ +|look: )?(moat|tickdiff) `)

func checkFits(t *testing.T, what, text string, width int) {
	t.Helper()
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		words := strings.Fields(line)
		unbroken := len(words) < 2 || unwrapped.MatchString(line)
		if got := runewidth.StringWidth(line); got > width && !unbroken {
			t.Errorf("%s: %d columns where %d fit: %q", what, got, width, line)
		}
	}
}
