package report

import (
	"fmt"
	"io"
	"strings"

	"tickdiff/analyze"
)

// CheckText explains a check for people.
func CheckText(w io.Writer, c *analyze.Check, o TextOptions) error {
	t := &textWriter{TextOptions: o, w: w}
	t.ledLine(c.ID, nil, " (%s): %s.", c.Severity, c.Title)
	for paragraph := range strings.SplitSeq(c.Doc, "\n\n") {
		t.print("\n")
		if strings.HasPrefix(paragraph, "    ") { // commands, to be copied whole
			t.print("%s\n", paragraph)
			continue
		}
		t.line("%s", strings.ReplaceAll(paragraph, "\n", " "))
	}
	t.print("\n")
	t.line("It needs %s.", c.Needs)
	return t.err
}

// RuleText explains the rule of the verdict table that gives a reason.
func RuleText(w io.Writer, r analyze.Rule, o TextOptions) error {
	t := &textWriter{TextOptions: o, w: w}
	t.line("%s (rule %s of the verdict on a tick t of origin N that server O misses)", r.Reason, r.Number)
	t.print("\n")
	t.line("When: %s.", r.When)
	t.line("Then: %s: %s.", r.Then, r.Why)
	t.line("What would change it: %s.", r.Change)
	return t.err
}

// ChecksText lists checks.
func ChecksText(w io.Writer, all []*analyze.Check, o TextOptions) error {
	o.All = true
	t := &textWriter{TextOptions: o, w: w}
	var rows [][]string
	for _, c := range all {
		rows = append(rows, []string{c.ID, c.Severity.String(), c.Title})
	}
	t.table([]string{"ID", "SEVERITY", "WHAT IT FINDS"}, rows)
	return t.err
}

// ChecksMarkdown is the table of all checks, each linked to its page in a folder.
func ChecksMarkdown(all []*analyze.Check, folder string) string {
	var b strings.Builder
	b.WriteString("| check | severity | finds |\n|---|---|---|\n")
	for _, c := range all {
		fmt.Fprintf(&b, "| [`%s`](%s%s.md) | %s | %s |\n", c.ID, folder, c.ID, c.Severity, c.Title)
	}
	return b.String()
}

// CheckMarkdown is the page of one check.
func CheckMarkdown(c *analyze.Check) string {
	return fmt.Sprintf("# %s\n\n%s: %s.\n\n%s\n\nIt needs %s.\n", c.ID, strings.ToUpper(c.Severity.String()[:1])+c.Severity.String()[1:], c.Title, c.Doc, c.Needs)
}
