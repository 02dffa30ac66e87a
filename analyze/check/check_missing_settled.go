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
	Doc: `A server misses ticks of which another says, or an older dump said, that their
data is gone: superseded by a later change, or deleted. No data is lost.

How it comes about: the server did not hear the change, nor later that it was
superseded. It would learn it at its next restart or re-join.

What to do: let the servers re-join, or mark the ticks with the commands of the
plan; the mark does what the other server's own answer would do.`,
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
