package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/report"
)

// TestDocs runs every command of every ```console block in the README and in
// docs/, in a folder that holds testdata/, and holds it to the output shown.
// TICKDIFF_UPDATE=1 rewrites the blocks.
func TestDocs(t *testing.T) {
	pages := pages(t)
	folder := t.TempDir() // the commands may write files
	if err := os.CopyFS(filepath.Join(folder, "testdata"), os.DirFS("../../testdata")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(folder)
	commands := 0
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		got, n := rerun(string(text))
		commands += n
		if os.Getenv("TICKDIFF_UPDATE") != "" {
			if err := os.WriteFile(page, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
		} else if diff := cmp.Diff(string(text), got); diff != "" {
			t.Errorf("%s does not show what its commands print (-shown +printed):\n%s", page, diff)
		}
	}
	if commands < 4 {
		t.Errorf("only %d commands in %v", commands, pages)
	}
}

var link = regexp.MustCompile(`(?:\]\(|src(?:set)?=")([^)"#:]+)(#[^)]*)?[)"]`)

// TestLinks holds that what pages point to within the project is there.
func TestLinks(t *testing.T) {
	links := 0
	for _, page := range pages(t) {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			links++
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), m[1])); err != nil {
				t.Errorf("%s points to %s, which is not there", page, m[1])
			}
		}
	}
	if links < 10 {
		t.Errorf("only %d links", links)
	}
}

// pages are the README and all pages in docs/, by their full names.
func pages(t *testing.T) []string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	pages := []string{filepath.Join(root, "README.md")}
	err = filepath.WalkDir(filepath.Join(root, "docs"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".md" {
			pages = append(pages, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// rerun puts under every "$ tickdiff" line of a console block what it prints now.
func rerun(text string) (out string, commands int) {
	var b strings.Builder
	inBlock, shown := false, false // shown: output of a command that was run follows
	for line := range strings.Lines(text) {
		words, isCommand := strings.CutPrefix(line, "$ tickdiff ")
		switch {
		case strings.TrimSpace(line) == "```console":
			inBlock = true
			b.WriteString(line)
		case inBlock && strings.TrimSpace(line) == "```":
			inBlock, shown = false, false
			b.WriteString(line)
		case inBlock && isCommand:
			shown = true
			commands++
			b.WriteString(line)
			b.WriteString(printed(words))
		case !shown:
			b.WriteString(line)
		}
	}
	return b.String(), commands
}

func printed(line string) string {
	var out bytes.Buffer
	args, err := report.Words(line[:len(line)-1])
	if err != nil {
		return err.Error() + "\n"
	}
	run(args, stdio{strings.NewReader(""), &out, &out})
	return out.String()
}
