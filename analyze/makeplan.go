package analyze

import (
	"cmp"
	"slices"
	"strings"

	"tickdiff/ticks"
)

// MakePlan decides on everything the seen servers miss. Where they miss nothing,
// [Conclude] tells a clean plan from an unsound one.
func MakePlan(v *View, o PlanOptions) *Plan {
	o = o.complete()
	o.Gone, o.Together = serverNames(v.With(Gone)), v.together
	p := &Plan{Options: o, Servers: coverage(v), Decisions: v.notTold()}
	c := newCollector(v, p)
	for o := range v.Origins(v.mayBeMissed()) {
		if missing := o.Missing(); !missing.Empty() {
			c.collect(o, missing, o.told)
		}
	}
	p.Decisions = append(p.Decisions, c.decisions...)
	p.finish(v)
	return p
}

// addOnlyDeletions says of each server which deletions it alone has.
func (p *Plan) addOnlyDeletions(v *View) {
	only := v.onlyDeletions()
	for i := range p.Servers {
		p.Servers[i].OnlyDeletions = only[p.Servers[i].Name]
	}
}

// finish brings everything that follows from the verdicts up to date.
func (p *Plan) finish(v *View) {
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

// evidence lists who showed what of the ticks of a step.
func (c *collector) evidence(o *Origin, p *group) []Proof {
	var out []Proof
	for key, ranges := range p.states {
		set := ticks.Of(ranges...)
		if past := key.index - o.servers(); past >= 0 {
			out = append(out, o.Past[past].proof(o.Name, key.state, set))
		} else {
			out = append(out, o.Replica(key.index).proof(o.Name, key.state, set))
		}
	}
	slices.SortFunc(out, compareProofs)
	return out
}

func compareProofs(a, b Proof) int {
	return cmp.Or(strings.Compare(a.Server, b.Server), cmp.Compare(b.Tock, a.Tock), a.Ticks.Compare(b.Ticks),
		strings.Compare(a.State, b.State), strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
}

func serverNames(servers []*Server) []string {
	var out []string
	for _, s := range servers {
		out = append(out, s.Name)
	}
	return out
}
