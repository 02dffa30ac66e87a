package report_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"mvdan.cc/sh/v3/syntax"

	"tickdiff/analyze/moatcmd"
	"tickdiff/report"
)

// plainLines are command lines of words and quotes.
var plainLines = []string{
	`moat kv server -l kv.moat test_1`,
	`  moat   kv	server  `,
	`env A=b moat -l'a'"b"c`,
	`/opt/my\ moat -l "it's \"here\" \$HOME \a" 'a"b\'`,
	`x '' "" a#b a! a% a=b -- --force`,
	`x \'\"\\\$\#\~\* é"ü"`,
}

// A line of words and quotes is taken apart as every shell does it.
func TestWordsAreWhatShellsPassOn(t *testing.T) {
	for _, line := range plainLines {
		want, err := report.Words(line)
		if err != nil {
			t.Errorf("%s: %v", line, err)
		}
		eachShell(t, scriptShells, func(t *testing.T, shell []string) {
			out, err := exec.Command(shell[0], append(shell[1:len(shell):len(shell)], "-c", `/usr/bin/printf '%s\0' `+line)...).Output()
			if got := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00"); err != nil || !slices.Equal(got, want) {
				t.Errorf("%s: %q, and the shell says %q, %v", line, want, got, err)
			}
		})
	}
}

// What a shell would do more with than pass it on is refused, and so is what is
// not finished.
func TestWordsRefuse(t *testing.T) {
	for line, want := range map[string]string{
		"a; b": "with ;", "a & b": "with &", "a | b": "with |", "a >b": "with >", "a <b": "with <", "(a)": "with (", "a $B": "with $", "a `b`": "with `",
		`a "$B"`: "even in double quotes", "a \"`b`\"": "even in double quotes", "a *": "with *", "a ?": "with ?", "a [b]": "with [", "a {b,c}": "with {", "~/a": "with ~", "a b=~": "with ~",
		"#a": "with #", "a #b": "with #", "!a": "with !", "a =b": "with =", "a %1": "with %", "a 'b": "' is not closed", `a "b`: `" is not closed`, `a "b\"`: `" is not closed`, `a \`: `ends in a \`,
		"a\nb": "U+000A", "a 'b\nc'": "U+000A", "a\x00": "U+0000", "a \x1b[2J": "U+001B", "a \u202eb": "U+202E",
	} {
		if words, err := report.Words(line); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %q, %v; want an error with %s", line, words, err, want)
		}
	}
}

// FuzzWords holds that a line that is taken is one that shells read the same, and
// that quoting undoes it.
func FuzzWords(f *testing.F) {
	for _, line := range plainLines {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		words, err := report.Words(line)
		if err != nil || len(line) > 8<<10 || !utf8.ValidString(line) {
			return
		}
		for _, lang := range []syntax.LangVariant{syntax.LangPOSIX, syntax.LangBash} {
			if got := quotedWords(t, lang, "x "+line); !slices.Equal(got[1:], words) {
				t.Fatalf("%q: %q, and a shell says %q", line, words, got[1:])
			}
		}
		if again, err := report.Words(moatcmd.ScriptLine(words)); err != nil || !slices.Equal(again, words) {
			t.Fatalf("%q: quoted it reads %q, %v", words, again, err)
		}
	})
}

// --force is added where the server takes it, once, and is gone from the command
// that starts the server from then on.
func TestServerStart(t *testing.T) {
	for _, c := range []struct{ command, forced, later string }{
		{"moat kv server -l f a", "moat kv server -l f a --force", "moat kv server -l f a"},
		{"sudo -u moat -- moat kv server --force -l f a", "sudo -u moat -- moat kv server --force -l f a", "sudo -u moat -- moat kv server -l f a"},
	} {
		s, err := report.NewServerStart("a", c.command)
		if err != nil || moatcmd.ScriptLine(s.Forced) != c.forced || moatcmd.ScriptLine(s.Argv) != c.later {
			t.Errorf("%s: %q, then %q, %v", c.command, s.Forced, s.Argv, err)
		}
	}
	for command, want := range map[string]string{
		"": "no command", "''": "no command", "-x": "begin with -", "A=b moat": "write env 'A=b'",
		"moat kv server -l f -- -a": "no --force can be added", "moat kv server --authoritative a": "superseded that is missing", "a; b": "with ;",
	} {
		if _, err := report.NewServerStart("a", command); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v; want an error with %s", command, err, want)
		}
	}
}
