package analyze

import (
	"fmt"

	"tickdiff/dump"
	"tickdiff/ticks"
)

var lastCopy = &Check{
	ID:       "last-copy",
	Title:    "ticks that only one server has and another misses",
	Severity: Critical,
	Needs:    Needs{Sets: []dump.Kind{dump.Present}, Servers: 2},
	Doc: `Of all servers that were asked only one has these ticks present, and at least
one other misses them. If that one server is wiped, or restarted without its
data, they are lost.

What to do: leave that server alone until the others have the ticks. Restart
the ones that miss them, or let them re-join; then dump again.`,
	run: func(c *Case, report func(Finding)) {
		for _, o := range c.origins {
			for holder, found := range lastCopies(c.View, o) {
				name := c.View.Servers[holder].Name
				report(Finding{
					Servers: append([]string{name}, found.missedBy(c.View)...), Origin: o.Name, HasOrigin: true, Ticks: found.set,
					Message:  fmt.Sprintf("of the servers asked only %q has %s of %q, and others miss them", name, numbered(found.set), o.Name),
					Action:   fmt.Sprintf("do not wipe, restart or mark %q before the others have them", name),
					Evidence: []Proof{o.Accounts[holder].proof(c.View.Servers[holder], o.Name, InPresent, found.set)},
				})
			}
		}
	},
}

// soleHolding is what one server alone has, and who misses it.
type soleHolding struct {
	set    ticks.Set
	missed []bool // by server
}

func (h soleHolding) missedBy(v *View) []string {
	var out []string
	for i, missed := range h.missed {
		if missed {
			out = append(out, v.Servers[i].Name)
		}
	}
	return out
}

// lastCopies finds, by holder, what one seen server alone has and another misses.
func lastCopies(v *View, o *Origin) map[int]soleHolding {
	ranges := map[int][]ticks.Range{}
	missed := map[int][]bool{}
	for seg := range o.SegmentsIn(o.Missing()) {
		holders, holder, anyMissing := 0, 0, false
		for i, s := range seg.States {
			if s.Is(InPresent) {
				holders, holder = holders+1, i
			}
			anyMissing = anyMissing || s.Is(InMissing)
		}
		if holders != 1 || !anyMissing {
			continue
		}
		ranges[holder] = append(ranges[holder], seg.Range)
		if missed[holder] == nil {
			missed[holder] = make([]bool, len(v.Servers))
		}
		for i, s := range seg.States {
			missed[holder][i] = missed[holder][i] || s.Is(InMissing)
		}
	}
	out := map[int]soleHolding{}
	for holder, r := range ranges {
		out[holder] = soleHolding{ticks.Of(r...), missed[holder]}
	}
	return out
}
