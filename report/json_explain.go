package report

import (
	"io"
	"slices"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
)

// ExplainSchema names the shape of an explanation of a tick in JSON, and
// ChecksSchema that of checks.
const (
	ExplainSchema = "tickdiff/explain/v1"
	ChecksSchema  = "tickdiff/checks/v1"
)

// ExplainJSON writes all that is known of one tick.
func ExplainJSON(w io.Writer, e *plan.Explanation) error {
	j := newJSONWriter(w)
	j.member("schema", ExplainSchema)
	j.member("origin", e.Origin)
	j.member("tick", e.Tick)
	jsonList(j, "dumps", e.Statements, wireWord)
	jsonList(j, "servers", e.Servers, wireStanding)
	return j.close()
}

type wordWire struct {
	Server  string  `json:"server"`
	Tock    *uint64 `json:"tock"`
	File    string  `json:"file"`
	Line    int     `json:"line"`
	State   string  `json:"state"`
	Derived bool    `json:"derived"`
	Asked   bool    `json:"asked"`
	Older   bool    `json:"older"`
}

func wireWord(w plan.Statement) wordWire {
	out := wordWire{Server: w.Server, File: w.File, Line: w.Line, State: w.State.String(), Derived: w.Derived, Asked: w.Asked, Older: w.Past}
	if w.HasTock {
		out.Tock = &w.Tock
	}
	return out
}

type standingWire struct {
	Server  string         `json:"server"`
	Status  cluster.Status `json:"status"`
	State   string         `json:"state"`
	Verdict *verdictWire   `json:"verdict"`
}

type verdictWire struct {
	Rule    string               `json:"rule"`
	Reason  plan.Reason          `json:"reason"`
	Then    string               `json:"then"`
	Why     string               `json:"why"`
	Change  string               `json:"change"`
	Mark    plan.MarkKind        `json:"mark"`
	Who     cluster.List[string] `json:"who"`
	Deleted cluster.List[string] `json:"deleted_on"`
	Look    cluster.List[string] `json:"look"`
}

func wireStanding(s plan.Standing) standingWire {
	out := standingWire{s.Server, s.Status, s.State, nil}
	if d := s.Decision; d != nil && d.Fate() != plan.Untold {
		r := plan.RuleOf(d.Reason)
		out.Verdict = &verdictWire{r.Number, d.Reason, r.Then, r.Why, r.Change, d.Kind,
			slices.Concat(d.Holders, d.Needs), nil, s.Look}
		if d.Fate() == plan.Left {
			out.Verdict.Deleted = d.DeletedOn
		}
	}
	return out
}

// ChecksJSON writes what checks are about.
func ChecksJSON(w io.Writer, all []*check.Check) error {
	j := newJSONWriter(w)
	j.member("schema", ChecksSchema)
	jsonList(j, "checks", all, func(c *check.Check) checkWire {
		return checkWire{c.ID, c.Severity, c.Title, c.Needs.String(), c.Doc()}
	})
	return j.close()
}

type checkWire struct {
	ID       string           `json:"id"`
	Severity cluster.Severity `json:"severity"`
	Title    string           `json:"title"`
	Needs    string           `json:"needs"`
	Doc      string           `json:"doc"`
}
