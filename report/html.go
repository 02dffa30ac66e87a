package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"tickdiff/analyze"
	"tickdiff/analyze/moatcmd"
	"tickdiff/ticks"
)

//go:embed html.tmpl
var htmlSource string

// HTML writes a report as one page that loads nothing and runs nothing. Long
// lists are cut, with what is left out counted, so that a large cluster still
// opens at once.
func HTML(w io.Writer, r *Report, run Run) error {
	t, err := template.New("report").Parse(htmlSource)
	if err != nil {
		panic("report: the page's template is broken: " + err.Error())
	}
	return t.Execute(w, newPage(r, run))
}

// How much is shown of each list.
const (
	pageForemost = 20 // findings in the open
	pageFindings = 200
	pageRows     = 200
	pageCells    = 10_000 // of a table with a column a server
	pageLines    = 200    // of commands
	pageRanges   = 24     // of one set
)

// page is what the template shows. Everything in it is fit to be shown.
type page struct {
	Verdict, Sentence, Plan string
	Careful                 string // a second sentence, if there is need
	Facts                   [][2]string
	Findings, OtherFindings []pageFinding // in the open; folded
	MoreFindings            int           // than these, if any is left out: all that are not in the open
	States                  []pageState
	Overview                *pageOverview
	Maps                    []pageMap
	MoreMaps                int // origins that are not drawn
	Merged                  pageTable
	Agreement               string // where Merged has no rows
	Missing, MustNot        pageTable
	Addresses, Entries      pageTable
	EntryNotes              []string
	Whys                    []string
	Marks, Requests         []string
	MoreMarks, MoreRequests int
	ByHand, Unlisted        []string
	Next                    []pageStep
	Against                 []string
	Returns, Starts         string
	Servers, Inputs         pageTable
	Remarks, Skipped        [][2]string
	Run                     Run
	Command                 string
}

type pageStep struct {
	Words    string
	Commands []string
}

type pageFinding struct {
	Severity, ID, Accepted string
	Message, Action        []part
	Evidence               []string
	MoreEvidence           int
	Run                    []string
}

type pageTable struct {
	Header []string
	Rows   [][]string
	More   int
}

// pageQuoting is how cells are written; the template escapes them for HTML.
var pageQuoting = quoting{Visible, func(s ticks.Set) string { return someTicks(s, pageRanges) }}

func newPage(r *Report, run Run) *page {
	verdict, rest, _ := strings.Cut(headline(r.Plan), ": ")
	p := &page{Verdict: verdict, Sentence: rest, Careful: carefulWords(r.Plan, pageQuoting, carefulShown), Plan: PlanID(r.Plan), Run: Run{Version: Visible(run.Version)}, Command: run.line(),
		Facts: [][2]string{{"findings", findingTotals(r.Result.Findings)}, {"ticks", tickTotals(r.Plan)}, {"servers", serverTotals(r.Plan.Servers)}}}
	p.fillFindings(r.Result.Findings)
	p.fillMaps(r.View)
	header, rows, left := mergedRows(r, pageQuoting, min(pageRows, pageCells/(2+len(r.View.With(analyze.Seen)))))
	p.Merged, p.Agreement = pageTable{header, rows, left}, agreement(r)
	p.fillPlan(r.Plan)
	p.Servers = cutTable(coverageHeader, coverageRows(r.Plan.Servers, pageQuoting))
	p.fillInputs(r)
	return p
}

func (p *page) fillFindings(all []analyze.Finding) {
	var shown []pageFinding
	for _, f := range first(all, pageFindings) {
		shown = append(shown, pageFindingOf(&f))
	}
	p.Findings = first(shown, pageForemost)
	p.OtherFindings = shown[len(p.Findings):]
	if len(all) > len(shown) {
		p.MoreFindings = len(all) - len(p.Findings)
	}
}

func cutTable(header []string, rows [][]string) pageTable {
	return pageTable{header, first(rows, pageRows), max(0, len(rows)-pageRows)}
}

func pageFindingOf(f *analyze.Finding) pageFinding {
	out := pageFinding{Severity: f.Severity.String(), ID: f.ID, Message: partsOf(f.Message), Action: partsOf(f.Action),
		MoreEvidence: max(0, len(f.Evidence)-evidenceShown)}
	if f.Accepted != "" {
		out.Accepted = Visible(f.Accepted)
	}
	for _, e := range first(f.Evidence, evidenceShown) {
		out.Evidence = append(out.Evidence, proofWords(&e, pageQuoting))
	}
	for _, argv := range f.Run {
		out.Run = append(out.Run, moatcmd.PastedLine(argv))
	}
	return out
}

func (p *page) fillInputs(r *Report) {
	p.Inputs = cutTable(inputHeader, inputRows(r.Inputs, Visible, Visible))
	for _, in := range r.Inputs {
		for _, problem := range in.Problems {
			p.Remarks = append(p.Remarks, [2]string{place(in.File, problem), problem.Level + ": " + escapeInvisible(problem.What)})
		}
	}
	for _, s := range r.Result.Skipped {
		p.Skipped = append(p.Skipped, [2]string{s.ID, escapeInvisible(s.Reason)})
	}
	for _, u := range r.Result.Unused {
		p.Skipped = append(p.Skipped, [2]string{"acceptance that does not hold", unusedWords(&u, pageQuoting)})
	}
}

// fillPlan is what is missing and what about it.
func (p *page) fillPlan(plan *analyze.Plan) {
	p.Missing = cutTable(missingHeader, missingRows(plan, pageQuoting))
	p.MustNot = cutTable(mustNotHeader, mustNotRows(plan, pageQuoting, moatcmd.PastedLine))
	p.Addresses = cutTable(addressHeader, addressRows(plan, pageQuoting))
	p.Whys = append(planDoubts(plan, pageQuoting), whys(plan)...)
	p.Marks, p.MoreMarks = cutLines(markLines(plan.Commands))
	for _, c := range first(plan.Unlisted, pageLines) {
		p.Unlisted = append(p.Unlisted, unlistedWords(&c, pageQuoting))
	}
	lines, byHand := requestLines(plan.Requests)
	p.Requests, p.MoreRequests = cutLines(lines)
	for _, name := range first(byHand, pageLines) {
		p.ByHand = append(p.ByHand, Visible(name))
	}
	p.fillEntries(&plan.Entries)
	for _, step := range nextSteps(plan, pageQuoting, stepMost) {
		p.Next = append(p.Next, pageStep{step.words(), step.Lines})
	}
	for _, a := range plan.Rejected() {
		p.Against = append(p.Against, fmt.Sprintf("%s (%s)", a.Why, tickWord(a.Count)))
	}
	if len(plan.Returns) > 0 {
		p.Returns = textBlock(func(t *textWriter) { t.returnLines(plan) })
	}
	if len(plan.Starts) > 0 {
		p.Starts = textBlock(func(t *textWriter) { t.startLines(plan) })
	}
}

func (p *page) fillEntries(all *analyze.Entries) {
	p.Entries = cutTable(entryTable(all.All, pageQuoting, func(json string) string { return valueWords(json, valueShown, "") }))
	if all.More {
		p.EntryNotes = append(p.EntryNotes, moreEntries)
	}
	p.EntryNotes = append(p.EntryNotes, entriesNote)
}

func cutLines(all []string) (lines []string, more int) {
	return first(all, pageLines), max(0, len(all)-pageLines)
}
