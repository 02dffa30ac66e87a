package report

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tickdiff/analyze/prose"
	"tickdiff/bench/gen"
	"tickdiff/report/doc"
	page "tickdiff/report/html"
)

func htmlOf(t testing.TB, d *doc.Document, run doc.Run) string {
	t.Helper()
	var b bytes.Buffer
	if err := page.Write(&b, d, run); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// ourElements are what the page is made of, and ourAttributes what they may
// carry: nothing that runs, loads, sends or points elsewhere.
var (
	ourElements = strings.Fields(`html head meta title style body a svg defs pattern rect path header main footer nav h1 h2 h3 p span bdi
		dl dt dd ul ol li code pre strong details summary div table thead tbody tr th td text`)
	ourAttributes = strings.Fields(`lang charset http-equiv content name class href id width height viewbox preserveaspectratio d fill stroke-width
		patternunits aria-hidden aria-label focusable tabindex role scope title open x y`)
)

// TestHTMLMapLetters holds that the legend of the maps explains the letters in them.
func TestHTMLMapLetters(t *testing.T) {
	text := html.UnescapeString(htmlOf(t, ReportDocument(reportOn(t, "a", "b")), doc.Run{}))
	for _, look := range doc.States {
		if !strings.Contains(text, "</svg> "+look.Letter+" "+look.Word+"</li>") {
			t.Errorf("the legend has no letter %s for %s", look.Letter, look.Word)
		}
	}
}

// checkHTML holds that a page has only what it should have, and shows each name.
func checkHTML(t testing.TB, page string, names ...string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var bare []string // text of elements that hold nothing else
	for n := range doc.Descendants() {
		switch n.Type {
		case html.ElementNode:
			checkElement(t, n)
		case html.TextNode:
			bare = append(bare, n.Data)
		case html.CommentNode:
			t.Errorf("a comment: %q", n.Data)
		}
	}
	for _, name := range names {
		if !slices.Contains(bare, prose.Visible(name)) {
			t.Errorf("%q is not shown as %s", name, prose.Visible(name))
		}
	}
	if strings.Contains(page, "ZgotmplZ") {
		t.Error("the template refused something")
	}
}

func checkElement(t testing.TB, n *html.Node) {
	t.Helper()
	name := strings.ToLower(n.Data)
	if !slices.Contains(ourElements, name) {
		t.Errorf("there is a <%s>", n.Data)
	}
	for _, a := range n.Attr {
		key := strings.ToLower(a.Key)
		if !slices.Contains(ourAttributes, key) {
			t.Errorf("<%s> has %s=%q", n.Data, a.Key, a.Val)
		}
		if key == "href" && !strings.HasPrefix(a.Val, "#") {
			t.Errorf("a link to %q", a.Val)
		}
	}
	named := n.FirstChild != nil && n.FirstChild.Data == "title"
	if attribute(n, "role") == "img" && !named {
		t.Errorf("a picture without a name: <%s>", n.Data)
	}
	if name == "th" && attribute(n, "scope") == "" {
		t.Error("a heading of a table that does not say of what")
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// Names that would open an element, a script or an attribute are text, in every
// place where names stand.
func TestHTMLOfHostileNames(t *testing.T) {
	for i := range hostileNames {
		names := []string{hostileNames[i], hostileNames[(i+7)%len(hostileNames)], "test_9"}
		for _, told := range allDocuments(t, reportOn(t, names...), names) {
			checkHTML(t, htmlOf(t, told.document, doc.Run{Version: names[0], Argv: names}), told.names...)
		}
	}
	checkHTML(t, htmlOf(t, ReportDocument(reportOn(t, hostileNames...)), doc.Run{}), hostileNames...)
}

// The policy must come before anything it could be too late for.
func TestHTMLPolicy(t *testing.T) {
	page := strings.ReplaceAll(htmlOf(t, ReportDocument(reportOn(t, "a", "b")), doc.Run{}), "&#39;", "'")
	policy := strings.Index(page, `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; `)
	if policy < 0 || policy > strings.Index(page, "<style>") {
		t.Errorf("the policy stands at %d", policy)
	}
	for _, never := range []string{"<script", "http:", "https:", "//", "@import", "expression("} {
		if strings.Contains(page, never) {
			t.Errorf("the page has %q in it", never)
		}
	}
}

// TestHTMLOfLargeCluster: 30 servers, 100 origins, more than 10^5 ranges, and
// damage everywhere. The page must open at once.
func TestHTMLOfLargeCluster(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	r, ranges := reportOnCluster(t, gen.Sound(7, 30, 100, 40).Damaged())
	page := htmlOf(t, ReportDocument(r), doc.Run{})
	if ranges < 100_000 || len(page) > 1_000_000 {
		t.Errorf("%d bytes for %d ranges", len(page), ranges)
	}
	t.Logf("%d bytes for %d ranges", len(page), ranges)
	checkHTML(t, page, "node-0100")
}
