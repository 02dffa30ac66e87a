package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
)

// The four missing checks say what the plan says; between them they cover everything that
// is missing.

var missingLost = &Check{
	ID:       "missing-lost",
	Title:    "missing ticks that nobody has",
	Severity: cluster.Error,
	run: func(c *Case, report func(Finding)) {
		for _, s := range c.Plan.Of(plan.Marked) {
			if s.Reason == plan.Lost {
				report(markedFinding(&s, "nobody has %s of %q, which %s %s: lost", "run the plan's mark"))
			}
		}
	},
}

// markedFinding is on what a server misses and the plan marks. The message is a format for
// ticks, origin, servers and "misses".
func markedFinding(d *plan.Decision, message, action string) Finding {
	return Finding{Reason: string(d.Reason), Parts: []Part{part(MissingOn, d.Server)}, Origin: d.Origin, HasOrigin: true, Ticks: d.Ticks, Evidence: fewOfEach(d.Evidence),
		say: func(f *Finding) (prose.Text, prose.Text) {
			on := f.Parts[0]
			return prose.Say(message, prose.Numbered(f.Ticks), f.Origin, on.names(), on.does("misses", "miss")), prose.Say("%s", action)
		}}
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
