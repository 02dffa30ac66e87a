package main

import (
	"os/exec"
	"strings"
	"testing"
)

// everything is each command and flag, as help, man page and completion must
// have them.
func everything() (words []string) {
	for _, c := range commands() {
		words = append(words, c.name)
		for _, f := range c.flagHelps() {
			words = append(words, f.long)
		}
	}
	return words
}

func TestManAndCompletionsAreComplete(t *testing.T) {
	for _, args := range [][]string{{"help", "--man"}, {"completion", "bash"}, {"completion", "zsh"}, {"completion", "fish"}} {
		text := strings.ReplaceAll(string(output(t, args...)), `\-`, "-")
		for _, word := range everything() {
			if !strings.Contains(text, word) {
				t.Errorf("%v does not know %s", args, word)
			}
		}
	}
}

// TestManIsWellFormed asks mandoc, which is stricter than man.
func TestManIsWellFormed(t *testing.T) {
	mandoc, err := exec.LookPath("mandoc")
	if err != nil {
		t.Skip("NOT RUN: there is no mandoc here")
	}
	page := string(output(t, "help", "--man"))
	ask := func(args ...string) string {
		cmd := exec.Command(mandoc, args...)
		cmd.Stdin = strings.NewReader(page)
		out, _ := cmd.CombinedOutput() // it ends badly if it complains
		return string(out)
	}
	for complaint := range strings.Lines(ask("-T", "lint", "-W", "warning")) {
		if !strings.Contains(complaint, "missing date") { // the page has none, see writeMan
			t.Error(complaint)
		}
	}
	shown := ask("-T", "utf8", "-O", "width=100")
	for _, want := range []string{"TICKDIFF(1)", "-f, --format FORMAT", "moat kv -h test_1 internal state -a | tickdiff report -", "EXIT STATUS"} {
		if !strings.Contains(overstruck(shown), want) {
			t.Errorf("the page does not show %q:\n%s", want, overstruck(shown))
		}
	}
}

// overstruck takes away what a terminal prints twice to make it bold.
func overstruck(s string) string {
	var out []rune
	for _, r := range s {
		if r == '\b' && len(out) > 0 {
			out = out[:len(out)-1]
			continue
		}
		out = append(out, r)
	}
	return string(out)
}
