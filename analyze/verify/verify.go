package verify

import (
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
)

// When says whether the marks of a plan were made.
type When int

const (
	AfterMarks  When = iota
	BeforeMarks      // they are still to be made, and what counts is that the evidence has not moved
)

// Plan holds a plan against newer dumps. Only a dump whose tock is above its
// server's in the plan can prove anything; older ones, such as those the plan was
// made from, only tell what was present before.
func Plan(p *plan.Plan, v *cluster.View, when When) *Result {
	x := &verifier{plan: p, all: v, coverage: map[string]*plan.Coverage{}, out: &Result{Before: when == BeforeMarks}}
	for i := range p.Servers {
		x.coverage[p.Servers[i].Name] = &p.Servers[i]
	}
	x.fresh = x.newer()
	x.servers()
	x.steps()
	x.missing()
	x.out.Verdict = x.verdict()
	if when == AfterMarks {
		x.out.Now = x.now()
	}
	x.out.Next = x.next()
	return x.out
}

// verifier is one verification at work.
type verifier struct {
	plan     *plan.Plan
	coverage map[string]*plan.Coverage // of the plan's servers
	all      *cluster.View             // every dump given
	fresh    *cluster.View             // the dumps that are newer than the plan
	out      *Result
}

// newer takes the dumps that are newer than what the plan knew of their servers.
// A server that restarted without its data counts its tock from the start, and cannot be
// told from an older dump.
func (x *verifier) newer() *cluster.View {
	var fresh []*dump.Dump
	for d := range x.all.AllDumps() {
		c := x.coverage[d.Node]
		if c == nil || len(c.Sources) == 0 || c.HasTock && d.HasTock && d.Tock > c.Tock {
			fresh = append(fresh, d)
		}
	}
	view, err := cluster.Merge(fresh, cluster.Options{})
	if err != nil {
		panic("verify: dumps were refused without a word of the operator: " + err.Error())
	}
	return view
}

// servers says how every server of the plan was asked again, and who is new.
func (x *verifier) servers() {
	for _, c := range x.plan.Servers {
		r := Recheck{Name: c.Name, Now: x.tock(c.Name)}
		if c.HasTock {
			r.Before = &c.Tock
		}
		r.Status = x.recheck(&c, r.Now)
		if c.Status == cluster.Gone && r.Status != CameBack {
			x.out.Gone = append(x.out.Gone, c.Name)
		}
		if r.Status == "" {
			continue
		}
		x.out.Servers = append(x.out.Servers, r)
		if (c.Status == cluster.Seen || c.Status == cluster.Unseen) && r.Status != AskedAgain {
			x.out.Requests = append(x.out.Requests, x.plan.Options.Request(c.Name))
		}
	}
	for _, s := range x.all.Servers {
		if x.coverage[s.Name] == nil && s.Status != cluster.Phantom {
			x.out.Servers = append(x.out.Servers, Recheck{Name: s.Name, Status: NewServer, Now: x.tock(s.Name)})
			if s.Status == cluster.Unseen && !x.out.Before {
				x.out.Requests = append(x.out.Requests, x.plan.Options.Request(s.Name))
			}
		}
	}
}

// tock is that of the latest dump given of a server, or nil.
func (x *verifier) tock(name string) *uint64 { return x.all.Server(name).LatestTock() }

// recheck is empty for a server that was not to be asked again: it is gone, or before
// the marks it was never dumped, and that is still so.
func (x *verifier) recheck(c *plan.Coverage, now *uint64) RecheckStatus {
	s := x.fresh.Server(c.Name)
	switch fresh := s != nil && s.Status == cluster.Seen; {
	case c.Status == cluster.Gone && x.returned(c):
		return CameBack
	case fresh && s.Tells(dump.Missing) && !s.LeavesOut():
		return AskedAgain
	case fresh:
		return AskedPart
	case c.Status == cluster.Unseen && !x.out.Before:
		return NotAsked
	case c.Status != cluster.Seen:
		return ""
	case c.HasTock && now != nil && *now < c.Tock:
		return WentBack
	}
	return NotAsked
}

// returned reports whether there is a dump of a server that was declared gone which
// the plan did not know. It need not be newer: a server that comes back from old data
// counts from there, and one that is cut off has no tock.
func (x *verifier) returned(c *plan.Coverage) bool {
	s := x.all.Server(c.Name)
	return s != nil && slices.ContainsFunc(s.Dumps, func(d *dump.Dump) bool {
		return !slices.ContainsFunc(c.Sources, func(known plan.Source) bool { return known.Tock == d.Tock })
	})
}

// has reports whether some server stands so.
func (x *verifier) has(status RecheckStatus) bool {
	return slices.ContainsFunc(x.out.Servers, func(r Recheck) bool { return r.Status == status })
}

func (x *verifier) hasOutcome(outcome Outcome) bool {
	return slices.ContainsFunc(x.out.Steps, func(s StepResult) bool { return s.Outcome == outcome })
}

// newUnasked reports whether there is a new server of which there is no dump.
func (x *verifier) newUnasked() bool {
	return slices.ContainsFunc(x.all.With(cluster.Unseen), func(s *cluster.Server) bool { return x.coverage[s.Name] == nil })
}

// verdict puts what speaks against the plan before what is not proved. Before
// the marks only the servers to be marked must have been asked again, though nobody's
// new dumps may contradict each other; after them, every server that is not gone.
func (x *verifier) verdict() Verdict {
	against := len(x.out.Lost) > 0 || x.has(WentBack) || x.has(CameBack) ||
		x.hasOutcome(Resurfaced) || x.hasOutcome(Contradicted) || x.hasOutcome(NoEffect)
	if x.out.Before {
		switch {
		case against || x.has(NewServer):
			return Moved
		case x.hasOutcome(NotProvable) || len(x.fresh.Conflicts()) > 0:
			return Unproven
		}
		return Holds
	}
	switch {
	case against || len(x.out.Arisen) > 0 || x.hasOutcome(NotYet):
		return Open
	case x.hasOutcome(NotProvable) || x.has(NotAsked) || x.has(AskedPart) || x.newUnasked():
		return Unproven
	}
	return AllDone
}

func (x *verifier) next() Next {
	switch x.out.Verdict {
	case Holds:
		return NextMark
	case Unproven:
		return NextDump
	case AllDone:
		switch x.out.Now.Verdict {
		case plan.Clean:
			return NextNothing
		case plan.Unsound:
			return NextReport
		}
	}
	return NextPlan
}
