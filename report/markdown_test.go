package report

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
	"tickdiff/report/markdown"
)

func markdownOf(t testing.TB, d *doc.Document, run doc.Run) string {
	t.Helper()
	var b bytes.Buffer
	if err := markdown.Write(&b, d, run); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// seenInMarkdown is what a reader of the Markdown finds.
type seenInMarkdown struct {
	code  []string // code spans
	plain string   // all text that is not code
	html  []string
	other []string // kinds of nodes that no report has
}

// ourNodes are what reports are made of.
var ourNodes = []ast.NodeKind{
	ast.KindDocument, ast.KindHeading, ast.KindParagraph, ast.KindTextBlock, ast.KindText, ast.KindString, ast.KindList, ast.KindListItem, ast.KindEmphasis,
	extast.KindTable, extast.KindTableHeader, extast.KindTableRow, extast.KindTableCell,
}

func readMarkdown(t testing.TB, source string) seenInMarkdown {
	t.Helper()
	src := []byte(source)
	doc := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(text.NewReader(src))
	var seen seenInMarkdown
	err := ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan:
			seen.code = append(seen.code, spanText(n, src))
			return ast.WalkSkipChildren, nil
		case *ast.FencedCodeBlock:
			return ast.WalkSkipChildren, nil
		case *ast.HTMLBlock:
			for i := range n.Lines().Len() {
				line := n.Lines().At(i)
				seen.html = append(seen.html, strings.TrimSpace(string(line.Value(src))))
			}
		case *ast.Text:
			seen.plain += string(n.Segment.Value(src)) + "\n"
		case *extast.Table:
			checkColumns(t, n)
		default:
			if !slices.Contains(ourNodes, n.Kind()) {
				seen.other = append(seen.other, n.Kind().String())
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return seen
}

func spanText(n ast.Node, src []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b.Write(c.Segment.Value(src))
		case *ast.String:
			b.Write(c.Value)
		}
	}
	return b.String()
}

// checkColumns holds that no name ended a cell.
func checkColumns(t testing.TB, table *extast.Table) {
	t.Helper()
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		if row.ChildCount() != len(table.Alignments) {
			t.Errorf("a row of %d cells in a table of %d columns", row.ChildCount(), len(table.Alignments))
		}
		last := row.LastChild()
		if len(table.Alignments) == 5 && row.Kind() == extast.KindTableRow && last.ChildCount() == 0 {
			t.Errorf("a cell is empty that never is")
		}
	}
}

// checkMarkdown holds that names stand as code only, and each of them whole. What
// is in our own words of every report may stand there as a name, too.
func checkMarkdown(t testing.TB, source, ours string, names ...string) {
	t.Helper()
	oneLine := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	ours = oneLine(ours)
	seen := readMarkdown(t, source)
	if len(seen.other) > 0 {
		t.Errorf("%q: there are %v", names, seen.other)
	}
	for _, line := range seen.html {
		known := line == "" || line == "<details>" || line == "</details>" ||
			strings.HasPrefix(line, "<summary>") && strings.HasSuffix(line, "</summary>") && strings.Count(line, "<") == 2
		if !known {
			t.Errorf("%q: HTML that is not ours: %q", names, line)
		}
	}
	for _, name := range names {
		if !slices.Contains(seen.code, prose.Visible(name)) {
			t.Errorf("%q does not stand as code: %q", name, seen.code)
		}
		if len(name) > 3 && strings.Contains(seen.plain, name) && !strings.Contains(ours, oneLine(name)) {
			t.Errorf("%q stands outside of code: %s", name, seen.plain)
		}
	}
}

// Names that would break a table, make a link or mention somebody are code, and
// come back as they were when the Markdown is read again.
func TestMarkdownOfHostileNames(t *testing.T) {
	run := doc.Run{Version: "tickdiff `1`", Argv: append([]string{"tickdiff", "report"}, hostileNames...)}
	for i := range hostileNames {
		names := []string{hostileNames[i], hostileNames[(i+7)%len(hostileNames)], "test_9"}
		for _, told := range allDocuments(t, reportOn(t, names...), names) {
			checkMarkdown(t, markdownOf(t, told.document, run), "", told.names...)
		}
	}
	for names := range slices.Chunk(hostileNames, (len(hostileNames)+1)/2) { // all at once would be cut
		checkMarkdown(t, markdownOf(t, ReportDocument(reportOn(t, names...)), run), "", names...)
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, name := range hostileNames {
		f.Add(name)
	}
	ours := readMarkdown(f, markdownOf(f, ReportDocument(reportOn(f, "\u2603", "test_9")), doc.Run{Version: "tickdiff"})).plain
	f.Fuzz(func(t *testing.T, name string) {
		if name == "test_9" || len(name) > 200 {
			return
		}
		checkMarkdown(t, markdownOf(t, ReportDocument(reportOn(t, name, "test_9")), doc.Run{Version: "tickdiff", Argv: []string{name}}), ours, name)
	})
}

// A post that is too long is refused whole, so detail goes instead: fewer rows,
// and in the end none. Each time the reader is told.
func TestMarkdownFits(t *testing.T) {
	test := func(what string, r *Report, shortened bool) {
		t.Helper()
		for _, d := range []*doc.Document{ReportDocument(r), PlanDocument(r.Plan, Again{})} {
			got := markdownOf(t, d, doc.Run{Version: "tickdiff", Argv: slices.Repeat([]string{strings.Repeat("x", 90)}, 200)})
			if len(got) > markdown.MaxBytes {
				t.Errorf("%s: %d bytes", what, len(got))
			}
			if said := strings.Contains(got, "Shortened to stay below"); said != shortened {
				t.Errorf("%s: says that it is shortened: %v", what, said)
			}
			if !strings.Contains(got, shortID(PlanID(r.Plan))) || !strings.Contains(got, "… and ") {
				t.Errorf("%s: the plan's id or the number of arguments is lost", what)
			}
			readMarkdown(t, got)
		}
	}
	var many, long []string
	for i := range 300 {
		many = append(many, fmt.Sprintf("server-%03d", i))
		long = append(long, fmt.Sprintf("%03d", i)+strings.Repeat("\x1b", 4000))
	}
	test("two servers", reportOn(t, "a", "b"), false)
	test("many origins", reportOn(t, many...), true)
	test("long names", reportOn(t, long[:20]...), true)
}
