package report

import (
	"io"
	"strconv"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
)

// LinesSchema names the shape of a report as lines of JSON.
const LinesSchema = "tickdiff/report-lines/v2"

// JSONLines writes a report as one JSON object a line: first the report itself,
// then each segment and each finding. Every line has the type of its object and
// the id of the plan, so that lines of many reports can be thrown together.
func JSONLines(w io.Writer, r *Report) error {
	l := linesWriter{w: w, id: PlanID(r.Plan), names: jsonStrings{}}
	l.object(reportLine{l.head("report"), LinesSchema, r.Plan.Verdict, r.Plan.Sound, len(r.Plan.Servers), len(r.Result.Findings)})
	for o := range r.View.Merged(r.Scope) {
		for seg := range o.Segments {
			l.segment(o.Origin, seg)
		}
	}
	for _, f := range r.Result.Findings {
		l.object(findingLine{l.head("finding"), wireFinding(f)})
	}
	return l.err
}

// linesWriter writes objects, one a line. The first error sticks.
type linesWriter struct {
	w     io.Writer
	id    string
	names jsonStrings
	line  []byte // memory for one
	err   error
}

func (l *linesWriter) object(v any) { l.write(append(jsonLine(v), '\n')) }

func (l *linesWriter) write(line []byte) {
	if l.err == nil {
		_, l.err = l.w.Write(line)
	}
}

type lineHead struct {
	Report string `json:"report"`
	Type   string `json:"type"`
}

func (l *linesWriter) head(kind string) lineHead { return lineHead{l.id, kind} }

type reportLine struct {
	lineHead
	Schema   string       `json:"schema"`
	Verdict  plan.Verdict `json:"verdict"`
	Sound    bool         `json:"sound"`
	Servers  int          `json:"servers"`
	Findings int          `json:"findings"`
}

type findingLine struct {
	lineHead
	findingWire
}

// segment writes its line by hand, since most lines are segments.
func (l *linesWriter) segment(origin string, seg *cluster.MergedSegment) {
	b := append(l.line[:0], `{"report":"`...)
	b = append(b, l.id...)
	b = l.names.append(append(b, `","type":"segment","origin":`...), origin)
	b = strconv.AppendUint(append(b, `,"begin":`...), uint64(seg.Begin), 10)
	b = strconv.AppendUint(append(b, `,"end":`...), uint64(seg.End), 10) // not included
	b = strconv.AppendUint(append(b, `,"count":`...), seg.Len(), 10)
	b = l.names.appendStates(append(b, `,"states":`...), seg.Few())
	l.line = append(appendSome(b, `,"many":`, seg.Many()), "}\n"...)
	l.write(l.line)
}
