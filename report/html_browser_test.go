package report

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"tickdiff/report/doc"
)

// What a real browser makes of the page is held to the same as the page: browsers
// read broken HTML in ways of their own.
func TestHTMLInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	page := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(page, []byte(htmlOf(t, ReportDocument(reportOn(t, hostileNames...)), doc.Run{})), 0o600); err != nil {
		t.Fatal(err)
	}
	// It may write there a little longer than it runs.
	profile, err := os.MkdirTemp("", "browser")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(profile)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	dom, err := exec.CommandContext(ctx, browser(t), "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir="+profile,
		"--window-size=390,800", "--dump-dom", "file://"+page).Output()
	if err != nil || len(dom) == 0 {
		t.Skip("NOT TESTED: the browser does not run here:", err)
	}
	checkHTML(t, string(dom), hostileNames...)
}

// browser is Chromium, by one of its names.
func browser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("NOT TESTED: no Chromium here")
	return ""
}
