package analyze_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
	"tickdiff/internal/gate"
	"tickdiff/ticks"
)

// TestNotTold holds what is not told to a plain reading, tick by tick, of clusters that
// were dumped at many times and in part; and that nothing of it is clean.
func TestNotTold(t *testing.T) {
	r := rand.New(rand.NewPCG(14, 4))
	untold := 0
	for range gate.Tries(6000) {
		c := dumpedInLife(r, true)
		if twiceAtOnce(c.dumps) {
			continue // which of them is the later nobody can know
		}
		view, err := cluster.Merge(slices.Clone(c.dumps), cluster.Options{})
		if err != nil {
			t.Fatal(err)
		}
		p := restored(t, plan.Make(view, plan.Options{}))
		got := map[missingTick]bool{}
		for _, n := range p.Of(plan.Untold) {
			for tick := ticks.Tick(1); tick < 60; tick++ {
				if n.Ticks.Contains(tick) {
					got[missingTick{n.Server, n.Origin, tick}] = true
				}
			}
		}
		for _, s := range view.With(cluster.Seen) {
			for _, origin := range view.Names() {
				for tick := ticks.Tick(1); tick < 60; tick++ {
					want := plainlyUntold(c.dumps, s.Name, origin, tick)
					if m := (missingTick{s.Name, origin, tick}); got[m] != want {
						t.Fatalf("%v is not told: %v, want %v\nin %s", m, got[m], want, c)
					}
				}
			}
		}
		if len(got) > 0 && p.Verdict != plan.Undecided && p.Verdict != plan.Partial {
			t.Fatalf("%s, though not all is told\nin %s", p.Verdict, c)
		}
		untold += len(got)
	}
	if untold == 0 {
		t.Error("everything was told")
	}
}

func twiceAtOnce(dumps []*dump.Dump) bool {
	type moment struct {
		server string
		tock   uint64
	}
	seen := map[moment]bool{}
	for _, d := range dumps {
		if seen[moment{d.Node, d.Tock}] {
			return true
		}
		seen[moment{d.Node, d.Tock}] = true
	}
	return false
}

// plainlyUntold goes through the dumps of a server in the order of time.
func plainlyUntold(dumps []*dump.Dump, server, origin string, t ticks.Tick) bool {
	own := slices.DeleteFunc(slices.Clone(dumps), func(d *dump.Dump) bool { return d.Node != server })
	slices.SortFunc(own, func(a, b *dump.Dump) int { return cmp.Compare(a.Tock, b.Tock) })
	missed, lately := false, false
	for _, d := range own {
		missing := d.Answer(dump.Missing, origin)
		switch {
		case missing.Set.Contains(t):
			missed = true
		case in(d, origin, t, dump.Present, dump.Superseded, dump.Deleted):
			missed = false
		case d.Nodes.Said && missing.Basis != dump.NotTold && d.Answer(dump.Present, origin).Basis != dump.NotTold && d.Answer(dump.Superseded, origin).Basis != dump.NotTold:
			missed = false // it tells all: the tick is unheard, or the dump contradicts itself
		}
		if missing.Basis != dump.NotTold {
			lately = missing.Set.Contains(t)
		}
	}
	return missed && !lately
}

// TestConclude holds the verdict to its definition, and that a plan need not ask the
// checks where something is missing: that is a finding by itself.
func TestConclude(t *testing.T) {
	r := rand.New(rand.NewPCG(14, 5))
	seen := map[plan.Verdict]int{}
	for range gate.Tries(3000) {
		s := randomSituation(r)
		if r.IntN(2) == 0 {
			s.secondRound(r)
		}
		view, err := cluster.Merge(slices.Clone(s.dumps), cluster.Options{Gone: s.gone})
		if err != nil {
			continue // it was dumped after others, and is not gone
		}
		p := restored(t, plan.Make(view, plan.Options{}))
		before := p.Verdict
		alarms := slices.ContainsFunc(check.Conclude(view, p, nil).Findings, func(f check.Finding) bool { return f.Severity < cluster.Info })
		if !p.NothingMissing() && (p.Sound || p.Verdict != before) {
			t.Fatalf("%s before the checks, and %s after them, sound: %v\nin %s", before, p.Verdict, p.Sound, s)
		}
		if want := expected(view, p, alarms); p.Verdict != want || p.Sound == alarms {
			t.Fatalf("%s, want %s; sound: %v\nin %s", p.Verdict, want, p.Sound, s)
		}
		seen[p.Verdict]++
	}
	for _, v := range plan.Verdicts {
		if seen[v] == 0 {
			t.Errorf("nothing came out %s: %v", v, seen)
		}
	}
}

func expected(view *cluster.View, p *plan.Plan, alarms bool) plan.Verdict {
	decided, open := len(p.Of(plan.Marked))+len(p.Of(plan.Left)) > 0, len(p.Of(plan.Refused))+len(p.Of(plan.Untold)) > 0
	switch {
	case decided && open:
		return plan.Partial
	case decided:
		return plan.Ready
	case open || !view.Complete():
		return plan.Undecided
	case alarms:
		return plan.Unsound
	}
	return plan.Clean
}
