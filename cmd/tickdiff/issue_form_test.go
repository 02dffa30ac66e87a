package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// TestIssueForm does what the form for bug reports asks for, as it stands there: the
// report that comes out has verdicts, and none of the names.
func TestIssueForm(t *testing.T) {
	text, err := os.ReadFile("../../docs/issue-form.yml")
	if err != nil {
		t.Fatal(err)
	}
	var form struct {
		Body []struct {
			Attributes struct{ Value string }
		}
	}
	if err := yaml.Unmarshal(text, &form); err != nil {
		t.Fatal(err)
	}

	dumps, err := filepath.Glob("../../testdata/dumps/outage/2-later/*.yaml")
	if err != nil || len(dumps) == 0 {
		t.Fatal(dumps, err)
	}
	folder := t.TempDir()
	for _, dump := range dumps {
		copied(t, dump, filepath.Join(folder, filepath.Base(dump)))
	}
	t.Chdir(folder)

	var out bytes.Buffer
	for line := range strings.Lines(form.Body[0].Attributes.Value) {
		command, ok := strings.CutPrefix(line, "    tickdiff ")
		if !ok {
			continue
		}
		words, _, _ := strings.Cut(strings.TrimSpace(command), " > ")
		var args []string
		for _, word := range strings.Fields(words) {
			if files, _ := filepath.Glob(word); strings.Contains(word, "*") {
				args = append(args, files...)
			} else {
				args = append(args, word)
			}
		}
		out.Reset()
		var errs bytes.Buffer
		if code := run(args, stdio{strings.NewReader(""), &out, &errs}); code == exitUsage || code == exitUnread {
			t.Fatalf("%q: exit code %d: %s", args, code, errs.String())
		}
	}
	if report := out.String(); !strings.Contains(report, "UNDECIDED") && !strings.Contains(report, "PARTIAL") || strings.Contains(report, "test_") {
		t.Errorf("the report is:\n%s", report)
	}
}
