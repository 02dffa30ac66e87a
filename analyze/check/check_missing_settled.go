package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
)

var missingSettled = &Check{
	ID:       "missing-settled",
	Title:    "missing ticks that others know to be superseded or deleted",
	Severity: cluster.Warning,
	run: func(c *Case, report func(Finding)) {
		for _, s := range c.Plan.Of(plan.Marked) {
			is := prose.Does(s.Ticks.Count(), "is", "are")
			switch s.Reason {
			case plan.Lost:
			case plan.Settled:
				report(markedFinding(&s, "%s of %q, which %s %s, "+is+" settled by the operator's word", "run the plan's mark"))
			default:
				report(markedFinding(&s, "%s of %q, which %s %s, "+is+" gone already ("+string(s.Reason)+")", "run the plan's mark, or let the server re-join"))
			}
		}
	},
}
