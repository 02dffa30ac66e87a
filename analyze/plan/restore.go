package plan

import (
	"fmt"
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// Restore makes a plan from what a saved one tells. Commands are never
// taken over: all of them, and the command lines of requests, are made
// again from decisions and options by the only maker there is, so that a file cannot
// bring in one without ticks or with a name no command can be trusted with. What is
// taken over must agree with itself: the error says which part of the plan cannot be.
func Restore(saved Plan) (*Plan, error) {
	p := &saved
	for _, d := range p.Decisions {
		if d.Fate() == 0 {
			return nil, fmt.Errorf("no such reason: %q", d.Reason)
		}
	}
	p.sort()
	if err := newRestorer(p).check(); err != nil {
		return nil, err
	}
	p.meet()
	p.Requests = p.countAgain(p.Requests)
	p.addCommands()
	p.Next = p.procedure()
	return p, nil
}

// restorer holds the parts of a saved plan against each other.
type restorer struct {
	*Plan
	servers map[string]*Coverage
	tocks   map[string]map[uint64]bool // of the dumps of each server
	seen    int
}

func newRestorer(p *Plan) *restorer {
	r := &restorer{p, map[string]*Coverage{}, map[string]map[uint64]bool{}, len(p.With(cluster.Seen))}
	for i := range p.Servers {
		c := &p.Servers[i]
		r.servers[c.Name] = c
		if len(c.Sources) > 0 { // of a million servers few are dumped
			r.tocks[c.Name] = map[uint64]bool{}
		}
		for _, s := range c.Sources {
			r.tocks[c.Name][s.Tock] = true
		}
	}
	return r
}

func (r *restorer) check() error {
	for _, part := range []func() error{
		r.checkServers, r.checkOptions, r.checkDecisions, r.checkParts, r.checkMarks, r.checkSettled,
		r.checkLists, r.checkRequests, r.checkReturns, r.checkStarts, r.checkEntries, r.checkSummary,
	} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

// each holds every element of a list to a check, and says of which one it failed.
func each[T any](name string, list []T, check func(*T) error) error {
	for i := range list {
		if err := check(&list[i]); err != nil {
			return fmt.Errorf("%s[%d]: %w", name, i, err)
		}
	}
	return nil
}

// checkSorted holds that names are in order, and each stands once.
func checkSorted(name string, names []string) error {
	for i := 1; i < len(names); i++ {
		if names[i-1] >= names[i] {
			return fmt.Errorf("%s: %q behind %q", name, names[i], names[i-1])
		}
	}
	return nil
}

// apart joins sets of which no two may have a tick in common; ok is false if some do.
func apart(sets []ticks.Set) (whole ticks.Set, ok bool) {
	var count uint64
	for _, set := range sets {
		count = ticks.AddCounts(count, set.Count())
	}
	whole = ticks.Union(sets...)
	return whole, whole.Count() == count
}

func checkTicks(set ticks.Set) error {
	bounds, some := set.Bounds()
	switch {
	case !some:
		return fmt.Errorf("no ticks")
	case bounds.Begin < 1 || bounds.End > ticks.Max+1:
		return fmt.Errorf("no such ticks: %v", bounds)
	}
	return nil
}

// checkSummary holds the verdict to what it sums up. Whether the servers are known
// cannot be seen in a plan, so Undecided may stand for nothing missing and everybody
// asked, too.
func (r *restorer) checkSummary() error {
	got, complete := r.Verdict, r.Verdict != Undecided && r.allAsked()
	if want := r.sumUp(complete); got != want {
		return fmt.Errorf("verdict: %q, but the plan is %q", got, want)
	}
	return nil
}

// allAsked reports whether some server was seen, and none may miss what nobody knows of.
func (r *restorer) allAsked() bool {
	seen := false
	for _, c := range r.Servers {
		tells := slices.Contains(c.Sections, "nodes") && slices.Contains(c.Sections, dump.Missing.String())
		if c.Status == cluster.Unseen || c.Status == cluster.Seen && !tells {
			return false
		}
		seen = seen || c.Status == cluster.Seen
	}
	return seen
}
