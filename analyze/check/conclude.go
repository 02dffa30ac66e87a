package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
)

// Conclude asks the checks, accepts what the operator knows, and sets the plan's
// verdict by what is left. Plan and report both end with it.
func Conclude(v *cluster.View, p *plan.Plan, known []Acceptance) Result {
	r := Examine(v, p)
	r.Accept(known)
	p.Sound, p.Behind = !r.Wrong(), nil
	if p.NothingMissing() { // else a plan rests on other things, and no check is asked for it
		p.Behind = r.behind(v)
	}
	p.Conclude(v)
	return r
}

// behind are the servers that the check of that name warns of, except for what is accepted.
func (r *Result) behind(v *cluster.View) []string {
	late := cluster.NewServers(len(v.Dumped))
	for _, f := range r.Findings {
		if f.ID == behind.ID && f.Severity < cluster.Info && f.Accepted == "" {
			late.AddAll(f.late)
		}
	}
	return v.NamesOf(late.List())
}
