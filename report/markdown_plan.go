package report

import (
	"fmt"
	"io"
	"strings"

	"tickdiff/analyze"
	"tickdiff/analyze/moatcmd"
)

// PlanMarkdown writes a plan for an issue or a forum; see [Markdown].
func PlanMarkdown(w io.Writer, p *analyze.Plan, run Run) error {
	id := PlanID(p)
	text := fitMarkdown(func(m *markdownWriter) {
		m.headline("plan", p)
		m.summary(p, id)
		for _, doubt := range planDoubts(p, pageQuoting) {
			m.print("%s\n\n", sentence(doubt))
		}
		m.planFolds(p)
		m.next(p)
		m.fold(fmt.Sprintf("Servers (%d)", len(p.Servers)), func() {
			m.table(coverageHeader, coverageRows(p.Servers, m.quoting()))
			m.hashes(p.Servers)
		})
		m.made(run)
	})
	_, err := io.WriteString(w, text)
	return err
}

func (m *markdownWriter) next(p *analyze.Plan) {
	steps := nextSteps(p, m.quoting(), m.most)
	for i, step := range steps {
		m.print("%d. %s", i+1, strings.TrimSpace(step.What+" "+sentence(step.reason())))
		for _, line := range step.Lines {
			m.print(" %s", codeSpan(line))
		}
		m.print("\n")
	}
	if len(steps) > 0 {
		m.print("\n")
	} else {
		m.print("%s\n\n", nothingToDo)
	}
}

// planFolds are the parts of a plan, each if there is any.
func (m *markdownWriter) planFolds(p *analyze.Plan) {
	if rows := missingRows(p, m.quoting()); len(rows) > 0 {
		m.fold(fmt.Sprintf("What is missing, and what about it (%d)", len(rows)), func() { m.missing(rows, whys(p)) })
	}
	if len(p.Commands)+len(p.Unlisted) > 0 {
		m.fold("Commands for what may be marked", func() { m.marks(p) })
	}
	if len(p.Of(analyze.Left))+len(p.Of(analyze.Refused)) > 0 {
		m.fold("What must not be marked", func() { m.table(mustNotHeader, mustNotRows(p, m.quoting(), codeCommand)) })
	}
	if all := p.Entries; len(all.All) > 0 {
		m.fold(fmt.Sprintf("%s (%d)", capital(entriesTitle), len(all.All)), func() { m.entries(&all) })
	}
	if rows := addressRows(p, m.quoting()); len(rows) > 0 {
		m.fold(capital(addressesTitle), func() { m.table(addressHeader, rows) })
	}
	if all := p.Rejected(); len(all) > 0 {
		m.fold(capital(againstTitle), func() {
			for _, a := range all {
				m.print("%s\n", sentence(againstWords(a)))
			}
		})
	}
	if len(p.Returns) > 0 {
		m.fold(capital(returnsTitle), func() { m.text(func(t *textWriter) { t.returnLines(p) }) })
	}
	if len(p.Starts) > 0 {
		m.fold(capital(startsTitle), func() { m.text(func(t *textWriter) { t.startLines(p) }) })
	}
	if len(p.Requests) > 0 {
		m.fold(fmt.Sprintf("Dumps still needed, the most useful first (%d)", len(p.Requests)), func() { m.requests(p.Requests) })
	}
}

// capital writes a title with its first letter large.
func capital(title string) string { return strings.ToUpper(title[:1]) + title[1:] }

func (m *markdownWriter) missing(rows [][]string, whys []string) {
	m.table(missingHeader, rows)
	m.print("\n")
	for _, why := range whys {
		m.print("- %s\n", why)
	}
}

func codeCommand(argv []string) string { return codeSpan(moatcmd.PastedLine(argv)) }

func (m *markdownWriter) marks(p *analyze.Plan) {
	m.commands(markLines(p.Commands))
	for _, c := range first(p.Unlisted, m.most) {
		m.print("- %s\n", unlistedWords(&c, m.quoting()))
	}
	m.leftOut(len(p.Unlisted)-m.most, "commands with too many ticks")
}

func (m *markdownWriter) requests(all []analyze.Request) {
	lines, byHand := requestLines(all)
	m.commands(lines)
	for _, name := range first(byHand, m.most) {
		m.print("- a dump of %s, taken by hand: no command can be trusted with its name\n", codeName(name))
	}
	m.leftOut(len(byHand)-m.most, "servers")
}

func (m *markdownWriter) entries(all *analyze.Entries) {
	header, rows := entryTable(all.All, m.quoting(), func(json string) string { return codeSpan(valueWords(json, valueShown, "")) })
	m.table(header, rows)
	if all.More {
		m.print("\n%s\n", moreEntries)
	}
	m.print("\n%s\n", prose(entriesNote))
}

// hashes are how a maintainer knows the dumps again.
func (m *markdownWriter) hashes(all []analyze.Coverage) {
	var rows [][]string
	for _, c := range all {
		for _, s := range c.Sources {
			rows = append(rows, []string{m.quoting().fileLine(s.File, s.Line), codeSpan(s.SHA256)})
		}
	}
	m.print("\n")
	m.table([]string{"dump", "SHA-256 of the file"}, rows)
}
