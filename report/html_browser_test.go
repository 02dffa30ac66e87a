package report

import (
	"context"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"tickdiff/bench/gen"
	"tickdiff/internal/gate"
	"tickdiff/report/doc"
)

// What a real browser makes of the page is held to the same as the page: browsers
// read broken HTML in ways of their own.
func TestHTMLInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	page := htmlOf(t, ReportDocument(reportOn(t, hostileNames...)), doc.Run{})
	checkHTML(t, browse(t, page), hostileNames...)
}

// TestHTMLForEveryone holds that axe-core finds nothing that keeps people from reading a
// page, be it light or dark. $TICKDIFF_AXE is its file axe.min.js.
func TestHTMLForEveryone(t *testing.T) {
	axe, err := os.ReadFile(os.Getenv("TICKDIFF_AXE"))
	if err != nil {
		t.Skip("NOT TESTED: TICKDIFF_AXE names no axe.min.js:", err)
	}
	r, _ := reportOnCluster(t, gen.Sound(7, 12, 14, 10).Damaged())
	pages := []string{htmlOf(t, ReportDocument(r), doc.Run{}), htmlOf(t, PlanDocument(r.Plan, Again{}), doc.Run{})}
	for _, told := range allDocuments(t, reportOn(t, "a", "b", "c"), []string{"a", "b", "c"}) {
		pages = append(pages, htmlOf(t, told.document, doc.Run{}))
	}
	for i, page := range pages {
		for _, scheme := range []string{"0", "1"} { // dark, light
			script := "<script>" + strings.ReplaceAll(string(axe), "</script", "<\\/script") + "</script><script>" + askAxe + "</script></body>"
			asked := strings.Replace(policyLine.ReplaceAllString(page, ""), "</body>", script, 1)
			answer := axeAnswer.FindStringSubmatch(browse(t, asked, "--virtual-time-budget=60000", "--blink-settings=preferredColorScheme="+scheme))
			if answer == nil {
				t.Fatalf("page %d: axe-core does not answer", i)
			}
			if answer[1] != "" {
				t.Errorf("page %d, %s, colours %s:\n%s", i, title(page), scheme, html.UnescapeString(answer[1]))
			}
		}
	}
}

// askAxe leaves nothing of a page but what is wrong with it.
const askAxe = `axe.run(document).then(found => {
	const lines = found.violations.flatMap(v => v.nodes.map(n => v.id + ": " + v.help + ": " + n.html));
	document.body.textContent = "AXE[" + lines.join("\n") + "]AXE";
});`

var (
	axeAnswer  = regexp.MustCompile(`(?s)AXE\[(.*)\]AXE`)
	policyLine = regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`)
	titleLine  = regexp.MustCompile(`<title>(.*?)</title>`)
)

func title(page string) string { return titleLine.FindStringSubmatch(page)[1] }

// TestHTMLOnPaper holds that the page of a large cluster can be printed.
func TestHTMLOnPaper(t *testing.T) {
	if !gate.Whole() {
		t.Skip("takes seconds")
	}
	r, _ := reportOnCluster(t, gen.Sound(7, 30, 100, 40).Damaged())
	paper := filepath.Join(t.TempDir(), "page.pdf")
	browse(t, htmlOf(t, ReportDocument(r), doc.Run{}), "--print-to-pdf="+paper)
	printed, err := os.ReadFile(paper)
	if err != nil {
		t.Skip("NOT TESTED: the browser does not print here:", err)
	}
	if pages := len(regexp.MustCompile(`/Type\s*/Page\b`).FindAll(printed, -1)); pages == 0 || pages >= 20 {
		t.Errorf("%d pages", pages)
	}
}

// browse is what a browser makes of a page.
func browse(t *testing.T, page string, flags ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
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
	flags = append([]string{"--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + profile, "--window-size=390,800"}, flags...)
	dom, err := exec.CommandContext(ctx, browser(t), append(flags, "--dump-dom", "file://"+file)...).Output()
	if err != nil || len(dom) == 0 {
		t.Skip("NOT TESTED: the browser does not run here:", err)
	}
	return string(dom)
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
