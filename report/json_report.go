package report

import (
	"io"

	"tickdiff/analyze"
)

// ReportSchema names the shape of a report in JSON.
const ReportSchema = "tickdiff/report/v2"

// JSON writes a report.
func JSON(w io.Writer, r *Report) error {
	file := func(name string) string { return name }
	j := newJSONWriter(w)
	j.member("schema", ReportSchema)
	j.member("verdict", r.Plan.Verdict)
	j.member("sound", r.Plan.Sound)
	jsonList(j, "inputs", r.Inputs, wireInput)
	jsonList(j, "servers", r.Plan.Servers, func(c analyze.Coverage) any { return wireCoverage(c, file) })
	j.origins(r)
	jsonList(j, "findings", r.Result.Findings, func(f analyze.Finding) any { return wireFinding(f, file) })
	jsonList(j, "skipped", r.Result.Skipped, wireSkipped)
	jsonList(j, "unused_acceptances", r.Result.Unused, wireUnused)
	j.name("plan")
	plan := newJSONWriter(w)
	plan.err = j.err
	plan.plan(r.Plan, PlanID(r.Plan), file)
	plan.print("\n}")
	j.err = plan.err
	return j.close()
}

type inputWire struct {
	File     string        `json:"file"`
	Size     int64         `json:"size"`
	SHA256   string        `json:"sha256"`
	Dumps    int           `json:"dumps"`
	Problems []problemWire `json:"problems"`
}

type problemWire struct {
	Level string `json:"level"`
	Line  int    `json:"line"`
	Col   int    `json:"col"`
	What  string `json:"what"`
	Hint  string `json:"hint,omitempty"`
}

func wireInput(in Input) any {
	w := inputWire{in.File, in.Size, in.SHA256, in.Dumps, []problemWire{}}
	for _, p := range in.Problems {
		w.Problems = append(w.Problems, problemWire(p))
	}
	return w
}

type findingWire struct {
	ID       string      `json:"id"`
	Severity string      `json:"severity"`
	Servers  []string    `json:"servers"`
	Origin   *string     `json:"origin"`
	Ticks    jsonTicks   `json:"ticks"`
	Count    uint64      `json:"count"`
	Message  string      `json:"message"`
	Action   string      `json:"action"`
	Run      [][]string  `json:"run"`
	Evidence []proofWire `json:"evidence"`
	Accepted *string     `json:"accepted"`
}

func wireFinding(f analyze.Finding, file func(string) string) findingWire {
	w := findingWire{ID: f.ID, Severity: f.Severity.String(), Servers: jsonNames(f.Servers), Ticks: jsonTicks(f.Ticks), Count: f.Ticks.Count(),
		Message: f.Message, Action: f.Action, Run: f.Run, Evidence: wireProofs(f.Evidence, file)}
	if f.HasOrigin {
		w.Origin = &f.Origin
	}
	if w.Run == nil {
		w.Run = [][]string{}
	}
	if f.Accepted != "" {
		w.Accepted = &f.Accepted
	}
	return w
}

type skippedWire struct {
	ID     string `json:"id"`
	Reason string `json:"reason"`
	Remedy string `json:"remedy"`
}

type unusedWire struct {
	Accept string    `json:"accept"`
	Reason string    `json:"reason"`
	Grown  jsonTicks `json:"grown"`
}

func wireUnused(u analyze.Unused) any {
	return unusedWire{u.String(), u.Reason, jsonTicks(u.Grown)}
}

func wireSkipped(s analyze.Skipped) any { return skippedWire(s) }
