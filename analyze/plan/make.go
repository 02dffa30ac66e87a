package plan

import (
	"tickdiff/analyze/cluster"
)

// Make decides on everything the seen servers miss. Where they miss nothing,
// the checks tell a clean plan from an unsound one.
func Make(v *cluster.View, o Options) *Plan {
	o = o.complete()
	o.Gone, o.Together = cluster.ServerNames(v.With(cluster.Gone)), v.SaidTogether
	p := &Plan{Options: o, Servers: coverage(v), Decisions: notTold(v), Collection: v.Collection()}
	c := newCollector(v, p)
	for o := range v.Origins(v.MayBeMissed()) {
		if missing := o.Missing(); !missing.Empty() {
			c.collect(o, missing, o.Told)
		}
	}
	p.Decisions = append(p.Decisions, c.decisions...)
	p.finish(v)
	return p
}

// addOnlyDeletions says of each server which deletions it alone has.
func (p *Plan) addOnlyDeletions(v *cluster.View) {
	only := v.OnlyDeletions()
	for i := range p.Servers {
		p.Servers[i].OnlyDeletions = only[p.Servers[i].Name]
	}
}

// finish brings everything that follows from the verdicts up to date.
func (p *Plan) finish(v *cluster.View) {
	p.sort()
	if p.undone() {
		p.addOnlyDeletions(v)
	}
	p.addAsking()
	p.addCommands()
	p.Requests = requests(v, p)
	p.Returns = returns(v)
	p.meet()
	p.Starts = starts(v)
	p.Verdict, p.Sound = p.sumUp(v.Complete()), false
	p.Next = p.procedure()
}
