package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// awkwardNames are names that dumps, shells and verdicts take differently: what
// no command can be trusted with among them.
var awkwardNames = []string{"-d", "it's", `back\slash`, "a b", "$(id)", "null", "ünïcode", "zero\x00", "esc\x1b[31m", "line\u2028sep", "name_1"}

// awkwardDumps are three servers and a gone one, with such names.
func awkwardDumps(t *testing.T, names []string) string {
	t.Helper()
	folder := t.TempDir()
	quote := func(name string) string { return strconv.Quote(name) }
	var nodes, missing strings.Builder
	for i, name := range names {
		nodes.WriteString("  " + quote(name) + ": 9\n")
		missing.WriteString("  " + quote(name) + ":\n  - [3, " + strconv.Itoa(5+i%3) + "]\n  - 2\n")
	}
	for i, name := range names[:3] {
		text := "# private: " + name + "\nmissing:\n" + missing.String() + "node: " + quote(name) + "\nnodes:\n" + nodes.String() + "superseded: {}\ndeleted: {}\ntock: 1" + strconv.Itoa(i) + "\n"
		if err := os.WriteFile(filepath.Join(folder, strconv.Itoa(i)+".yaml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// ran runs a command and returns what it printed.
func ran(t *testing.T, args ...string) (out string, code int) {
	t.Helper()
	var b, errors bytes.Buffer
	code = run(args, stdio{strings.NewReader(""), &b, &errors})
	if code == exitUsage {
		t.Fatalf("%v: %s", args, &errors)
	}
	return b.String(), code
}

// TestRedactedAnalysisIsTheSame reports on dumps, and on the same dumps redacted,
// written and read again: but for the names and where everything stood, the two
// reports are one.
func TestRedactedAnalysisIsTheSame(t *testing.T) {
	folders, err := filepath.Glob("../../testdata/dumps/*/*.yaml")
	if err != nil || len(folders) < 10 {
		t.Fatalf("%d folders of dumps, %v", len(folders), err)
	}
	for i, file := range folders {
		folders[i] = filepath.Dir(file)
	}
	folders = append(slices.Compact(folders), "../../testdata/dumps/outage", awkwardDumps(t, awkwardNames))
	for _, folder := range folders {
		public, key := filepath.Join(t.TempDir(), "public.yaml"), filepath.Join(t.TempDir(), "key.json")
		redacted, _ := ran(t, "redact", "--key", key, folder)
		if err := os.WriteFile(public, []byte(redacted), 0o600); err != nil {
			t.Fatal(err)
		}
		names := readNames(t, key)
		for placeholder, name := range names {
			if len(name) > 4 && strings.Contains(redacted, name) || strings.Contains(redacted, "private") {
				t.Errorf("%s: the redacted dumps still say %q, for %q", folder, name, placeholder)
			}
		}
		want, wantCode := ran(t, "report", "--format", "json", "--all-segments", folder)
		got, code := ran(t, "report", "--format", "json", "--all-segments", public)
		if diff := cmp.Diff(analysis(t, want, nil), analysis(t, got, names)); diff != "" {
			t.Errorf("%s: the redacted dumps are analyzed otherwise (-real +redacted):\n%s", folder, diff)
		}
		if code != wantCode {
			t.Errorf("%s: exit code %d, and %d when redacted", folder, wantCode, code)
		}
	}
}

// TestRedactedSaves holds that redacted save files, which become dumps, give the
// same verdicts and hold neither paths nor values.
func TestRedactedSaves(t *testing.T) {
	lost := "../../testdata/saves/lost/"
	for _, given := range [][]string{
		{lost + "test_1.moat", lost + "test_2.moat"},
		{lost + "test_1.moat", lost + "test_2.moat", lost + "origin-test_0.moat"},
		{"--order", "given", lost + "test_1.yaml", lost + "test_1.moat", lost + "test_2.moat"},
		{"../../testdata/saves/dest/test_1.log", lost + "test_2.moat"},
	} {
		order, files := given[:max(0, 2*slices.Index(given, "given"))], given
		if len(order) > 0 {
			files = given[2:]
		}
		public, key := filepath.Join(t.TempDir(), "public.yaml"), filepath.Join(t.TempDir(), "key.json")
		redacted, _ := ran(t, append([]string{"redact", "--key", key}, files...)...)
		if err := os.WriteFile(public, []byte(redacted), 0o600); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(redacted, "gone") || strings.Contains(redacted, "a.2") || strings.Contains(redacted, "test_") {
			t.Errorf("%v: a path, a value or a name is left:\n%s", given, redacted)
		}
		want, _ := ran(t, append([]string{"plan", "--format", "json"}, given...)...)
		got, _ := ran(t, slices.Concat([]string{"plan", "--format", "json"}, order, []string{public})...)
		if diff := cmp.Diff(verdicts(t, want, nil), verdicts(t, got, readNames(t, key))); diff != "" {
			t.Errorf("%v: other verdicts (-real +redacted):\n%s", given, diff)
		}
	}
}

// verdicts are what a plan decides, without the evidence.
func verdicts(t *testing.T, plan string, names map[string]string) any {
	t.Helper()
	all := analysis(t, plan, names).(map[string]any)
	for _, step := range all["steps"].([]any) {
		delete(step.(map[string]any), "evidence")
	}
	return []any{all["verdict"], all["steps"], all["left"], all["refused"]}
}

func readNames(t *testing.T, file string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var key struct {
		Names []struct{ Placeholder, Name string }
	}
	if err := json.Unmarshal(text, &key); err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, n := range key.Names {
		names[n.Placeholder] = n.Name
	}
	return names
}

// analysis is a report without places and ids, and with names in the place of
// placeholders: alone, and in quotes within a sentence.
func analysis(t *testing.T, text string, names map[string]string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	var pairs []string
	for placeholder, name := range names {
		pairs = append(pairs, strconv.Quote(placeholder), strconv.Quote(name))
	}
	return withoutPlaces(v, names, strings.NewReplacer(pairs...))
}

func withoutPlaces(v any, names map[string]string, sentence *strings.Replacer) any {
	switch v := v.(type) {
	case string:
		if name, ok := names[v]; ok {
			return name
		}
		if strings.HasPrefix(v, "sha256:") {
			return nil // the id of a plan, which its names are part of
		}
		return sentence.Replace(v)
	case []any:
		for i := range v {
			v[i] = withoutPlaces(v[i], names, sentence)
		}
	case map[string]any:
		out := map[string]any{}
		for key, value := range v {
			switch key {
			case "file", "line", "sha256", "inputs":
				continue
			}
			if name, ok := names[key]; ok {
				key = name
			}
			out[key] = withoutPlaces(value, names, sentence)
		}
		return out
	}
	return v
}

// TestUndoneCommandsAreTheRealOnes plans on redacted dumps and gives the commands
// and the saved plan their names back: they are what the real dumps would give.
func TestUndoneCommandsAreTheRealOnes(t *testing.T) {
	safe := []string{"-d", "it's", `back\slash`, "a b", "$(id)", "null", "ünïcode", "name_1", "name_9", strings.Repeat("long", 150)}
	folder := awkwardDumps(t, safe)
	dir := t.TempDir()
	public, key := filepath.Join(dir, "public.yaml"), filepath.Join(dir, "key.json")
	ran(t, "redact", "--key", key, "-o", public, folder)
	if info, err := os.Stat(key); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("others could read the key: %v, %v", info.Mode(), err)
	}
	gone, redactedGone := goneFlags(t, safe[3:], key)

	for _, format := range []string{"commands", "json"} {
		want, _ := ran(t, append([]string{"plan", "--format", format, folder}, gone...)...)
		given, _ := ran(t, append([]string{"plan", "--format", format, public}, redactedGone...)...)
		file := filepath.Join(dir, format)
		if err := os.WriteFile(file, []byte(given), 0o600); err != nil {
			t.Fatal(err)
		}
		got, code := ran(t, "redact", "--undo", key, file)
		if code != exitClean {
			t.Fatalf("undoing %s: exit code %d", format, code)
		}
		if format == "commands" {
			if diff := cmp.Diff(marksOf(want), marksOf(got)); diff != "" || len(marksOf(want)) < 10 {
				t.Errorf("commands (-real +undone):\n%s", diff)
			}
			continue
		}
		if diff := cmp.Diff(analysis(t, want, nil), analysis(t, got, nil)); diff != "" {
			t.Errorf("plan (-real +undone):\n%s", diff)
		}
		if err := os.WriteFile(file+".undone", []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, code := ran(t, "show", file+".undone"); code == exitUnread {
			t.Error("the undone plan is refused")
		}
	}
}

// goneFlags declares names gone, as they are and as they are redacted.
func goneFlags(t *testing.T, names []string, key string) (plain, redacted []string) {
	t.Helper()
	placeholders := map[string]string{}
	for placeholder, name := range readNames(t, key) {
		placeholders[name] = placeholder
	}
	for _, name := range names {
		plain = append(plain, "--gone", name)
		redacted = append(redacted, "--gone", placeholders[name])
	}
	return plain, redacted
}

func marksOf(commands string) []string {
	var marks []string
	for line := range strings.Lines(commands) {
		if !strings.HasPrefix(line, ": ") {
			marks = append(marks, line)
		}
	}
	return marks
}
