package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/analyze/check"
	"tickdiff/report"
)

// TestCheckPages holds head and end of each check's page, and the table that lists the
// checks, to the catalogue. TICKDIFF_UPDATE=1 rewrites them.
func TestCheckPages(t *testing.T) {
	const folder = "../../docs/checks"
	keepFresh(t, filepath.Join(folder, "README.md"), "checks", report.ChecksMarkdown(check.Catalogue))
	pages := map[string]bool{"README.md": true}
	for _, c := range check.Catalogue {
		pages[c.ID+".md"] = true
		keepPage(t, filepath.Join(folder, c.ID+".md"), report.CheckMarkdown(c))
	}
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !pages[f.Name()] {
			t.Errorf("docs/checks/%s is of no check", f.Name())
		}
	}
}

// keepPage holds a whole page to what is generated.
func keepPage(t *testing.T, page, want string) {
	t.Helper()
	if os.Getenv("TICKDIFF_UPDATE") != "" {
		if err := os.WriteFile(page, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	shown, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(shown)); diff != "" {
		t.Errorf("%s is not what it is generated from (-want +shown):\n%s", page, diff)
	}
}
