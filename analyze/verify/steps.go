package verify

import (
	"cmp"
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/ticks"
)

// outcomeKey tells outcomes of one step apart that are reported apart.
type outcomeKey struct {
	outcome Outcome
	why     Why
	against string // server indexes, packed
}

// worstFirst is the order of outcomes: what needs somebody now, then what is not
// known, then what is as it should be.
var worstFirst = []Outcome{Contradicted, Resurfaced, NoEffect, NotProvable, NotYet, Done}

// steps finds what became of every step, the worst first, else in the order of
// the plan.
func (x *verifier) steps() {
	origins := map[string]*cluster.Origin{}
	for _, step := range x.plan.Of(plan.Marked) {
		if origins[step.Origin] == nil {
			origins[step.Origin] = x.fresh.Origin(step.Origin)
		}
		x.step(step, origins[step.Origin])
	}
	slices.SortStableFunc(x.out.Steps, func(a, b StepResult) int {
		return cmp.Compare(slices.Index(worstFirst, a.Outcome), slices.Index(worstFirst, b.Outcome))
	})
}

// step parts the ticks of a step by their outcomes.
func (x *verifier) step(step plan.Decision, o *cluster.Origin) {
	j := &stepJudge{view: x.fresh, origin: o, step: step, before: x.out.Before, own: x.fresh.Index(step.Origin), asked: x.fresh.Index(step.Server)}
	groups, against := map[outcomeKey][]ticks.Range{}, map[outcomeKey][]int{}
	silent := step.Ticks
	for seg := range o.SegmentsIn(step.Ticks) {
		outcome, why, servers := j.decide(seg)
		key := outcomeKey{outcome, why, plan.Pack(servers)}
		groups[key], against[key] = append(groups[key], seg.Range), servers
	}
	for _, ranges := range groups {
		silent = silent.Minus(ticks.Of(ranges...))
	}
	if !silent.Empty() {
		key := outcomeKey{NotProvable, j.silence(), plan.Pack(nil)}
		groups[key] = append(groups[key], silent.Ranges()...)
	}
	var results []StepResult
	for key, ranges := range groups {
		step.Ticks = ticks.Of(ranges...)
		results = append(results, StepResult{step, key.outcome, key.why, x.fresh.NamesOf(against[key])})
	}
	slices.SortFunc(results, func(a, b StepResult) int { return a.Ticks.Compare(b.Ticks) })
	x.out.Steps = append(x.out.Steps, results...)
}

// stepJudge decides on the ticks of one step.
type stepJudge struct {
	view       *cluster.View
	origin     *cluster.Origin
	step       plan.Decision
	before     bool
	asked, own int // indexes of the marked server and of the origin's; -1 if no newer dump names it
}

// silence is why nothing at all is told of a tick of the step.
func (j *stepJudge) silence() Why {
	switch {
	case j.asked < 0 || j.view.Dumped[j.asked].Status != cluster.Seen:
		return NotDumpedAgain
	case j.view.Dumped[j.asked].Conflict != nil:
		return DumpContradicts
	}
	return NotTold
}

// decide tells the outcome for a segment. Living data elsewhere outweighs that
// the mark took: it is what the mark should not have met.
func (j *stepJudge) decide(seg cluster.Segment) (Outcome, Why, []int) {
	var st cluster.State
	if j.asked >= 0 {
		st = seg.States[j.asked]
	}
	if st.Contradicts() {
		return NotProvable, DumpContradicts, nil
	}
	if st.Is(cluster.InPresent) {
		return Resurfaced, "", nil
	}
	if holders := j.living(seg); len(holders) > 0 {
		return Contradicted, PresentElsewhere, holders
	}
	switch {
	case st.Is(cluster.InMissing):
		return j.stillMissing(seg)
	case st&(cluster.InSuperseded|cluster.InDeleted) != 0:
		return Done, "", nil
	}
	return NotProvable, j.silence(), nil
}

// living lists the servers whose data the mark should not have met: others than the
// marked one, which lacks it. What the operator settled is known to be present elsewhere.
func (j *stepJudge) living(seg cluster.Segment) []int {
	if j.step.Reason == plan.Settled {
		return nil
	}
	return plan.Those(seg, func(s cluster.State) bool { return s.Is(cluster.InPresent) })
}

// stillMissing looks closer at what is missing still. Before the marks it is
// what they should find, unless the plan would decide otherwise by now.
func (j *stepJudge) stillMissing(seg cluster.Segment) (Outcome, Why, []int) {
	asked := j.view.Dumped[j.asked]
	for i, s := range seg.Past {
		if r := j.origin.Past[i]; r.Server == asked && r.Dump != asked.Latest() && s&(cluster.InSuperseded|cluster.InDeleted) != 0 {
			return NoEffect, "", nil
		}
	}
	if !j.before || j.step.Reason == plan.Settled {
		return NotYet, "", nil
	}
	if j.own >= 0 && seg.States[j.own].Is(cluster.TellsHeard) && !seg.States[j.own].Is(cluster.WithinHeard) {
		return Contradicted, OriginWentBack, []int{j.own}
	}
	return NotYet, "", nil
}
