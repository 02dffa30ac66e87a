package report

import (
	"io"
	"strconv"

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
	j.findings(r.Result.Findings)
	jsonList(j, "skipped", r.Result.Skipped, itself)
	jsonList(j, "unused_acceptances", r.Result.Unused, wireUnused)
	j.name("plan")
	j.print("{")
	j.first = true
	j.plan(r.Plan, PlanID(r.Plan))
	j.print("\n}")
	return j.close()
}

// findings writes a line a finding.
func (j *jsonWriter) findings(all []check.Finding) {
	j.name("findings")
	j.lines(func(yield func([]byte) bool) {
		for i := range all {
			if !yield(findingJSON(&all[i])) {
				return
			}
		}
	})
}

type findingHead struct {
	ID       string               `json:"id"`
	Severity cluster.Severity     `json:"severity"`
	Reason   *string              `json:"reason"`
	Origin   *string              `json:"origin"`
	Ticks    ticks.Set            `json:"ticks"`
	Count    uint64               `json:"count"`
	Message  prose.Text           `json:"message"`
	Action   prose.Text           `json:"action"`
	Accepted *string              `json:"accepted"`
	Servers  cluster.List[string] `json:"servers"`
	More     int                  `json:"more_servers,omitempty"`
}

type findingTail struct {
	Run      cluster.List[[]string]      `json:"run"`
	Evidence cluster.List[cluster.Proof] `json:"evidence"`
}

// findingJSON writes a finding with a list of servers for each role.
func findingJSON(f *check.Finding) []byte {
	head := findingHead{ID: f.ID, Severity: f.Severity, Reason: unlessEmpty(f.Reason), Ticks: f.Ticks, Count: f.Count(),
		Message: f.Message, Action: f.Action, Accepted: unlessEmpty(f.Accepted), Servers: f.Servers, More: f.More}
	if f.HasOrigin {
		head.Origin = &f.Origin
	}
	b := jsonLine(head)
	b = b[:len(b)-1]
	for _, role := range check.Roles {
		p := f.Part(role)
		b = appendSome(b, `,"`+string(role)+`":`, p.Servers)
		if p.More > 0 {
			b = strconv.AppendInt(append(b, `,"more_`+string(role)+`":`...), int64(p.More), 10)
		}
	}
	return append(append(b, ','), jsonLine(findingTail{f.Run, f.Evidence})[1:]...)
}

// unlessEmpty is null for "".
func unlessEmpty(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

type unusedWire struct {
	Accept string               `json:"accept"`
	Reason string               `json:"reason"`
	Grown  ticks.Set            `json:"grown"`
	Others cluster.List[string] `json:"others"`
}

func wireUnused(u check.Unused) unusedWire {
	return unusedWire{u.String(), u.Reason, u.Grown, u.Others}
}
