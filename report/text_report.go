package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"tickdiff/analyze"
)

// Text writes a report for people: findings first, then coverage, the merged
// view, and the plan in one sentence.
func Text(w io.Writer, r *Report, o TextOptions) error {
	t := &textWriter{w: w, width: o.Width}
	t.line("%s", headline(r.Plan))
	t.findings(r.Result.Findings)
	t.coverage(r.Plan.Servers)
	t.merged(r)
	t.skipped(r.Result.Skipped)
	t.inputs(r.Inputs)
	if len(r.Plan.Steps)+len(r.Plan.Left)+len(r.Plan.Refused) > 0 {
		t.print("\n")
		t.line("Next: tickdiff plan, with the same dumps, says what to do about what is missing.")
	}
	return t.err
}

func (t *textWriter) findings(all []analyze.Finding) {
	t.heading("findings")
	if len(all) == 0 {
		t.line("None in what was given.")
		return
	}
	for _, f := range all {
		t.line("%s %s: %s.", f.Severity, f.ID, f.Message)
		for _, e := range f.Evidence {
			t.line("    %s:%d: %s %s on %s", Visible(e.File), e.Line, e.State, e.Ticks, Visible(e.Server))
		}
		t.line("    do: %s", f.Action)
		for _, argv := range f.Run {
			t.print("    %s\n", PastedLine(argv))
		}
	}
}

// merged shows, for each origin, what the servers do not agree on.
func (t *textWriter) merged(r *Report) {
	t.heading("merged view")
	seen := r.View.With(analyze.Seen)
	header := []string{"ORIGIN", "TICKS"}
	for _, s := range seen {
		header = append(header, Visible(s.Name))
	}
	var rows [][]string
	for o := range r.View.Merged(r.AllSegments) {
		for _, seg := range o.Segments {
			row := []string{Visible(o.Origin), seg.Range.String()}
			for _, s := range seg.States {
				row = append(row, s.State)
			}
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		t.line("The servers that were asked agree on every tick.")
		return
	}
	t.table(header, rows)
}

func (t *textWriter) skipped(all []analyze.Skipped) {
	if len(all) == 0 {
		return
	}
	t.heading("checks that could not look")
	for _, s := range all {
		t.line("%s: %s", s.ID, s.Reason)
	}
}

func (t *textWriter) inputs(all []Input) {
	t.heading("inputs")
	var rows [][]string
	for _, in := range all {
		rows = append(rows, []string{Visible(in.File), strconv.Itoa(in.Dumps), strconv.FormatInt(in.Size, 10), shortHash(in.SHA256)})
	}
	t.table([]string{"FILE", "DUMPS", "BYTES", "SHA-256"}, rows)
	for _, in := range all {
		for _, p := range in.Problems {
			t.line("%s: %s: %s", place(in.File, p), p.Level, p.What)
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
		return strings.Repeat("-", 1)
	}
	return sum[:12]
}
