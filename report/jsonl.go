package report

import (
	"io"

	"tickdiff/analyze/plan"
)

// LinesSchema names the shape of a report as lines of JSON.
const LinesSchema = "tickdiff/report-lines/v2"

// JSONLines writes a report as one JSON object a line: first the report itself,
// then each server, segment and finding. Every line has the type of its object and
// the id of the plan, so that lines of many reports can be thrown together.
func JSONLines(w io.Writer, r *Report) error {
	l := linesWriter{w: w, id: PlanID(r.Plan)}
	l.write("report", jsonLine(reportLine{LinesSchema, r.Plan.Verdict, r.Plan.Sound}))
	for _, s := range r.Plan.Servers {
		l.write("server", jsonLine(wireCoverage(s)))
	}
	names := jsonStrings{}
	var line []byte // most lines are segments
	for o := range r.View.Merged(r.Scope) {
		for seg := range o.Segments {
			line = names.append(append(line[:0], `{"origin":`...), o.Origin)
			line = names.appendSegment(append(line, ','), seg)
			l.write("segment", line)
		}
	}
	for i := range r.Result.Findings {
		l.write("finding", findingJSON(&r.Result.Findings[i]))
	}
	return l.err
}

// linesWriter writes objects, one a line. The first error sticks.
type linesWriter struct {
	w    io.Writer
	id   string
	line []byte // memory for one
	err  error
}

// write writes an object that has members, behind those that every line has.
func (l *linesWriter) write(kind string, object []byte) {
	b := append(append(l.line[:0], `{"report":"`...), l.id...)
	b = append(append(append(b, `","type":"`...), kind...), `",`...)
	l.line = append(append(b, object[1:]...), '\n')
	if l.err == nil {
		_, l.err = l.w.Write(l.line)
	}
}

type reportLine struct {
	Schema  string       `json:"schema"`
	Verdict plan.Verdict `json:"verdict"`
	Sound   bool         `json:"sound"`
}
