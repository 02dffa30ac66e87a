package report

import (
	"fmt"
	"strings"

	"tickdiff/analyze/check"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/docs"
	"tickdiff/report/doc"
)

// CheckDocument explains a check.
func CheckDocument(c *check.Check) *doc.Document {
	blocks := []doc.Block{doc.Line("%s (%s): %s.", c.ID, c.Severity, c.Title), doc.Gap{}}
	for paragraph := range strings.SplitSeq(c.Doc(), "\n\n") {
		if commands, ok := strings.CutPrefix(paragraph, "    "); ok {
			blocks = append(blocks, doc.Commands{Lines: strings.Split(commands, "\n    "), In: 2}, doc.Gap{})
			continue
		}
		blocks = append(blocks, doc.Line("%s", strings.ReplaceAll(paragraph, "\n", " ")), doc.Gap{})
	}
	return &doc.Document{Of: "explain", Sections: []doc.Section{{Blocks: append(blocks, doc.Line("It needs %s.", c.Needs))}}}
}

// RuleDocument explains the rule of the verdict table that gives a reason.
func RuleDocument(r plan.Rule) *doc.Document {
	return &doc.Document{Of: "explain", Sections: []doc.Section{{Blocks: []doc.Block{
		doc.Line("%s (rule %s of the verdict on a tick t of origin N that server O misses)", r.Reason, r.Number),
		doc.Gap{},
		doc.Line("When: %s.", r.When),
		doc.Line("Then: %s: %s.", r.Then, r.Why),
		doc.Line("What would change it: %s.", r.Change),
	}}}}
}

// TermDocument explains a word.
func TermDocument(t docs.Term) *doc.Document {
	text := strings.ReplaceAll(strings.ReplaceAll(t.Text, "`", ""), "\n", " ")
	return &doc.Document{Of: "explain", Sections: []doc.Section{{Blocks: []doc.Block{doc.Line("%s: %s", t.Name, text)}}}}
}

// ChecksDocument lists checks.
func ChecksDocument(all []*check.Check) *doc.Document {
	rows := make([]doc.Row, len(all))
	for i, c := range all {
		rows[i] = cells(c.ID, c.Severity, c.Title)
	}
	return &doc.Document{Of: "explain", Sections: []doc.Section{{Blocks: []doc.Block{doc.Table{Header: doc.Head("id", "severity", "what it finds"), Rows: doc.Has(rows...)}}}}}
}

// ChecksMarkdown is the table of all checks, each linked to the page beside it.
func ChecksMarkdown(all []*check.Check) string {
	var b strings.Builder
	b.WriteString("| check | severity | finds |\n|---|---|---|\n")
	for _, c := range all {
		fmt.Fprintf(&b, "| [`%s`](%s.md) | %s | %s |\n", c.ID, c.ID, c.Severity, c.Title)
	}
	return b.String()
}

// CheckMarkdown is the page of one check.
func CheckMarkdown(c *check.Check) string {
	return fmt.Sprintf("# %s\n\n%s: %s.\n\n%s\n\nIt needs %s.\n", c.ID, prose.Capital(c.Severity.String()), c.Title, c.Doc(), c.Needs)
}
