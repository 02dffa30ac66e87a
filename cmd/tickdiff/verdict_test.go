package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tickdiff/dump"
	"tickdiff/internal/gate"
)

// TestPlanAndReportEndAlike holds plan and report of the same input to one verdict, one
// word in front and one exit code, in every format: for all real dumps, and for random
// parts of them.
func TestPlanAndReportEndAlike(t *testing.T) {
	t.Chdir("../..")
	seen := map[string]int{}
	for _, folder := range foldersWithDumps(t) {
		checkAlike(t, seen, folder)
		for _, name := range []string{"test_0", "test2"} {
			checkAlike(t, seen, "--gone", name, folder)
		}
		checkAlike(t, seen, "--accept", "diverged", "--accept", "origin-behind:test_0", "--accept", "missing-alive", folder)
	}
	r := rand.New(rand.NewPCG(15, 4))
	all := realDumps(t)
	for range gate.Tries(60) {
		args := []string{randomParts(t, r, all)}
		if r.IntN(2) == 0 {
			args = append([]string{"--gone", "test_0"}, args...)
		}
		checkAlike(t, seen, args...)
	}
	for _, word := range []string{"clean", "unsound", "ready", "partial", "undecided", "refused"} {
		if seen[word] == 0 {
			t.Errorf("no input came out %s: %v", word, seen)
		}
	}
}

// ending is how a command ended.
type ending struct {
	code           int
	out            string
	Verdict, Error string
	Sound          bool
	Plan           struct {
		Verdict string
		Sound   bool
	}
}

func ask(t *testing.T, args ...string) ending {
	t.Helper()
	var out, errs bytes.Buffer
	code := run(args, stdio{strings.NewReader(""), &out, &errs})
	return ending{code: code, out: out.String(), Error: errs.String()}
}

func askJSON(t *testing.T, args ...string) ending {
	t.Helper()
	a := ask(t, args...)
	if err := json.Unmarshal([]byte(a.out), &a); err != nil {
		t.Fatalf("%v: %v: %s", args, err, a.Error)
	}
	return a
}

// checkFramed holds that a text begins and ends with the verdict.
func checkFramed(t *testing.T, text, verdict, command string, args []string) {
	t.Helper()
	if !strings.HasPrefix(text, verdict) || !strings.Contains(text[1:], "\n"+verdict) {
		t.Errorf("%v: %s should begin and end with %q: %.40q … %q", args, command, verdict, text, text[max(0, len(text)-100):])
	}
}

// checkAlike counts what came out by its word.
func checkAlike(t *testing.T, seen map[string]int, args ...string) {
	t.Helper()
	with := func(command, format string) []string {
		return append([]string{command, "--format", format}, args...)
	}
	if first := ask(t, with("plan", "text")...); first.code == exitUsage {
		if second := ask(t, with("report", "text")...); second.code != exitUsage {
			t.Errorf("%v: plan ends with %d, and report with %d", args, first.code, second.code)
		}
		seen["refused"]++
		return
	}
	plan, report := askJSON(t, with("plan", "json")...), askJSON(t, with("report", "json")...)
	want := fmt.Sprint(plan.code, plan.Verdict, plan.Sound)
	if got := fmt.Sprint(report.code, report.Verdict, report.Sound); got != want {
		t.Errorf("%v: plan is %s, and report %s", args, want, got)
	}
	if got := fmt.Sprint(report.code, report.Plan.Verdict, report.Plan.Sound); got != want {
		t.Errorf("%v: plan is %s, and that in the report %s", args, want, got)
	}
	codes := map[string]int{"clean": exitClean, "unsound": exitFound, "ready": exitFound, "partial": exitUndecided, "undecided": exitUndecided}
	if code, known := codes[plan.Verdict]; !known || plan.code != code && plan.code != exitUnread {
		t.Errorf("%v: %s ends with %d", args, plan.Verdict, plan.code)
	}
	for command, formats := range map[string][]string{"plan": planFormats, "report": reportFormats} {
		for _, format := range formats {
			a := ask(t, with(command, format)...)
			if a.code != plan.code {
				t.Errorf("%v: %s --format %s ends with %d, and with json %d", args, command, format, a.code, plan.code)
			}
			if format == "text" {
				checkFramed(t, a.out, strings.ToUpper(plan.Verdict)+"  ", command, args)
			}
		}
	}
	seen[plan.Verdict]++
}

// foldersWithDumps are the folders of testdata/dumps, those in them too.
func foldersWithDumps(t *testing.T) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir("testdata/dumps", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			all = append(all, path)
		}
		return err
	})
	if err != nil || len(all) < 20 {
		t.Fatalf("%d folders, %v", len(all), err)
	}
	return all
}

// realDumps are those of the outage and of a cluster before and after it lost what one
// server alone had.
func realDumps(t *testing.T) []*dump.Dump {
	t.Helper()
	var all []*dump.Dump
	for _, folder := range []string{"outage/1-first", "outage/2-later", "outage/3-marked", "alive-elsewhere", "healthy"} {
		files, err := filepath.Glob(filepath.Join("testdata/dumps", folder, "*.yaml"))
		if err != nil || len(files) < 3 {
			t.Fatalf("%s: %v, %v", folder, files, err)
		}
		for _, file := range files {
			r := dump.Read(dump.Input{Name: file, Open: func() (io.ReadCloser, error) { return os.Open(file) }})
			if r.Failed() {
				t.Fatalf("%s: %v", file, r.Problems)
			}
			all = append(all, r.Dumps...)
		}
	}
	return all
}

// randomParts writes some of the dumps into a new folder: of one or two of those of
// each server, without some of their sections.
func randomParts(t *testing.T, r *rand.Rand, all []*dump.Dump) string {
	t.Helper()
	dir, rounds := t.TempDir(), map[string]int{}
	for _, i := range r.Perm(len(all)) {
		d := *all[i]
		if rounds[d.Node] > r.IntN(3) || r.IntN(8) == 0 {
			continue
		}
		if r.IntN(3) == 0 {
			for _, k := range dump.Kinds {
				if r.IntN(2) == 0 {
					*d.Section(k) = dump.Section{}
				}
			}
			if r.IntN(3) == 0 {
				d.Nodes = dump.Nodes{}
			}
		}
		d.Tock += uint64(rounds[d.Node]) * 100
		rounds[d.Node]++
		var text bytes.Buffer
		if err := dump.Encode(&text, &d); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.yaml", i)), text.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if len(rounds) == 0 {
		return "testdata/dumps/healthy"
	}
	return dir
}
