package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tickdiff/report"
)

// TestExamples runs every example of the help, and every indented command of the
// pages, where the files that they name are dumps, plans and whatever else they
// should be: none is wrong usage, and nothing they name cannot be read.
func TestExamples(t *testing.T) {
	real, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	examples := append(commandsOf(t, pages(t)), overviewExamples...)
	for _, c := range commands() {
		examples = append(examples, c.examples...)
	}
	for _, example := range examples {
		t.Run(example, func(t *testing.T) {
			inExampleFolder(t, real, example)
			_, line, found := strings.Cut(example, "tickdiff ")
			line, _, _ = strings.Cut(strings.TrimSuffix(strings.TrimSuffix(line, " | sh"), `)"`), " > ")
			args, err := report.Words(line)
			if err != nil || !found {
				t.Fatalf("no command: %v", err)
			}
			dump, err := os.ReadFile("test_1.yaml")
			if err != nil {
				t.Fatal(err)
			}
			var out, errs bytes.Buffer
			code := run(args, stdio{bytes.NewReader(dump), &out, &errs})
			if code == exitUsage || code == exitUnread {
				t.Errorf("exit code %d: %s", code, errs.String())
			}
		})
	}
	if len(examples) < 30 {
		t.Errorf("only %d examples", len(examples))
	}
}

// commandsOf are the lines of pages that are one command of tickdiff, indented. What
// has variables is part of a shell program, which has a test of its own.
func commandsOf(t *testing.T, pages []string) (lines []string) {
	t.Helper()
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if command, ok := strings.CutPrefix(line, "    tickdiff "); ok && !strings.Contains(command, "$") {
				lines = append(lines, "tickdiff "+strings.TrimSuffix(command, "\n"))
			}
		}
	}
	return lines
}

// exampleFiles are the files that examples name, and what they are in testdata.
var exampleFiles = map[string]string{
	"dumps":       "dumps/outage/2-later",
	"others":      "dumps/alive-elsewhere",
	"before":      "dumps/outage/2-later",
	"fresh":       "dumps/outage/3-marked",
	"after":       "dumps/outage/3-marked",
	"monday":      "dumps/outage/1-first",
	"tuesday":     "dumps/outage/2-later",
	"outage":      "dumps/outage/2-later",
	"test_1.yaml": "dumps/outage/2-later/test_1.yaml",
	"test_2.yaml": "dumps/outage/2-later/test_2.yaml",
	"before.yaml": "dumps/outage/1-first/test_1.yaml",
	"after.yaml":  "dumps/outage/2-later/test_1.yaml",
	"test_0.moat": "saves/lost/origin-test_0.moat",
	"test_1.moat": "saves/lost/test_1.moat",

	"saves/test_1.moat": "saves/lost/test_1.moat",
	"saves/test_2.moat": "saves/lost/test_2.moat",
}

// inExampleFolder goes to a new folder with everything in it that examples name, but
// for what this one is to write.
func inExampleFolder(t *testing.T, real, example string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, of := range exampleFiles {
		copied(t, filepath.Join(real, of), name)
	}
	written(t, "moat.cfg", "kv:\n  hostmap:\n    test_1: [192.0.2.7, 27586]\n")
	written(t, "known.txt", "missing-alive:test_1:6 # until the next restart\n")
	written(t, "outage/case.yaml", "gone: {test_0: its disk broke}\n")
	output(t, "plan", "outage")
	dumps := "dumps"
	if !strings.Contains(example, "--key") {
		output(t, "redact", "--key", "key.json", "-o", "public.yaml", "dumps")
	}
	if strings.Contains(example, "--undo") {
		dumps = "public.yaml"
	}
	output(t, "plan", "--format", "json", "-o", "plan.json", dumps)
	output(t, "plan", "--format", "commands", "-o", "commands.txt", dumps)
}

func written(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// copied puts a copy of a file or folder there.
func copied(t *testing.T, from, name string) {
	t.Helper()
	if filepath.Ext(from) == "" {
		if err := os.CopyFS(name, os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
		return
	}
	text, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	written(t, name, string(text))
}
