package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/jsonschema-go/jsonschema"
	"github.com/rogpeppe/go-internal/txtar"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
)

const schemaFolder = "docs/schema"

func readSchema(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(schemaFolder, name))
	if err != nil {
		t.Fatal(err)
	}
	var s jsonschema.Schema
	if err := json.Unmarshal(text, &s); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return &s
}

// validator is one schema, and the members that real outputs showed.
type validator struct {
	name    string
	schema  *jsonschema.Resolved
	shown   map[string]bool
	outputs [][]byte // the first small ones
}

func newValidator(t *testing.T, name string) *validator {
	t.Helper()
	load := func(uri *url.URL) (*jsonschema.Schema, error) {
		return nil, fmt.Errorf("%s does not stand alone: %s", name, uri)
	}
	resolved, err := readSchema(t, name).Resolve(&jsonschema.ResolveOptions{BaseURI: "file:///" + name, Loader: load})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return &validator{name, resolved, map[string]bool{}, nil}
}

func (v *validator) check(t *testing.T, what string, text []byte) {
	t.Helper()
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if err := v.schema.Validate(value); err != nil {
		t.Errorf("%s against %s: %v", what, v.name, err)
	}
	v.show(value)
	if len(v.outputs) < 6 && len(text) < 20_000 { // Python is slow
		v.outputs = append(v.outputs, bytes.Clone(text))
	}
}

func (v *validator) show(value any) {
	switch value := value.(type) {
	case map[string]any:
		for key, member := range value {
			v.shown[key] = true
			v.show(member)
		}
	case []any:
		for _, element := range value {
			v.show(element)
		}
	}
}

// output runs a command that must at least not be misused.
func output(t *testing.T, args ...string) []byte {
	t.Helper()
	var out, errs bytes.Buffer
	if code := run(args, stdio{strings.NewReader(""), &out, &errs}); code == exitUsage {
		t.Fatalf("%v: %s", args, errs.String())
	}
	return out.Bytes()
}

// TestSchemas validates what real dumps give, in every format of JSON there is,
// and that the schemas promise nothing that is never written.
func TestSchemas(t *testing.T) {
	t.Chdir("../..")
	plan, report, lines := newValidator(t, "plan.v2.json"), newValidator(t, "report.v2.json"), newValidator(t, "report-lines.v2.json")
	verify, diff, entries := newValidator(t, "verify.v2.json"), newValidator(t, "diff.v1.json"), newValidator(t, "entries.v1.json")
	for _, args := range append(dumpFolders(t), planArguments...) {
		what := strings.Join(args, " ")
		plan.check(t, "plan "+what, output(t, append([]string{"plan", "--format", "json"}, args...)...))
		report.check(t, "report "+what, output(t, append([]string{"report", "--format", "json"}, args...)...))
		for line := range bytes.Lines(output(t, append([]string{"report", "--format", "jsonl"}, args...)...)) {
			lines.check(t, "report lines "+what, line)
		}
	}
	report.check(t, "accepted", output(t, "report", "--format", "json", "--accept", "missing-alive:test_0:7", "--accept", "gap", "testdata/dumps/alive-elsewhere"))
	for _, shape := range costShapes {
		if !strings.HasPrefix(shape.name, "shifted") && shape.name != "strangers" {
			continue
		}
		file, _ := shape.file(t, 40)
		plan.check(t, shape.name, output(t, "plan", "--format", "json", file))
		report.check(t, shape.name, output(t, "report", "--format", "json", file))
		for line := range bytes.Lines(output(t, "report", "--format", "jsonl", file)) {
			lines.check(t, shape.name, line)
		}
	}
	dir := t.TempDir()
	cut, saved := filepath.Join(dir, "cut.yaml"), filepath.Join(dir, "plan.json")
	if err := os.WriteFile(cut, []byte("missing: {}\nnode: test_0\nnodes:\n  test_0: 2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	untold := filepath.Join(dir, "newer.yaml")
	if err := os.WriteFile(untold, []byte("missing: {}\nnode: test_1\ntock: 140\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for v, format := range map[*validator][]string{plan: {"plan", "--format", "json"}, report: {"report", "--format", "json"}} {
		v.check(t, "not told", output(t, append(format, "testdata/dumps/alive-elsewhere", untold)...))
	}
	collected := collectedFolder(t)
	for v, format := range map[*validator][]string{plan: {"plan", "--format", "json"}, report: {"report", "--format", "json"}} {
		v.check(t, "collected", output(t, append(format, "--gone", "c", collected)...))
	}
	report.check(t, "cut off", output(t, "report", "--format", "json", cut))
	const outage = "testdata/dumps/outage/"
	output(t, "plan", "--format", "json", "--gone", "test_0", "-o", saved, outage+"2-later")
	for _, args := range [][]string{{saved, outage + "3-marked"}, {saved, outage + "1-first"}, {"--before", saved, outage + "2-later"}, {"--before", saved, outage + "3-marked"}} {
		verify.check(t, fmt.Sprint("verify ", args), output(t, append([]string{"verify", "--format", "json"}, args...)...))
	}
	for _, args := range [][]string{{"2-later", "3-marked"}, {"1-first", "2-later"}, {"3-marked", "1-first"}, {"1-first", "1-first"}} {
		diff.check(t, fmt.Sprint("diff ", args), output(t, "diff", "--format", "json", outage+args[0], outage+args[1]))
	}
	diff.check(t, "diff of a stale restart", output(t, "diff", "--format", "json", "testdata/dumps/healthy", "testdata/dumps/stale-restart"))
	entries.check(t, "entries", output(t, "entries", "--format", "json", "--values", "testdata/saves/lost", "test_0:5-9"))
	heal := newValidator(t, "heal.v1.json")
	for _, args := range [][]string{{"full"}, {"heal-newer"}, {"heal-conflict", "--right", "a=test_0"}, {"heal-forked", "--values"}, {"heal-one-sided", "--right", "deleted=test_1"}, {"full/test_0.moat"}} {
		heal.check(t, fmt.Sprint("heal ", args), output(t, append([]string{"heal", "--format", "json", "testdata/saves/" + args[0]}, args[1:]...)...))
	}
	explain, checks := newValidator(t, "explain.v1.json"), newValidator(t, "checks.v1.json")
	for _, args := range [][]string{{"test_1:7", outage}, {"test_0:8", "testdata/dumps/only-missing"}, {"test_1:7", "--settle", "test_1:7", "--gone", "test_0", outage + "1-first", outage + "2-later"}, {"test_0:8", cut}} {
		explain.check(t, fmt.Sprint("explain ", args), output(t, append([]string{"explain", "--format", "json"}, args...)...))
	}
	checks.check(t, "explain --list", output(t, "explain", "--list", "--format", "json"))
	checks.check(t, "explain diverged", output(t, "explain", "diverged", "--format", "json"))
	crowd := crowdOf(t, 20)
	report.check(t, "a crowd", output(t, "report", "--format", "json", crowd))
	for line := range bytes.Lines(output(t, "report", "--format", "jsonl", crowd)) {
		lines.check(t, "a crowd", line)
	}
	all := []*validator{plan, report, lines, verify, diff, entries, heal, explain, checks}
	for _, v := range all {
		v.checkShown(t)
	}
	t.Run("Python", func(t *testing.T) { checkWithPython(t, all) })
}

// crowdOf writes dumps of so many servers that lists of any role are cut: all remember one
// request and write a range as no server does, and all but the first know more of the first
// than it knows itself.
func crowdOf(t *testing.T, count int) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for i := range count {
		text := fmt.Sprintf("deleted: {}\nmissing: {}\nnode: s%02d\nnodes:\n  s00: %d\npresent:\n  s00:\n  - - 1\n    - 2\nremote_missing:\n  s00:\n  - 1\nsuperseded: {}\ntock: %d\n", i, 1+min(i, 1), 50-i)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(i)+".yaml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// checkWithPython validates the first outputs of each kind as a user of Python would.
func checkWithPython(t *testing.T, all []*validator) {
	python := pythonWith(t, "jsonschema")
	const program = `
import json, sys, jsonschema
for schema, *values in json.load(sys.stdin):
    for value in values:
        jsonschema.validate(value, json.load(open(schema)))
    print(schema, len(values))
`
	var input [][]any
	for _, v := range all {
		one := []any{schemaFolder + "/" + v.name}
		for _, text := range v.outputs {
			one = append(one, json.RawMessage(text))
		}
		input = append(input, one)
	}
	text, err := json.Marshal(input)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "-c", program)
	cmd.Stdin = bytes.NewReader(text)
	out, err := cmd.Output()
	if err != nil || bytes.Count(out, []byte("\n")) != len(all) || bytes.Contains(out, []byte(" 0\n")) {
		t.Fatalf("%v: %s%s", err, out, stderrOf(err))
	}
}

// collectedFolder holds the dumps of one collection: those of a story in testdata/script.
func collectedFolder(t *testing.T) string {
	t.Helper()
	story, err := txtar.ParseFile("cmd/tickdiff/testdata/script/collection_read.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range story.Files {
		if name, ok := strings.CutPrefix(f.Name, "case/"); ok {
			if err := os.WriteFile(filepath.Join(dir, name), f.Data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

func dumpFolders(t *testing.T) [][]string {
	t.Helper()
	const parent = "testdata/dumps"
	entries, err := os.ReadDir(parent)
	if err != nil || len(entries) < 15 {
		t.Fatalf("%v, %v", entries, err)
	}
	var out [][]string
	for _, e := range entries {
		if e.IsDir() {
			out = append(out, []string{filepath.Join(parent, e.Name())})
		}
	}
	return out
}

// planArguments bring out what folders alone do not.
var planArguments = [][]string{
	{"--gone", "test_0", "testdata/dumps/outage/2-later"},
	{"--gone", "test_0", "--lost", "deleted", "--dialect", "distkv", "--broadcast", "--at", "test_1=[::1]:99", "testdata/dumps/lost"},
	{"--gone", "test_0", "--settle", "test_1:6-7", "testdata/dumps/outage/1-first", "testdata/dumps/outage/2-later"},
	{"testdata/saves"},
}

// checkShown holds that each member a schema of its own names stands in some
// real output. A port, a file and a line of a target are optional, and a hint.
func (v *validator) checkShown(t *testing.T) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(membersOf(v.schema.Schema()))) {
		if !v.shown[name] {
			t.Errorf("%s names %q, which no output has", v.name, name)
		}
	}
}

// membersOf are all members of all objects of a schema.
func membersOf(s *jsonschema.Schema) map[string]bool {
	all := map[string]bool{}
	for sub := range allSchemas(s) {
		for name := range sub.Properties {
			all[name] = true
		}
	}
	return all
}

func allSchemas(s *jsonschema.Schema) func(func(*jsonschema.Schema) bool) {
	return func(yield func(*jsonschema.Schema) bool) {
		var walk func(*jsonschema.Schema) bool
		walk = func(s *jsonschema.Schema) bool {
			if s == nil {
				return true
			}
			if !yield(s) {
				return false
			}
			below := []*jsonschema.Schema{s.Items, s.AdditionalProperties}
			below = append(append(append(below, s.AnyOf...), s.OneOf...), s.PrefixItems...)
			below = slices.AppendSeq(slices.AppendSeq(below, maps.Values(s.Properties)), maps.Values(s.Defs))
			for _, sub := range below {
				if !walk(sub) {
					return false
				}
			}
			return true
		}
		walk(s)
	}
}

// TestSchemasAreStrict holds that no object may have members that its schema does
// not name, and that what may be absent is known.
func TestSchemasAreStrict(t *testing.T) {
	t.Chdir("../..")
	files, err := os.ReadDir(schemaFolder)
	if err != nil || len(files) != 10 {
		t.Fatalf("%v, %v", files, err)
	}
	var optional []string
	for _, f := range files {
		for s := range allSchemas(readSchema(t, f.Name())) {
			if s.Type != "object" {
				continue
			}
			if s.AdditionalProperties == nil {
				t.Errorf("%s: an object that may have anything: %v", f.Name(), s.Required)
			}
			for name := range s.Properties {
				if !slices.Contains(s.Required, name) {
					optional = append(optional, name)
				}
			}
		}
	}
	slices.Sort(optional)
	optional = slices.Compact(optional)
	want := []string{"asking", "collection", "deleted_on", "entries", "file", "hint", "history", "if", "latest", "line", "minutes",
		"more_deleted_on", "more_entries", "more_holders", "more_needs", "more_servers", "only_deletions", "or", "origin", "port", "servers", "some", "source", "starts", "ticks", "tock"}
	for _, role := range check.Roles {
		want = append(want, string(role), "more_"+string(role))
	}
	slices.Sort(want)
	if diff := cmp.Diff(slices.Compact(want), optional); diff != "" {
		t.Errorf("optional members (-want +got):\n%s", diff)
	}
}

// TestSchemasAgree holds that what several schemas define under one name is the same
// in all of them, since each stands alone.
func TestSchemasAgree(t *testing.T) {
	t.Chdir("../..")
	files, err := filepath.Glob(schemaFolder + "/*.json")
	if err != nil {
		t.Fatal(err)
	}
	first := map[string]string{}
	shared := 0
	for _, file := range files {
		for name, def := range readSchema(t, filepath.Base(file)).Defs {
			text, err := json.Marshal(def)
			if err != nil {
				t.Fatal(err)
			}
			switch was, again := first[name]; {
			case !again:
				first[name] = string(text)
			case was != string(text):
				t.Errorf("%s defines %q otherwise than a schema before it (-before +here):\n%s", file, name, cmp.Diff(was, string(text)))
			default:
				shared++
			}
		}
	}
	if shared == 0 {
		t.Error("no two schemas define the same")
	}
}

// TestSchemaWords holds the words of the schemas to those of the code.
func TestSchemaWords(t *testing.T) {
	t.Chdir("../..")
	words := func(file, def string) (out []string) {
		for _, w := range readSchema(t, file).Defs[def].Enum {
			out = append(out, w.(string))
		}
		return out
	}
	var reasons, severities, statuses []string
	for _, rule := range plan.Rules {
		reasons = append(reasons, string(rule.Reason))
	}
	for _, s := range cluster.Severities {
		severities = append(severities, s.String())
	}
	for _, s := range cluster.Statuses {
		statuses = append(statuses, s.String())
	}
	test := func(file, def string, want []string) {
		t.Helper()
		if diff := cmp.Diff(want, words(file, def)); diff != "" {
			t.Errorf("%s: %s (-code +schema):\n%s", file, def, diff)
		}
	}
	var verdicts []string
	for _, v := range plan.Verdicts {
		verdicts = append(verdicts, string(v))
	}
	test("plan.v2.json", "verdict", verdicts)
	test("plan.v2.json", "reason", reasons)
	test("plan.v2.json", "status", statuses)
	test("report.v2.json", "state", cluster.StateWords)
	test("report.v2.json", "severity", severities)
}
