package analyze_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
	"tickdiff/ticks"
)

const (
	joinedServers = 10
	joinedTicks   = 100
)

// crowd is servers that have and miss stretches of one origin in turn, and have some of
// what they have deleted as well. Each stretch has a length of its own.
type crowd struct {
	present, missing, deleted [joinedServers][]ticks.Range
}

func randomCrowd(r *rand.Rand, deletions bool) *crowd {
	c := &crowd{}
	for i := range joinedServers {
		bound := []ticks.Tick{1, joinedTicks + 1}
		for range 3 {
			bound = append(bound, 2+ticks.Tick(r.IntN(joinedTicks-1)))
		}
		slices.Sort(bound)
		for j := range 4 {
			has := &c.present[i]
			if (i+j)%2 == 0 {
				has = &c.missing[i]
			}
			*has = append(*has, ticks.Range{Begin: bound[j], End: bound[j+1]})
		}
		if deletions {
			c.deleted[i] = append(slices.Clone(c.present[i][1:]), c.missing[i][0])
		}
	}
	return c
}

func (c *crowd) view(t *testing.T) *cluster.View {
	t.Helper()
	var text strings.Builder
	section := func(name string, ranges []ticks.Range) {
		fmt.Fprintf(&text, "%s:\n  o:\n", name)
		for r := range ticks.Of(ranges...).All() {
			fmt.Fprintf(&text, "  - - %d\n    - %d\n", r.Begin, r.End)
		}
	}
	for i := range joinedServers {
		text.WriteString("---\n")
		section("deleted", append(c.deleted[i], ticks.Range{Begin: joinedTicks + 1, End: joinedTicks + 2}))
		section("missing", append(c.missing[i], ticks.Range{Begin: joinedTicks + 1, End: joinedTicks + 2}))
		fmt.Fprintf(&text, "node: s%d\nnodes:\n  o: %d\n", i, joinedTicks+2)
		section("present", append(c.present[i], ticks.Range{Begin: joinedTicks + 2, End: joinedTicks + 3}))
		text.WriteString("tock: 1\n")
	}
	in := dump.Read(dump.Input{Name: "crowd", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text.String())), nil }})
	view, err := cluster.Merge(in.Dumps, cluster.Options{Gone: []string{"o"}})
	if err != nil {
		t.Fatal(err)
	}
	return view
}

// TestJoinedDecisions holds that what a plan joins is coarser in who holds which only:
// every tick keeps its reason, no holder and nobody who would answer deleted is left out,
// the first one named has the first tick, and a mark is asked of nobody who would not
// be asked without.
func TestJoinedDecisions(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 17))
	joined, raced := 0, 0
	for round := range 8 {
		c := randomCrowd(r, round%2 == 0)
		view := c.view(t)
		p := plan.Make(view, plan.Options{})
		for _, d := range p.Of(plan.Left) {
			if d.Some {
				joined++
				raced += min(1, len(d.DeletedOn))
				c.holdJoined(t, view, p, &d)
			}
		}
	}
	if joined < 50 || raced < 10 {
		t.Fatalf("only %d decisions are joined, %d of them with somebody who would answer deleted", joined, raced)
	}
}

func (c *crowd) holdJoined(t *testing.T, view *cluster.View, p *plan.Plan, d *plan.Decision) {
	t.Helper()
	var holders, deleted []string
	first, _ := d.Ticks.Bounds()
	for r := range d.Ticks.All() {
		for tick := r.Begin; tick < r.End; tick++ {
			exact := standingOf(plan.Explain(view, p, "o", tick), d.Server)
			if exact.Reason != d.Reason || (len(exact.DeletedOn) > 0) != (len(d.DeletedOn) > 0) {
				t.Errorf("%s: tick %d is %s, deleted on %q, by itself, and in what is joined %s, on %q", d.Server, tick, exact.Reason, exact.DeletedOn, d.Reason, d.DeletedOn)
			}
			if want := c.holders(tick, d.Reason); !slices.Equal(exact.Holders, want) {
				t.Errorf("%s: tick %d is on %q, want %q", d.Server, tick, exact.Holders, want)
			}
			if tick == first.Begin && !slices.Contains(exact.Holders, d.Holders[0]) {
				t.Errorf("%s: %s does not have tick %d", d.Server, d.Holders[0], tick)
			}
			holders, deleted = append(holders, exact.Holders...), append(deleted, exact.DeletedOn...)
		}
	}
	if !slices.Equal(sortedOnce(holders), sortedOnce(d.Holders)) || !slices.Equal(sortedOnce(deleted), sortedOnce(d.DeletedOn)) {
		t.Errorf("%s: on %q, deleted on %q; want %q and %q", d.Server, d.Holders, d.DeletedOn, sortedOnce(holders), sortedOnce(deleted))
	}
	holdSettled(t, view, d)
}

// holdSettled settles the first tick alone, and holds that it is marked where it would be
// if nothing were joined.
func holdSettled(t *testing.T, view *cluster.View, d *plan.Decision) {
	t.Helper()
	first, _ := d.Ticks.Bounds()
	pl := plan.Make(view, plan.Options{})
	exact := standingOf(plan.Explain(view, pl, "o", first.Begin), d.Server)
	one := ticks.Between(first.Begin, first.Begin+1)
	if err := pl.Settle(view, plan.Settling{Words: []plan.Settlement{{Origin: "o", Ticks: one, Server: d.Server}}, Unproven: true}); err != nil {
		t.Fatal(err)
	}
	var all []ticks.Range
	for _, p := range pl.MissedBy(d.Server) {
		all = slices.AppendSeq(all, p.Ticks.All())
		if p.Reason == plan.Settled && (!p.Ticks.Equal(one) || !slices.Equal(p.DeletedOn, exact.DeletedOn)) {
			t.Errorf("%s: settled %s, marked on %q, want %s and %q", d.Server, p.Ticks, p.DeletedOn, one, exact.DeletedOn)
		}
	}
	before := plan.Make(view, plan.Options{})
	var want []ticks.Range
	for _, p := range before.MissedBy(d.Server) {
		want = slices.AppendSeq(want, p.Ticks.All())
	}
	if !ticks.Of(all...).Equal(ticks.Of(want...)) {
		t.Errorf("%s: after settling it misses %s, want %s", d.Server, ticks.Of(all...), ticks.Of(want...))
	}
}

// holders are the servers that have a tick present, and not deleted unless that is the
// reason.
func (c *crowd) holders(tick ticks.Tick, reason plan.Reason) []string {
	var out []string
	for i := range joinedServers {
		deleted := ticks.Of(c.deleted[i]...).Contains(tick)
		if ticks.Of(c.present[i]...).Contains(tick) && (reason == plan.DeletionPending || !deleted) {
			out = append(out, fmt.Sprintf("s%d", i))
		}
	}
	return out
}

func standingOf(e *plan.Explanation, server string) *plan.Decision {
	for _, s := range e.Servers {
		if s.Server == server {
			return s.Decision
		}
	}
	return nil
}

func sortedOnce(names []string) []string {
	all := slices.Sorted(slices.Values(names))
	return slices.Compact(all)
}
