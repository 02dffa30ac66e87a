package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"tickdiff/analyze"
)

// DiffText writes a difference for people: what went back, what moved, and how
// far the servers could be compared.
func DiffText(w io.Writer, d *analyze.Difference, o TextOptions) error {
	t := newTextWriter(w, o)
	t.line("%s", diffHeadline(d))
	t.wentBack(d)
	t.moves(d.Moves)
	t.serverDiffs(d.Servers)
	return t.err
}

func diffHeadline(d *analyze.Difference) string {
	switch d.Verdict {
	case analyze.Same:
		return "SAME: no tick moved."
	case analyze.NotComparable:
		return "NOT COMPARABLE: no tick moved in what both sides tell, but they do not tell the same."
	}
	return fmt.Sprintf("DIFFERENT: %d move%s.", len(d.Moves), ending(uint64(len(d.Moves))))
}

func (t *textWriter) wentBack(d *analyze.Difference) {
	var lines []string
	for _, s := range d.Servers {
		if s.WentBack {
			lines = append(lines, fmt.Sprintf("critical: the tock of %s fell from %d to %d: it began again without its data, or before and after are mixed up.", Visible(s.Name), *s.Before, *s.After))
		}
	}
	for _, b := range d.Back {
		if b.Server == b.Origin {
			lines = append(lines, fmt.Sprintf("critical: %s counts its own ticks to %d, and to %d before: it will give ticks out again.", Visible(b.Server), b.After, b.Before))
		} else {
			lines = append(lines, fmt.Sprintf("error: %s has heard of %s up to %d, and up to %d before.", Visible(b.Server), Visible(b.Origin), b.After, b.Before))
		}
	}
	if len(lines) == 0 {
		return
	}
	t.heading("what went back")
	for _, line := range lines {
		t.line("%s", line)
	}
}

func (t *textWriter) moves(all []analyze.Move) {
	if len(all) == 0 {
		return
	}
	t.heading("what moved")
	var rows [][]string
	for _, m := range all {
		rows = append(rows, []string{m.Kind.Severity.String(), m.Kind.ID, Visible(m.Server), Visible(m.Origin), t.set(m.Ticks), strconv.FormatUint(m.Ticks.Count(), 10), m.From, m.To})
	}
	t.table([]string{"SEVERITY", "MOVE", "SERVER", "ORIGIN", "TICKS", "COUNT", "FROM", "TO"}, rows)
	t.print("\n")
	for i, m := range all {
		if i == 0 || all[i-1].Kind != m.Kind {
			t.line("%s: %s.", m.Kind.ID, m.Kind.Says)
		}
	}
}

func (t *textWriter) serverDiffs(all []analyze.ServerDiff) {
	t.heading("servers")
	var rows [][]string
	for _, s := range all {
		only := "-"
		if len(s.Uncompared) > 0 {
			only = strings.Join(s.Uncompared, ", ")
		}
		rows = append(rows, []string{Visible(s.Name), s.Status.String(), tockCell(s.Before), tockCell(s.After), only})
	}
	t.table([]string{"SERVER", "STATUS", "TOCK BEFORE", "TOCK AFTER", "TOLD ON ONE SIDE ONLY"}, rows)
}
