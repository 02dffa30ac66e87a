package report

import (
	"io"
	"strconv"

	"tickdiff/analyze"
	"tickdiff/analyze/moatcmd"
)

// ExplainText writes all that is known of one tick: what each dump says of it, how
// each server stands to it, and what would change that.
func ExplainText(w io.Writer, e *analyze.Explanation, o TextOptions) error {
	t := newTextWriter(w, o)
	t.line("Tick %d of %s.", e.Tick, Visible(e.Origin))
	t.words(e.Statements)
	t.heading("how the servers stand to it")
	for _, s := range e.Servers {
		t.standing(&s)
	}
	return t.err
}

func (t *textWriter) words(all []analyze.Statement) {
	t.heading("what the dumps say, the oldest first")
	var rows [][]string
	for _, w := range all {
		tock, said := "-", w.State
		if w.HasTock {
			tock = strconv.FormatUint(w.Tock, 10)
		}
		if w.Derived {
			said += " (derived)"
		}
		if w.Asked {
			said += ", missed by another"
		}
		if w.Past {
			said += ", in an older dump"
		}
		rows = append(rows, []string{tock, Visible(w.Server), said, t.quoting().fileLine(w.File, w.Line)})
	}
	t.table([]string{"TOCK", "SERVER", "SAYS", "WHERE"}, rows)
}

// standing is a sentence for a server, and what would change it where it misses
// the tick.
func (t *textWriter) standing(s *analyze.Standing) {
	d := s.Decision
	switch {
	case s.Status != analyze.Seen:
		t.line("%s: %s.", Visible(s.Server), s.Status)
		return
	case d != nil && d.Fate() == analyze.Untold:
		t.line("%s: not told; an older dump shows it missing, and no newer one tells what became of it. Dump it again, with -a.", Visible(s.Server))
		return
	case d == nil:
		t.line("%s: %s; nothing to decide.", Visible(s.Server), s.State)
		return
	}
	rule := analyze.RuleOf(d.Reason)
	verdict := rule.Then
	if d.Kind != "" {
		verdict = "mark " + string(d.Kind)
	}
	t.line("%s misses it: %s, by rule %s (%s): %s.", Visible(s.Server), verdict, rule.Number, d.Reason, rule.Why)
	switch {
	case len(d.Needs) > 0:
		t.line("    needed: %s", visibleAll(d.Needs))
	case len(d.Holders) > 0:
		t.line("    on: %s", visibleAll(d.Holders))
	}
	if d.Fate() == analyze.Left && len(d.DeletedOn) > 0 {
		t.line("    deleted, or may be, on: %s (see deletion-race)", visibleAll(d.DeletedOn))
	}
	t.line("    would change it: %s", rule.Change)
	if len(s.Look) > 0 {
		t.print("    %s\n", moatcmd.PastedLine(s.Look))
	}
}
