package analyze

import (
	"fmt"
	"math/big"

	"tickdiff/dump"
	"tickdiff/ticks"
)

var diverged = &Check{
	ID:       "diverged",
	Title:    "two servers hold different entries or chains",
	Severity: Error,
	Needs:    Needs{Sets: []dump.Kind{dump.Present, dump.Superseded}, Servers: 2},
	Doc: `One server calls a tick superseded that another has present, although the other
has seen everything the first has seen. So it is not merely behind: for some
entry the two hold different chains of changes, and perhaps different values.
On real servers this was so 69 times out of 69; 31 of them were other values.

How it comes about: a mark of a tick that was alive elsewhere, or conflicting
writes and deletions while messages were lost.

What to do: look at the entry on both sides with "internal get". Write the entry
anew on the server that is right; the new change supersedes the old everywhere.`,
	run: func(c *Case, report func(Finding)) {
		behind := c.notSeen()
		for _, o := range c.origins {
			for pair, set := range c.divergences(o, behind) {
				c.reportDiverged(o, pair, set, report)
			}
		}
	},
}

// pair is two servers by index: calls calls superseded what has has present.
type pair struct{ calls, has int }

func (c *Case) reportDiverged(o *Origin, p pair, set ticks.Set, report func(Finding)) {
	calls, has := c.View.Servers[p.calls], c.View.Servers[p.has]
	first, _ := set.Bounds()
	f := Finding{
		Servers: []string{calls.Name, has.Name}, Origin: o.Name, HasOrigin: true, Ticks: set,
		Message: fmt.Sprintf("%q calls %s of %q superseded, %q has them present and has seen all that the other has", calls.Name, numbered(set), o.Name, has.Name),
		Action:  "compare the entry on both; write it anew on the server that is right",
		Evidence: []Proof{
			o.Accounts[p.calls].proof(calls, o.Name, InSuperseded, set),
			o.Accounts[p.has].proof(has, o.Name, InPresent, set),
		},
	}
	for _, s := range []*Server{has, calls} {
		if argv := c.Plan.Options.getArgv(s.Name, o.Name, first.Begin); argv != nil {
			f.Run = append(f.Run, argv)
		}
	}
	report(f)
}

// notSeen tells for each server a bit set of the servers that have not seen
// everything it has seen, over all origins: what they have present or superseded.
func (c *Case) notSeen() []*big.Int {
	behind := make([]*big.Int, len(c.View.Servers))
	for i := range behind {
		behind[i] = new(big.Int)
	}
	for _, o := range c.origins {
		for seg := range o.Segments() {
			for i, s := range seg.States {
				if !c.eligible[i] || s&(InPresent|InSuperseded) == 0 {
					continue
				}
				for j, other := range seg.States {
					if c.eligible[j] && other&(InPresent|InSuperseded) == 0 {
						behind[i].SetBit(behind[i], j, 1)
					}
				}
			}
		}
	}
	return behind
}

// divergences finds what one server calls superseded and another, which is not
// behind it, has present.
func (c *Case) divergences(o *Origin, behind []*big.Int) map[pair]ticks.Set {
	found := map[pair][]ticks.Range{}
	for seg := range o.Segments() {
		for i, s := range seg.States {
			if !c.eligible[i] || !s.Is(InSuperseded) {
				continue
			}
			for j, other := range seg.States {
				if c.eligible[j] && other.Is(InPresent) && behind[i].Bit(j) == 0 {
					found[pair{i, j}] = append(found[pair{i, j}], seg.Range)
				}
			}
		}
	}
	out := map[pair]ticks.Set{}
	for p, ranges := range found {
		out[p] = ticks.Of(ranges...)
	}
	return out
}
