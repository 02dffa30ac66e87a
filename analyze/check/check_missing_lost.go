package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
)

// The four missing checks say what the plan says, one finding a server, origin
// and reason; between them they cover everything that is missing.

var missingLost = &Check{
	ID:       "missing-lost",
	Title:    "missing ticks that nobody has",
	Severity: cluster.Error,
	Doc: `A server misses ticks, every server was asked or declared gone, and none has them:
not present, not superseded, not deleted. The changes are lost.

How it comes about: the server that made the changes died before anybody heard of
them, or all servers that had them lost their data.

What to do: mark the ticks as superseded, with the commands of the plan. No server
that was asked can bring the changes back: the mark only ends the waiting for them.`,
	run: func(c *Case, report func(Finding)) {
		for _, s := range c.Plan.Of(plan.Marked) {
			if s.Reason == plan.Lost {
				report(finding(&s, prose.Say("nobody has %s of %q, which %q misses: lost", prose.Numbered(s.Ticks), s.Origin, s.Server),
					prose.Say("run the plan's mark")))
			}
		}
	},
}

func finding(d *plan.Decision, message, action prose.Text) Finding {
	return Finding{Servers: []string{d.Server}, Origin: d.Origin, HasOrigin: true, Ticks: d.Ticks, Evidence: fewOfEach(d.Evidence),
		Message: message, Action: action}
}

// fewOfEach leaves out proofs of servers that say the same as enough others do.
func fewOfEach(all []cluster.Proof) []cluster.Proof {
	var few []cluster.Proof
	for _, p := range all {
		same := 0
		for _, f := range few {
			if f.State == p.State && f.Ticks.Equal(p.Ticks) {
				same++
			}
		}
		if same < witnesses {
			few = append(few, p)
		}
	}
	return few
}
