package report

import (
	"fmt"
	"io"

	"tickdiff/analyze"
)

// LinesSchema names the shape of a report as lines of JSON.
const LinesSchema = "tickdiff/report-lines/v1"

// JSONLines writes a report as one JSON object a line: first the report itself,
// then each segment and each finding. Every line has the type of its object and
// the id of the plan, so that lines of many reports can be thrown together.
func JSONLines(w io.Writer, r *Report) error {
	l := linesWriter{w: w, id: PlanID(r.Plan)}
	l.line(reportLine{l.head("report"), LinesSchema, r.Plan.Verdict, len(r.Plan.Servers), len(r.Result.Findings)})
	for o := range r.View.Merged(r.AllSegments) {
		for _, seg := range o.Segments {
			l.segment(o.Origin, seg)
		}
	}
	for _, f := range r.Result.Findings {
		l.line(findingLine{l.head("finding"), wireFinding(f, func(name string) string { return name })})
	}
	return l.err
}

// linesWriter writes objects, one a line. The first error sticks.
type linesWriter struct {
	w   io.Writer
	id  string
	err error
}

func (l *linesWriter) line(v any) {
	if l.err == nil {
		_, l.err = fmt.Fprintf(l.w, "%s\n", jsonLine(v))
	}
}

type lineHead struct {
	Report string `json:"report"`
	Type   string `json:"type"`
}

func (l *linesWriter) head(kind string) lineHead { return lineHead{l.id, kind} }

type reportLine struct {
	lineHead
	Schema   string          `json:"schema"`
	Verdict  analyze.Verdict `json:"verdict"`
	Servers  int             `json:"servers"`
	Findings int             `json:"findings"`
}

type segmentLine struct {
	lineHead
	Origin string      `json:"origin"`
	Begin  uint64      `json:"begin"`
	End    uint64      `json:"end"` // not included
	Count  uint64      `json:"count"`
	States []stateWire `json:"states"`
}

type stateWire struct {
	Server string `json:"server"`
	State  string `json:"state"`
}

type findingLine struct {
	lineHead
	findingWire
}

func (l *linesWriter) segment(origin string, seg analyze.MergedSegment) {
	states := make([]stateWire, len(seg.States))
	for i, s := range seg.States {
		states[i] = stateWire(s)
	}
	l.line(segmentLine{l.head("segment"), origin, uint64(seg.Begin), uint64(seg.End), seg.Len(), states})
}
