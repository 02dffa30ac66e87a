package report_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/syntax"

	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
	"tickdiff/report"
	"tickdiff/ticks"
)

// scriptShells read scripts; pastedShells are also typed into.
var (
	scriptShells = [][]string{{"sh"}, {"dash"}, {"bash"}, {"busybox", "sh"}, {"mksh"}, {"ksh"}, {"zsh", "-f"}}
	pastedShells = append([][]string{
		{"fish", "--no-config"}, {"zsh", "-f", "-o", "extendedglob"},
		{"bash", "--norc", "--noprofile", "-i"}, {"zsh", "-f", "-i"}, {"dash", "-i"}, {"mksh", "-i"},
	}, scriptShells...)
)

// eachShell runs a test with every shell that is installed, side by side.
func eachShell(t *testing.T, shells [][]string, test func(t *testing.T, shell []string)) {
	for _, shell := range shells {
		t.Run(strings.Join(shell, "_"), func(t *testing.T) {
			t.Parallel()
			if !installed(shell) {
				t.Skipf("NOT TESTED: no %s here", shell[0])
			}
			test(t, shell)
		})
	}
}

func installed(shell []string) bool {
	_, err := exec.LookPath(shell[0])
	return err == nil
}

// Every name arrives at a program as it is, whatever the shell and however it is
// read: as a script, or typed, where the past is expanded too.
func TestQuotedNamesArrive(t *testing.T) {
	t.Parallel()
	names := slices.Concat(hostileNames, unprintableNames)
	if len(names) < 120 {
		t.Fatalf("only %d names", len(names))
	}
	t.Run("Shell", func(t *testing.T) {
		eachShell(t, scriptShells, func(t *testing.T, shell []string) { arrive(t, shell, names, moatcmd.ScriptLine) })
	})
	t.Run("Pasted", func(t *testing.T) {
		eachShell(t, pastedShells, func(t *testing.T, shell []string) {
			if slices.Contains(shell, "-i") {
				arrive(t, shell, hostileNames, pastedWords)
				return
			}
			arrive(t, shell, names, pastedWords)
		})
	})
}

// pastedWords quotes as [moatcmd.PastedLine] does, also what that refuses to show.
func pastedWords(argv []string) string {
	words := make([]string, len(argv))
	for i, arg := range argv {
		words[i] = moatcmd.Pasted(arg)
	}
	return strings.Join(words, " ")
}

func arrive(t *testing.T, shell, names []string, line func([]string) string) {
	var script strings.Builder
	for _, name := range names {
		script.WriteString(line([]string{"/usr/bin/printf", `%s\0`, name, "end"}) + "\n")
	}
	file := filepath.Join(t.TempDir(), "script")
	if err := os.WriteFile(file, []byte(script.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(shell[0], append(shell[1:], file)...)
	if slices.Contains(shell, "-i") {
		cmd = exec.Command(shell[0], shell[1:]...)
		cmd.Stdin = strings.NewReader(script.String())
	}
	cmd.Env = []string{"PATH=/usr/bin:/bin", "HOME=" + t.TempDir(), "TERM=dumb", "PS1=", "LC_ALL=C.UTF-8"}
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, err.(*exec.ExitError).Stderr)
	}
	got := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00end\x00")
	got[len(got)-1] = strings.TrimSuffix(got[len(got)-1], "\x00end")
	if len(got) != len(names) {
		t.Fatalf("%d names arrived of %d: %q", len(got), len(names), got)
	}
	for i, name := range names {
		if got[i] != name {
			t.Errorf("%q arrived as %q, quoted as %s", name, got[i], line([]string{name}))
		}
	}
}

// A line that is pasted is never longer than a shell's line editor takes, however
// long the names and however many; and each is one command, a mark or a remark.
func TestPastedLinesAreShort(t *testing.T) {
	long := strings.Repeat("it's long ", 300)
	var names []string
	for i := range 60 {
		names = append(names, fmt.Sprint(long[:i*50], i))
	}
	plans := allScripts(t)
	plans["long names"] = planOf(t, []*dump.Dump{missingFirst("a", names), supersededFirst("b", names)}, names, plan.Options{})
	plans["long servers"] = planOf(t, []*dump.Dump{missingFirst(long, []string{"o"}), supersededFirst("b", []string{"o"})}, []string{"o"}, plan.Options{})
	for name, p := range plans {
		var b strings.Builder
		if err := report.Commands(&b, p); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			words := quotedWords(t, syntax.LangPOSIX, line)
			if len(line) > moatcmd.MaxPastedLine+1 || words[0] != ":" && !slices.Contains(words, "mark") {
				t.Errorf("%s: %d bytes: %s", name, len(line), line)
			}
		}
	}
}

// missingFirst is a dump of a server that misses the first tick of every origin.
func missingFirst(node string, origins []string) *dump.Dump {
	d := emptyDump(node, origins)
	d.Missing.Entries = firstOf(origins)
	return d
}

// supersededFirst is one of a server that knows it to be superseded.
func supersededFirst(node string, origins []string) *dump.Dump {
	d := emptyDump(node, origins)
	d.Superseded.Entries = firstOf(origins)
	return d
}

func firstOf(origins []string) []dump.Entry {
	var all []dump.Entry
	for _, name := range slices.Sorted(slices.Values(origins)) {
		all = append(all, dump.Entry{Origin: name, Ticks: ticks.Between(1, 2)})
	}
	return all
}

// quotedWords reads a line as a shell does, and fails if anything in it would be
// expanded, or if it is not one simple command.
func quotedWords(t *testing.T, lang syntax.LangVariant, line string) []string {
	t.Helper()
	f, err := syntax.NewParser(syntax.Variant(lang)).Parse(strings.NewReader(line), "")
	if err != nil {
		t.Fatalf("%v: %v: %q", lang, err, line)
	}
	if len(f.Stmts) != 1 {
		t.Fatalf("%v: %d commands: %q", lang, len(f.Stmts), line)
	}
	call, ok := f.Stmts[0].Cmd.(*syntax.CallExpr)
	if !ok || len(call.Assigns) > 0 || len(f.Stmts[0].Redirs) > 0 {
		t.Fatalf("%v: not a simple command: %q", lang, line)
	}
	words, err := expand.Fields(&expand.Config{NoUnset: true}, call.Args...)
	if err != nil {
		t.Fatalf("%v: %v: %q", lang, err, line)
	}
	return words
}

// FuzzQuote holds that any text at all, quoted, reads back as one word.
func FuzzQuote(f *testing.F) {
	for _, name := range slices.Concat(hostileNames, unprintableNames) {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if strings.ContainsAny(name, "\x00\r") || !utf8.ValidString(name) || len(name) > 8<<10 {
			return // a program cannot be given NUL; the parser knows no others
		}
		for _, lang := range []syntax.LangVariant{syntax.LangPOSIX, syntax.LangBash, syntax.LangMirBSDKorn} {
			for _, line := range []string{moatcmd.ScriptLine([]string{"x", name, "y"}), pastedWords([]string{"x", name, "y"})} {
				if got := quotedWords(t, lang, line); !slices.Equal(got, []string{"x", name, "y"}) {
					t.Fatalf("%q arrives as %q from %q", name, got, line)
				}
			}
		}
	})
}
