package plan

import (
	"fmt"
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// Restore makes a plan anew out of what a saved one tells. Commands are never
// taken over: all of them, and the command lines of requests, are made
// again from decisions and options by the only maker there is, so that a file cannot
// bring in one without ticks or with a name no command can be trusted with. The
// error says which part of the plan cannot be.
func Restore(saved Plan) (*Plan, error) {
	p := &saved
	if err := p.check(); err != nil {
		return nil, err
	}
	p.meet()
	for i := range p.Requests {
		p.Requests[i].Argv = p.Client(p.Requests[i].Server).State()
	}
	p.addCommands()
	p.Next = p.procedure()
	return p, nil
}

func (p *Plan) check() error {
	if err := p.Options.check(); err != nil {
		return err
	}
	for _, d := range p.Decisions {
		if d.Fate() == 0 {
			return fmt.Errorf("no such reason: %q", d.Reason)
		}
	}
	p.sort()
	for _, f := range Fates {
		for i, d := range p.Of(f) {
			if err := p.checkDecision(&d); err != nil {
				return fmt.Errorf("%s[%d]: %w", f, i, err)
			}
		}
	}
	for i, server := range p.Asking {
		if err := p.checkSeen(server); err != nil {
			return fmt.Errorf("asking[%d]: %w", i, err)
		}
	}
	for i, server := range p.Behind {
		if err := p.checkSeen(server); err != nil {
			return fmt.Errorf("behind[%d]: %w", i, err)
		}
		if p.Sound {
			return fmt.Errorf("behind[%d]: %q, though the plan is sound", i, server)
		}
	}
	if err := p.checkWords(); err != nil {
		return err
	}
	return p.checkSummary()
}

// checkSummary holds the verdict to what it sums up. Whether the servers are known
// cannot be seen in a plan, so Undecided may stand for nothing missing and everybody
// asked, too.
func (p *Plan) checkSummary() error {
	got, complete := p.Verdict, p.Verdict != Undecided && p.allAsked()
	if want := p.sumUp(complete); got != want {
		return fmt.Errorf("verdict: %q, but the plan is %q", got, want)
	}
	return nil
}

// allAsked reports whether some server was seen, and none may miss what nobody knows of.
func (p *Plan) allAsked() bool {
	seen := false
	for _, c := range p.Servers {
		tells := slices.Contains(c.Sections, "nodes") && slices.Contains(c.Sections, dump.Missing.String())
		if c.Status == cluster.Unseen || c.Status == cluster.Seen && !tells {
			return false
		}
		seen = seen || c.Status == cluster.Seen
	}
	return seen
}

func (o *Options) check() error {
	if o.Lost != MarkSuperseded && o.Lost != MarkDeleted {
		return fmt.Errorf("options: lost: no such kind of mark: %q", o.Lost)
	}
	if o.Dialect != MoaT && o.Dialect != DistKV {
		return fmt.Errorf("options: no such dialect: %q", o.Dialect)
	}
	for _, t := range o.Targets {
		if t.Port < 0 || t.Port > MaxPort {
			return fmt.Errorf("options: targets: no such port: %d", t.Port)
		}
		if t.From != FromAt && t.From != FromHostmap && t.From != FromName {
			return fmt.Errorf("options: targets: from %q", t.From)
		}
	}
	return nil
}

func (p *Plan) checkDecision(d *Decision) error {
	if err := checkTicks(d.Ticks); err != nil {
		return err
	}
	if !d.Reason.allows(d.Kind) {
		return fmt.Errorf("no such kind of mark for %s: %q", d.Reason, d.Kind)
	}
	if d.More < 0 || d.MoreDeleted < 0 {
		return fmt.Errorf("fewer servers than are named")
	}
	switch d.Fate() {
	case Left:
		if len(d.Holders) == 0 {
			return fmt.Errorf("no holders")
		}
	case Untold:
		return p.checkSeen(d.Server)
	case Marked:
		return p.checkMarked(d)
	}
	return nil
}

func (p *Plan) checkMarked(d *Decision) error {
	if len(d.DeletedOn) > 0 && d.Reason != Settled {
		return fmt.Errorf("only what is settled is marked on others as well")
	}
	for _, server := range append([]string{d.Server}, d.DeletedOn...) {
		if err := p.checkMarkable(server, d.Origin); err != nil {
			return err
		}
	}
	return nil
}

// checkMarkable holds that a mark of an origin's ticks can be asked of a server.
func (p *Plan) checkMarkable(server, origin string) error {
	if !p.Client(server).CanMark(origin) {
		return fmt.Errorf("no command can be trusted with the origin %q and the server %q", origin, server)
	}
	return p.checkSeen(server)
}

func (p *Plan) checkSeen(server string) error {
	if !slices.ContainsFunc(p.Servers, func(c Coverage) bool { return c.Name == server && c.Status == cluster.Seen }) {
		return fmt.Errorf("the server %q was not seen", server)
	}
	return nil
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
