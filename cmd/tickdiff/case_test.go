package main

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gopkg.in/yaml.v3"

	"tickdiff/dump"
	"tickdiff/report"
)

// shownCase is the case.yaml that the page on collecting shows.
func shownCase(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile("../../docs/collect.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(page), "\n    dialect: moat")
	shown, _, ended := strings.Cut("    dialect: moat"+rest, "\n\n")
	if !found || !ended {
		t.Fatal("the page shows no case.yaml")
	}
	return strings.ReplaceAll(shown, "\n    ", "\n")[4:] + "\n"
}

// TestCaseAsShown holds that the case.yaml in the docs is read, and has every key that its
// schema names, and is as the schema has it.
func TestCaseAsShown(t *testing.T) {
	text := shownCase(t)
	got, problems := dump.ReadCase("case.yaml", []byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if len(got.Servers) != 3 || got.Servers[2].Host.Port != 27587 || got.Servers[0].Host.Listed || len(got.Gone) != 1 || got.Gone[0].Text != "its disk broke" ||
		got.Together == nil || !*got.Together || len(got.Accept) != 1 || got.Accept[0].Name != "diverged:test_1:5,7-9" || len(got.Start) != 1 {
		t.Errorf("%+v", got)
	}
	t.Chdir("../..")
	v := newValidator(t, "case.v1.json")
	v.check(t, "the case in the docs", asJSON(t, text))
	v.checkShown(t)
	for _, wrong := range []string{"gon: {}", "servers: {a: [h, 0]}", "servers: {a: [h, 1, 2]}", "dialect: x", "together: maybe", "gone: [a]", "accept: {a: [b]}"} {
		if _, problems := dump.ReadCase("case.yaml", []byte(wrong)); len(problems) == 0 && !strings.HasPrefix(wrong, "dialect") {
			t.Errorf("read: %q", wrong)
		}
		var value any
		if err := json.Unmarshal(asJSON(t, wrong), &value); err != nil || v.schema.Validate(value) == nil {
			t.Errorf("the schema takes %q", wrong)
		}
	}
}

func asJSON(t *testing.T, text string) []byte {
	t.Helper()
	var value any
	if err := yaml.Unmarshal([]byte(text), &value); err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestNewCase holds that a new case.yaml is read again, whatever servers are called.
func TestNewCase(t *testing.T) {
	names := []string{"plain", "null", "~", "a: b", "# c", "'", `"`, "\u202e", "日本", "\x1b", "{x}", "- y", strings.Repeat("long", 400), "\xff"}
	slices.Sort(names)
	text := newCase(&report.Collecting{Servers: names})
	got, problems := dump.ReadCase("case.yaml", []byte(text))
	if len(problems) > 0 {
		t.Fatalf("%v\n%s", problems, text)
	}
	var read []string
	for _, s := range got.Servers {
		read = append(read, s.Name)
	}
	want := slices.DeleteFunc(names, func(name string) bool { return len(name) > 1000 || name == "\xff" })
	if diff := cmp.Diff(want, read); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
}
