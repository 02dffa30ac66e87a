package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	queriesDoc  = "docs/json.md"
	clustersDoc = "docs/performance.md"
)

// reportLines writes the file that the queries of the docs ask.
func reportLines(t *testing.T) (file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "reports.jsonl")
	var all []byte
	for _, cluster := range []string{"lost", "one-behind", "outage/2-later"} {
		all = append(all, output(t, "report", "--format", "jsonl", "testdata/dumps/"+cluster)...)
	}
	if err := os.WriteFile(file, all, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// query holds each query in the docs to the answer shown under it: a block of the
// language, and behind it one of the answer's.
func query(t *testing.T, page, language, answer string, ask func(program string) *exec.Cmd) {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)(```" + language + "\n(.*?)```[^`]*```" + answer + "\n)(.*?)```")
	asked := 0
	changed := block.ReplaceAllStringFunc(string(text), func(found string) string {
		part := block.FindStringSubmatch(found)
		got, err := ask(part[2]).Output()
		if err != nil || len(got) == 0 {
			t.Fatalf("%v: %s", err, stderrOf(err))
		}
		asked++
		return part[1] + string(got) + "```"
	})
	if asked == 0 {
		t.Fatalf("%s has no block of %s with one of %s behind it", page, language, answer)
	}
	if os.Getenv("TICKDIFF_UPDATE") != "" {
		if err := os.WriteFile(page, []byte(changed), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(string(text), changed); diff != "" {
		t.Errorf("%s (-shown +answered):\n%s", page, diff)
	}
}

func stderrOf(err error) []byte {
	if exit, ok := err.(*exec.ExitError); ok {
		return exit.Stderr
	}
	return nil
}

func TestQueryWithJQ(t *testing.T) {
	jq, err := exec.LookPath("jq")
	if err != nil {
		t.Skip("NOT RUN: there is no jq here")
	}
	t.Chdir("../..")
	lines := reportLines(t)
	query(t, queriesDoc, "jq", "json", func(program string) *exec.Cmd {
		return exec.Command(jq, "--slurp", "--compact-output", program, lines)
	})
}

// TestQuestions asks plans and a report what the docs ask, with jq and with Python, after
// the commands that stand there have written them.
func TestQuestions(t *testing.T) {
	t.Chdir("../..")
	page, err := filepath.Abs(queriesDoc)
	if err != nil {
		t.Fatal(err)
	}
	commands := regexp.MustCompile(`(?m)^    tickdiff (.* -o .*)$`).FindAllStringSubmatch(textOf(t, page), -1)
	if len(commands) != 3 {
		t.Fatalf("%s has %d commands that write files", page, len(commands))
	}
	real := filepath.Join(filepath.Dir(page), "../testdata")
	t.Chdir(t.TempDir())
	for _, name := range []string{"dumps", "others"} {
		copied(t, filepath.Join(real, exampleFiles[name]), name)
	}
	for _, c := range commands {
		output(t, strings.Fields(c[1])...)
	}
	ask := func(language, tool string, args ...string) {
		t.Run(tool, func(t *testing.T) {
			if _, err := exec.LookPath(tool); err != nil {
				t.Skipf("NOT RUN: there is no %s here", tool)
			}
			query(t, page, language, "text", func(program string) *exec.Cmd {
				return exec.Command(args[0], append(args[1:], program)...)
			})
		})
	}
	ask("sh", "jq", "sh", "-c")
	ask("python", "python3", "python3", "-c")
}

// pythonWith is a Python that has a module; TICKDIFF_PYTHON names one, if python3 has it
// not. Without, the test is skipped.
func pythonWith(t *testing.T, module string) (python string) {
	t.Helper()
	python = "python3"
	if named := os.Getenv("TICKDIFF_PYTHON"); named != "" {
		python = named
	}
	if exec.Command(python, "-c", "import "+module).Run() != nil {
		t.Skipf("NOT RUN: %s has no %s; pip install %[2]s into a venv and name its Python in TICKDIFF_PYTHON", python, module)
	}
	return python
}

// duckDB answers queries in a folder.
func duckDB(t *testing.T, folder string) func(program string) *exec.Cmd {
	t.Helper()
	python := pythonWith(t, "duckdb")
	return func(program string) *exec.Cmd {
		cmd := exec.Command(python, "-c", "import sys, duckdb; duckdb.sql(sys.argv[1]).write_csv('/dev/stdout')", program)
		cmd.Dir = folder
		return cmd
	}
}

func TestQueryWithDuckDB(t *testing.T) {
	t.Chdir("../..")
	lines := reportLines(t)
	query(t, queriesDoc, "sql", "csv", duckDB(t, filepath.Dir(lines)))
}

// TestManyClusters runs what the docs say to do with a folder of clusters: one
// command that reports on each, and one query over all the reports.
func TestManyClusters(t *testing.T) {
	t.Chdir("../..")
	text, err := os.ReadFile(clustersDoc)
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)```sh\n(.*?)```").FindSubmatch(text)
	if block == nil {
		t.Fatalf("%s has no block of sh", clustersDoc)
	}
	for _, tool := range []string{"sh", "find", "xargs", "nproc"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("NOT RUN: there is no " + tool + " here")
		}
	}
	folder := t.TempDir()
	clusters := map[string]string{"north": "lost", "south": "one-behind", "east's \"old\" site": "outage/2-later", "west": "healthy-all"}
	for name, dumps := range clusters {
		if err := os.CopyFS(filepath.Join(folder, "clusters", name), os.DirFS("testdata/dumps/"+dumps)); err != nil {
			t.Fatal(err)
		}
	}
	shell := exec.Command("sh", "-c", string(block[1]))
	shell.Dir = folder
	if out, err := shell.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for name, dumps := range clusters {
		got, err := os.ReadFile(filepath.Join(folder, "reports", name+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		want := output(t, "report", "--format", "jsonl", "testdata/dumps/"+dumps)
		if first, _, _ := strings.Cut(string(want), "\n"); !strings.HasPrefix(string(got), first) || strings.Count(string(got), "\n") != strings.Count(string(want), "\n") {
			t.Errorf("%s: got\n%s\nwant, but for the names of files\n%s", name, got, want)
		}
	}
	query(t, clustersDoc, "sql", "csv", duckDB(t, folder))
}
