package analyze_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
)

// A scenario of a check begins with its story. Then come the dumps in the order
// in which they are given, "options" (lines "gone NAME", "together", "order given" and
// "host NAME HOST", names quoted if need be; "settle WORD" and "unproven"; and "differs
// CLASS PATH NEWER CHANGE…" for an entry that saves of all servers show to differ, CHANGE
// as in a:5, NEWER "-" if none is), and as "want" what the check finds, with one line for each finding of another. A
// dump called *.save stands for a save file, and what is deleted in it for what an
// event log shows deleted; one called *.plain for a plain save; and one called *.log is a
// log that tells of conflicts.
//
// testdata/checks/ID holds scenarios fires*.txtar, in which the check must find
// something, and silent*.txtar, near misses in which it must look and find
// nothing. TICKDIFF_UPDATE=1 rewrites what is wanted.
type scenario struct {
	dumps []*dump.Dump
	merge cluster.Options
	plan  plan.Options

	settle   []string
	differ   *cluster.Differing
	unproven bool
}

func readScenario(t *testing.T, a *txtar.Archive) *scenario {
	t.Helper()
	s := &scenario{}
	for _, f := range a.Files {
		switch {
		case f.Name == "want":
		case f.Name == "options":
			s.readOptions(t, string(f.Data))
		default:
			r := dump.Read(dump.Input{Name: f.Name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(f.Data)), nil }})
			s.merge.Logged = append(s.merge.Logged, r.Conflicts...)
			if strings.HasSuffix(f.Name, ".log") && len(r.Conflicts) > 0 {
				continue
			}
			if len(r.Dumps) != 1 || r.Failed() || r.Mended() {
				t.Fatalf("%s: %d dumps, %v", f.Name, len(r.Dumps), r.Problems)
			}
			if strings.HasSuffix(f.Name, ".save") {
				asSave(r.Dumps[0])
			}
			if strings.HasSuffix(f.Name, ".plain") {
				asSave(r.Dumps[0])
				r.Dumps[0].Source.Plain = true
			}
			s.dumps = append(s.dumps, r.Dumps...)
		}
	}
	return s
}

func asSave(d *dump.Dump) {
	d.Source.Save, d.Source.Line = true, 0
	d.Deletions, d.Deleted = d.Deleted, dump.Section{}
	d.Deletions.Said = true
}

func (s *scenario) readOptions(t *testing.T, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		switch word, value, _ := strings.Cut(strings.TrimSpace(line), " "); {
		case word == "gone":
			s.merge.Gone = append(s.merge.Gone, unquoted(value))
		case word == "together":
			s.merge.Together = true
		case word == "order" && value == "given":
			s.merge.Given = true
		case word == "settle":
			s.settle = append(s.settle, value)
		case word == "differs":
			s.differs(t, strings.Fields(value))
		case word == "unproven":
			s.unproven = true
		case word == "host":
			name, host, _ := strings.Cut(value, " ")
			s.plan.Targets = map[string]plan.Target{name: {Host: unquoted(host), From: plan.FromAt}}
		default:
			t.Fatalf("no such option: %q", line)
		}
	}
}

func unquoted(name string) string {
	if plain, err := strconv.Unquote(name); err == nil {
		return plain
	}
	return name
}

func (s *scenario) examine(t *testing.T) check.Result {
	t.Helper()
	view, err := cluster.Merge(slices.Clone(s.dumps), s.merge)
	if err != nil {
		t.Fatal(err)
	}
	if s.differ != nil {
		for _, server := range view.With(cluster.Seen) {
			s.differ.Servers = append(s.differ.Servers, server.Name)
		}
	}
	view.Differing = s.differ
	return check.Examine(view, restored(t, plan.Make(view, s.plan)))
}

func (s *scenario) differs(t *testing.T, words []string) {
	t.Helper()
	if s.differ == nil {
		s.differ = &cluster.Differing{Counts: map[string]int{}}
	}
	if len(words) == 1 { // of that class, and not listed
		s.differ.Counts[words[0]]++
		return
	}
	e := cluster.DifferingEntry{Class: words[0], Path: words[1], Newer: strings.Trim(words[2], "-")}
	for _, change := range words[3:] {
		origin, tick, err := plan.ParseTick(change)
		if err != nil {
			t.Fatal(err)
		}
		e.Changes = append(e.Changes, dump.Link{Origin: origin, Tick: tick})
	}
	s.differ.Counts[e.Class]++
	s.differ.Entries = append(s.differ.Entries, e)
}

// described writes the findings of one check in full and the others in a line.
func described(r check.Result, id string) string {
	var own, others strings.Builder
	for _, f := range r.Findings {
		if f.ID == id {
			describe(&own, &f)
		} else {
			fmt.Fprintf(&others, "also: %s\n", headOf(&f))
		}
	}
	return own.String() + others.String()
}

func headOf(f *check.Finding) string {
	about := ""
	if f.HasOrigin {
		about = fmt.Sprintf(" of %s %s", f.Origin, f.Ticks)
	}
	var parts []string
	for _, p := range f.Parts {
		parts = append(parts, strings.TrimSpace(string(p.Role)+" "+strings.Join(p.Servers, " ")))
	}
	reason := ""
	if f.Reason != "" {
		reason = " (" + f.Reason + ")"
	}
	return fmt.Sprintf("%s %s%s: %s%s", f.Severity, f.ID, reason, strings.Join(parts, ", "), about)
}

func describe(w io.Writer, f *check.Finding) {
	fmt.Fprintf(w, "%s\n    %s\n    do: %s\n", headOf(f), f.Message, f.Action)
	for _, argv := range f.Run {
		fmt.Fprintf(w, "    run: %s\n", strings.Join(argv, " "))
	}
	for _, p := range f.Evidence {
		fmt.Fprintf(w, "    proof: %s:%d: %s %s on %s at %d\n", p.File, p.Line, p.State, p.Ticks, p.Server, p.Tock)
	}
}

func TestCheckScenarios(t *testing.T) {
	for _, check := range check.Catalogue {
		t.Run(check.ID, func(t *testing.T) {
			for _, kind := range []string{"fires", "silent"} {
				eachScenario(t, filepath.Join("testdata", "checks", check.ID, kind+"*.txtar"), func(t *testing.T, file string) {
					testScenario(t, file, check.ID, kind == "fires")
				})
			}
		})
	}
}

func testScenario(t *testing.T, file, id string, fires bool) {
	a := openScenario(t, file)
	r := readScenario(t, a).examine(t)
	found := slices.ContainsFunc(r.Findings, func(f check.Finding) bool { return f.ID == id })
	if found != fires {
		t.Errorf("the check finds something: %v, want %v", found, fires)
	}
	for _, s := range r.Skipped {
		if s.ID == id && !strings.HasPrefix(s.Reason.String(), "in part: ") {
			t.Errorf("the check did not look: %s", s.Reason)
		}
	}
	holdWant(t, file, a, described(r, id))
}

// eachScenario runs a test for each file of a pattern, of which there must be some.
func eachScenario(t *testing.T, pattern string, test func(t *testing.T, file string)) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Errorf("no scenario %s (%v)", pattern, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) { test(t, file) })
	}
}

// openScenario reads a scenario, which must begin with its story.
func openScenario(t *testing.T, file string) *txtar.Archive {
	t.Helper()
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(bytes.TrimSpace(a.Comment)) == 0 {
		t.Error("it does not begin with its story")
	}
	return a
}

// holdWant holds what came out to the part of a scenario that is called want.
func holdWant(t *testing.T, file string, a *txtar.Archive, got string) {
	t.Helper()
	want := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == "want" })
	if want < 0 {
		t.Fatal("it has no part called want")
	}
	if os.Getenv("TICKDIFF_UPDATE") != "" {
		a.Files[want].Data = []byte(got)
		if err := os.WriteFile(file, txtar.Format(a), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(a.Files[want].Data), got); diff != "" {
		t.Errorf("what comes out (-want +got):\n%s", diff)
	}
}

// TestCatalogue holds that files, scenarios and catalogue agree, and that every
// check explains itself.
func TestCatalogue(t *testing.T) {
	ids := map[string]bool{}
	for _, c := range check.Catalogue {
		if ids[c.ID] {
			t.Errorf("%s stands twice in the catalogue", c.ID)
		}
		ids[c.ID] = true
		if !regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`).MatchString(c.ID) {
			t.Errorf("%q is no kebab-case word", c.ID)
		}
		if c.Title == "" || c.Severity == 0 || !strings.HasPrefix(c.Doc(), "Meaning: ") || !strings.Contains(c.Doc(), "\n\nCause: ") || !strings.Contains(c.Doc(), "\n\nFix: ") {
			t.Errorf("%s does not say what it finds, how grave it is, what it means, its cause and its fix", c.ID)
		}
		for line := range strings.Lines(c.Doc()) {
			if len(line) > 85 {
				t.Errorf("%s: a line of %d bytes in its page: %q", c.ID, len(line), line)
			}
		}
		text, err := os.ReadFile("check/check_" + strings.ReplaceAll(c.ID, "-", "_") + ".go")
		if err != nil || !bytes.Contains(text, []byte(`"`+c.ID+`"`)) {
			t.Errorf("%s does not stand in a file of its own: %v", c.ID, err)
		}
	}
	files, err := filepath.Glob("check/check_*.go")
	if err != nil || len(files) != len(ids) {
		t.Errorf("%d files for %d checks (%v)", len(files), len(ids), err)
	}
	folders, err := os.ReadDir("testdata/checks")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folders {
		if !ids[f.Name()] {
			t.Errorf("testdata/checks/%s is of no check", f.Name())
		}
	}
}
