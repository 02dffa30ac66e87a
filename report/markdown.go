package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"tickdiff/analyze"
	"tickdiff/analyze/moatcmd"
)

// Markdown writes a report for an issue or a forum: what a maintainer needs to
// judge it first, and all else folded. It stays below [MaxMarkdown] by leaving
// out detail, and says so.
func Markdown(w io.Writer, r *Report, run Run) error {
	id := PlanID(r.Plan)
	text := fitMarkdown(func(m *markdownWriter) {
		m.headline("report", r.Plan)
		m.summary(r.Plan, id, []string{"findings", findingTotals(r.Result.Findings)})
		m.foremost(r.Result.Findings)
		if n := len(r.Result.Findings); n > 0 {
			m.fold(fmt.Sprintf("Findings (%d)", n), func() { m.findings(r.Result.Findings) })
		}
		m.fold("Tick maps", func() { m.text(func(t *textWriter) { t.maps(r.View) }) })
		m.fold("Where the servers differ", func() { m.merged(r) })
		m.planFolds(r.Plan)
		m.fold(fmt.Sprintf("Servers (%d)", len(r.Plan.Servers)), func() { m.table(coverageHeader, coverageRows(r.Plan.Servers, m.quoting())) })
		m.skipped(r.Result.Skipped)
		m.unused(r.Result.Unused)
		m.fold(fmt.Sprintf("Inputs (%d)", len(r.Inputs)), func() { m.inputs(r.Inputs) })
		m.made(run)
	})
	_, err := io.WriteString(w, text)
	return err
}

// headline is the verdict as a heading, and its sentence.
func (m *markdownWriter) headline(what string, p *analyze.Plan) {
	word, rest, _ := strings.Cut(headline(p), ": ")
	m.print("### tickdiff %s: %s\n\n%s\n\n", what, word, rest)
	if careful := carefulWords(p, m.quoting(), m.most); careful != "" {
		m.print("%s\n\n", careful)
	}
}

// summary is what a maintainer sees at a glance. Names are few, so that it is
// never what makes a report too long.
func (m *markdownWriter) summary(p *analyze.Plan, id string, more ...[]string) {
	rows := append(more, [][]string{
		{"ticks", tickTotals(p)},
		{"servers", serverTotals(p.Servers)},
	}...)
	if asked := m.notAsked(p.Servers); asked != "" {
		rows = append(rows, []string{"not asked", asked})
	}
	m.wholeTable([]string{"", ""}, append(rows, []string{"plan", codeSpan(id)}))
	m.print("\n")
}

// notAsked names servers without a dump that were not declared gone.
func (m *markdownWriter) notAsked(all []analyze.Coverage) string {
	var names []string
	for _, c := range all {
		if c.Status == analyze.Unseen {
			names = append(names, c.Name)
		}
	}
	shown := first(names, min(m.most, foremostShown))
	words := m.quoting().names(shown)
	if left := len(names) - len(shown); left > 0 {
		words += fmt.Sprintf(" … and %d more", left)
	}
	return words
}

// foremostShown is how many findings, and names, stand in the open.
const foremostShown = 5

func (m *markdownWriter) foremost(all []analyze.Finding) {
	for _, f := range first(all, min(foremostShown, m.most)) {
		m.print("- %s\n", findingSentence(&f))
	}
	if len(all) > 0 {
		m.print("\n")
	}
}

func findingSentence(f *analyze.Finding) string {
	accepted := ""
	if f.Accepted != "" {
		accepted = fmt.Sprintf(" (accepted: %s)", codeName(f.Accepted))
	}
	return fmt.Sprintf("**%s** %s%s: %s.", f.Severity, f.ID, accepted, sentence(f.Message))
}

func (m *markdownWriter) findings(all []analyze.Finding) {
	for i, f := range first(all, m.most) {
		m.print("%d. %s\n", i+1, findingSentence(&f))
		indent := strings.Repeat(" ", len(strconv.Itoa(i+1))+2)
		for _, e := range first(f.Evidence, evidenceShown) {
			m.print("%s- %s\n", indent, proofWords(&e, m.quoting()))
		}
		if left := len(f.Evidence) - evidenceShown; left > 0 {
			m.print("%s- … and %d more places\n", indent, left)
		}
		m.print("%s- do: %s\n", indent, sentence(f.Action))
		for _, argv := range f.Run {
			m.print("%s- %s\n", indent, codeSpan(moatcmd.PastedLine(argv)))
		}
	}
	m.leftOut(len(all)-m.most, "findings")
}

// text is what a terminal would show, as a block.
func (m *markdownWriter) text(write func(t *textWriter)) {
	lines := strings.Split(textBlock(write), "\n")
	m.print("%s", codeBlock("", first(lines, m.most)))
	m.leftOut(len(lines)-m.most, "lines")
}

func (m *markdownWriter) merged(r *Report) {
	header, rows, left := mergedRows(r, m.quoting(), m.most)
	if len(rows) == 0 {
		m.print("%s\n", agreement(r))
		return
	}
	m.table(header, rows)
	m.leftOut(left, "ranges of ticks")
}

func (m *markdownWriter) skipped(all []analyze.Skipped) {
	if len(all) == 0 {
		return
	}
	m.fold(fmt.Sprintf("Checks that could not look (%d)", len(all)), func() {
		for _, s := range first(all, m.most) {
			m.print("- %s: %s\n", s.ID, sentence(s.Reason))
		}
		m.leftOut(len(all)-m.most, "checks")
	})
}

func (m *markdownWriter) unused(all []analyze.Unused) {
	if len(all) == 0 {
		return
	}
	m.fold(fmt.Sprintf("Acceptances that do not hold (%d)", len(all)), func() {
		for _, u := range first(all, m.most) {
			m.print("- %s\n", codeSpan(unusedWords(&u, quoting{Visible, m.quoting().set})))
		}
		m.leftOut(len(all)-m.most, "acceptances")
	})
}

// inputs gives the whole hashes: they are how a maintainer knows the files again.
func (m *markdownWriter) inputs(all []Input) {
	var problems []string
	for _, in := range all {
		for _, p := range in.Problems {
			problems = append(problems, fmt.Sprintf("- %s: %s: %s", codeSpan(place(in.File, p)), p.Level, codeSpan(escapeInvisible(p.What))))
		}
	}
	m.table(inputHeader, inputRows(all, codeName, codeSpan))
	m.print("\n")
	for _, p := range first(problems, m.most) {
		m.print("%s\n", p)
	}
	m.leftOut(len(problems)-m.most, "remarks")
}
