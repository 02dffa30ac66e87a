package report

import (
	"io"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/ticks"
)

// ReportSchema names the shape of a report in JSON.
const ReportSchema = "tickdiff/report/v2"

// JSON writes a report.
func JSON(w io.Writer, r *Report) error {
	j := newJSONWriter(w)
	j.member("schema", ReportSchema)
	j.member("verdict", r.Plan.Verdict)
	j.member("sound", r.Plan.Sound)
	jsonList(j, "inputs", r.Inputs, itself)
	jsonList(j, "servers", r.Plan.Servers, wireCoverage)
	j.origins(r)
	jsonList(j, "findings", r.Result.Findings, wireFinding)
	jsonList(j, "skipped", r.Result.Skipped, itself)
	jsonList(j, "unused_acceptances", r.Result.Unused, wireUnused)
	j.name("plan")
	j.print("{")
	j.first = true
	j.plan(r.Plan, PlanID(r.Plan))
	j.print("\n}")
	return j.close()
}

type findingWire struct {
	ID       string                      `json:"id"`
	Severity cluster.Severity            `json:"severity"`
	Servers  cluster.List[string]        `json:"servers"`
	Origin   *string                     `json:"origin"`
	Ticks    ticks.Set                   `json:"ticks"`
	Count    uint64                      `json:"count"`
	Message  prose.Text                  `json:"message"`
	Action   prose.Text                  `json:"action"`
	Run      cluster.List[[]string]      `json:"run"`
	Evidence cluster.List[cluster.Proof] `json:"evidence"`
	Accepted *string                     `json:"accepted"`
	More     int                         `json:"more_servers,omitempty"`
}

func wireFinding(f check.Finding) findingWire {
	w := findingWire{ID: f.ID, Severity: f.Severity, Servers: f.Servers, Ticks: f.Ticks, Count: f.Count(),
		Message: f.Message, Action: f.Action, Run: f.Run, Evidence: f.Evidence, More: f.More}
	if f.HasOrigin {
		w.Origin = &f.Origin
	}
	if f.Accepted != "" {
		w.Accepted = &f.Accepted
	}
	return w
}

type unusedWire struct {
	Accept string    `json:"accept"`
	Reason string    `json:"reason"`
	Grown  ticks.Set `json:"grown"`
}

func wireUnused(u check.Unused) unusedWire {
	return unusedWire{u.String(), u.Reason, u.Grown}
}
