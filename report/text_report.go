package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/fatih/color"

	"tickdiff/analyze"
	"tickdiff/analyze/moatcmd"
)

// Text writes a report for people: the verdict and the findings first, then what
// they rest on, and the totals last, where a long report ends in a terminal.
func Text(w io.Writer, r *Report, o TextOptions) error {
	t := newTextWriter(w, o)
	t.headline(r.Plan)
	t.findings(r.Result.Findings)
	t.entries(&r.Plan.Entries)
	t.stillNeeded(r.Plan)
	t.starts(r.Plan)
	t.heading("tick map")
	t.maps(r.View)
	t.merged(r)
	t.coverage(r.Plan.Servers)
	t.skipped(r.Result.Skipped)
	t.unused(r.Result.Unused)
	t.inputs(r.Inputs)
	t.totals(r)
	if !r.Plan.NothingMissing() {
		t.print("\n")
		t.line("Next: tickdiff plan, with the same dumps, says what to do about what is missing.")
	}
	return t.err
}

// severityColors has every severity.
var severityColors = map[analyze.Severity][]color.Attribute{
	analyze.Critical: {color.FgRed, color.Bold},
	analyze.Error:    {color.FgRed},
	analyze.Warning:  {color.FgYellow},
	analyze.Info:     {color.FgCyan},
}

func (t *textWriter) findings(all []analyze.Finding) {
	t.heading("findings")
	if len(all) == 0 {
		t.line("None in what was given.")
		return
	}
	for _, f := range first(all, t.rows()) {
		t.finding(&f)
	}
	t.leftOut(len(all)-t.rows(), "findings")
}

func (t *textWriter) finding(f *analyze.Finding) {
	accepted := ""
	if f.Accepted != "" {
		accepted = " (accepted: " + escapeInvisible(f.Accepted) + ")"
	}
	t.ledLine(f.Severity.String(), severityColors[f.Severity], " %s%s: %s.", f.ID, accepted, escapeInvisible(f.Message))
	evidence := first(f.Evidence, t.limit(evidenceShown))
	for _, e := range evidence {
		t.line("    %s", proofWords(&e, t.quoting()))
	}
	if left := len(f.Evidence) - len(evidence); left > 0 {
		t.line("    … and %d more places%s", left, t.more)
	}
	t.line("    do: %s", escapeInvisible(f.Action))
	for _, argv := range f.Run {
		t.print("    %s\n", moatcmd.PastedLine(argv))
	}
}

// merged shows, for each origin, what the servers do not agree on: a column a
// server if there is room, else a sentence a stretch of ticks.
func (t *textWriter) merged(r *Report) {
	t.heading("merged view")
	header, rows, left := mergedRows(r, t.quoting(), t.rows())
	copy(header, upper(header[:2])) // the others are names
	switch {
	case len(rows) == 0:
		t.line("%s", agreement(r))
	case fitsTable(t.Width, header, rows):
		t.table(header, rows)
	default:
		t.mergedLines(header, rows)
	}
	t.leftOut(left, "ranges of ticks")
}

func (t *textWriter) mergedLines(header []string, rows [][]string) {
	for _, row := range rows {
		var parts []string
		for _, look := range stateLooks {
			var on []string
			for i, state := range row[2:] {
				if state == look.word {
					on = append(on, header[2+i])
				}
			}
			if len(on) > 0 {
				parts = append(parts, look.word+" on "+strings.Join(on, ", "))
			}
		}
		t.line("%s %s: %s", row[0], row[1], strings.Join(parts, "; "))
	}
}

func (t *textWriter) skipped(all []analyze.Skipped) {
	if len(all) == 0 {
		return
	}
	t.heading("checks that could not look")
	for i := 0; i < len(all); {
		ids := all[i].ID // checks with one reason share a line
		s := all[i]
		for i++; i < len(all) && all[i].Reason == s.Reason && all[i].Remedy == s.Remedy; i++ {
			ids += ", " + all[i].ID
		}
		t.line("%s: %s. To let %s look: %s.", ids, escapeInvisible(s.Reason), pronoun(ids != s.ID), escapeInvisible(s.Remedy))
	}
}

// unused says which acceptances hold no longer, or never did.
func (t *textWriter) unused(all []analyze.Unused) {
	if len(all) == 0 {
		return
	}
	t.heading("acceptances that do not hold")
	for _, u := range all {
		t.line("%s", unusedWords(&u, t.quoting()))
	}
}

func pronoun(many bool) string {
	if many {
		return "them"
	}
	return "it"
}

func (t *textWriter) inputs(all []Input) {
	if len(all) == 0 {
		return
	}
	t.heading("inputs")
	t.table(upper(inputHeader), inputRows(all, Visible, shortHash))
	for _, in := range all {
		for _, p := range in.Problems {
			t.line("%s: %s: %s", place(in.File, p), p.Level, escapeInvisible(p.What))
		}
	}
}

func place(file string, p Problem) string {
	if p.Line == 0 {
		return Visible(file)
	}
	return fmt.Sprintf("%s:%d:%d", Visible(file), p.Line, p.Col)
}

// shortHash is enough of a hash to tell inputs apart by eye; JSON has all of it.
func shortHash(sum string) string {
	if len(sum) < 12 {
		return "-"
	}
	return sum[:12]
}
