package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const queriesDoc = "docs/json.md"

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

// query holds a query in the docs to the answer shown under it: a block of the
// language, and the next block of the answer's.
func query(t *testing.T, language, answer string, ask func(program string) *exec.Cmd) {
	t.Helper()
	text, err := os.ReadFile(queriesDoc)
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)```" + language + "\n(.*?)```(.*?)```" + answer + "\n(.*?)```")
	at := block.FindSubmatchIndex(text)
	if at == nil {
		t.Fatalf("%s has no block of %s with one of %s behind it", queriesDoc, language, answer)
	}
	got, err := ask(string(text[at[2]:at[3]])).Output()
	if err != nil || len(got) == 0 {
		t.Fatalf("%v: %s", err, stderrOf(err))
	}
	if os.Getenv("TICKDIFF_UPDATE") != "" {
		changed := string(text[:at[6]]) + string(got) + string(text[at[7]:])
		if err := os.WriteFile(queriesDoc, []byte(changed), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(string(text[at[6]:at[7]]), string(got)); diff != "" {
		t.Errorf("%s (-shown +answered):\n%s", queriesDoc, diff)
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
	query(t, "jq", "json", func(program string) *exec.Cmd {
		return exec.Command(jq, "--slurp", "--compact-output", program, lines)
	})
}

// TestQueryWithDuckDB needs DuckDB for Python; TICKDIFF_PYTHON names a Python
// that has it, if python3 has not.
func TestQueryWithDuckDB(t *testing.T) {
	python := "python3"
	if named := os.Getenv("TICKDIFF_PYTHON"); named != "" {
		python = named
	}
	if exec.Command(python, "-c", "import duckdb").Run() != nil {
		t.Skip("NOT RUN: " + python + " has no duckdb; pip install duckdb into a venv and name its Python in TICKDIFF_PYTHON")
	}
	t.Chdir("../..")
	lines := reportLines(t)
	query(t, "sql", "csv", func(program string) *exec.Cmd {
		cmd := exec.Command(python, "-c", "import sys, duckdb; duckdb.sql(sys.argv[1]).write_csv('/dev/stdout')", program)
		cmd.Dir = filepath.Dir(lines)
		return cmd
	})
}
