package analyze_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/internal/toy"
	"tickdiff/analyze/plan"
	"tickdiff/ticks"
)

// TestProcedureKeepsOnlyHolders holds what is to be done to its order, on random
// clusters that were dumped whole. No server is restarted that alone has a deletion, and
// none is marked, nor restarted of three or more, that alone has what others miss before
// those have asked. All that changes something comes after the saves.
func TestProcedureKeepsOnlyHolders(t *testing.T) {
	seen := map[string]int{}
	for seed := range uint64(lives()) {
		s := dumpedWhole(rand.New(rand.NewPCG(seed, 15)), seed%3 == 0)
		view, err := cluster.Merge(slices.Clone(s.dumps), cluster.Options{Together: true})
		if err != nil {
			t.Fatal(err)
		}
		p := plan.Make(view, plan.Options{})
		check.Conclude(view, p, nil)
		restored(t, p)
		if err := s.holdProcedure(p, seen); err != nil {
			t.Fatalf("seed %d: %v\n%s\nin %s", seed, err, actionsOf(p), s)
		}
	}
	for _, what := range []string{"mark", "mark late", "rejoin", "restart", "restart instead", "write", "settle", "only deletion", "each alone"} {
		if seen[what] == 0 {
			t.Errorf("no cluster led to %s: %v", what, seen)
		}
	}
}

// dumpedWhole is a cluster of two to four servers, or of two, all dumped.
func dumpedWhole(r *rand.Rand, two bool) *situation {
	n := 2
	if !two {
		n = 2 + r.IntN(3)
	}
	c := &toy.Cluster{}
	for i := range n {
		c.Servers = append(c.Servers, &toy.Server{Name: fmt.Sprint("s", i), Tock: uint64(10 + i), Cells: map[string][]toy.Cell{}})
	}
	for _, origin := range c.Servers {
		last := r.IntN(5)
		for _, s := range c.Servers {
			for range last {
				s.Cells[origin.Name] = append(s.Cells[origin.Name], toy.Cells[r.IntN(len(toy.Cells))])
			}
		}
	}
	s := &situation{cluster: c, together: true}
	for _, server := range c.Servers {
		s.dumps = append(s.dumps, c.Dump(server.Name, toy.All))
	}
	return s
}

// holdProcedure goes through the actions of a plan, and keeps in mind who has asked.
func (s *situation) holdProcedure(p *plan.Plan, seen map[string]int) error {
	asked, saved := map[string]bool{}, map[string]bool{}
	for i, a := range p.Next {
		seen[string(a.Do)]++
		lacking := s.lackWhatOnlyHas(a.Server, asked)
		switch restarts := a.Do == plan.DoRestart || a.Or == plan.DoRestart; {
		case a.Do == plan.DoSave:
			saved[a.Server] = true
		case (a.Do == plan.DoMark || restarts || a.Do == plan.DoRejoin || a.Do == plan.DoWrite) && len(saved) < len(s.cluster.Servers):
			return fmt.Errorf("%s of %s before all were saved", a.Do, a.Server)
		case restarts && s.onlyDeletes(a.Server):
			return fmt.Errorf("%s is restarted, and alone has a deletion", a.Server)
		case restarts && p.Next[i-1].Do != plan.DoSave && len(s.cluster.Servers) == 2:
			return fmt.Errorf("%s is restarted without a save just before", a.Server)
		case a.Or == plan.DoRestart && len(lacking) > 0:
			return fmt.Errorf("%s may be restarted, and alone has what %s misses", a.Server, lacking)
		case a.Do == plan.DoRestart && len(lacking) > 0 && !s.eachAlone(lacking[0], asked):
			return fmt.Errorf("%s is restarted, and alone has what %s misses", a.Server, lacking)
		case a.Do == plan.DoMark && len(lacking) > 0:
			return fmt.Errorf("%s is marked, and alone has what %s misses", a.Server, lacking)
		case a.Do == plan.DoMark && len(asked) > 0:
			seen["mark late"]++
		}
		if a.Do == plan.DoRestart && len(lacking) > 0 {
			seen["each alone"]++
		}
		if a.Or == plan.DoRestart {
			seen["restart instead"]++
		}
		if s.onlyDeletes(a.Server) {
			seen["only deletion"]++
		}
		if a.Do == plan.DoRejoin || a.Do == plan.DoRestart {
			asked[a.Server] = true
		}
	}
	return endsInRounds(p)
}

// endsInRounds holds that who does something dumps all again, and then plans.
func endsInRounds(p *plan.Plan) error {
	n := len(p.Next)
	changes := slices.ContainsFunc(p.Next, func(a plan.Action) bool {
		return a.Do == plan.DoMark || a.Do == plan.DoRejoin || a.Do == plan.DoRestart
	})
	switch {
	case p.Verdict == plan.Clean && n > 0:
		return fmt.Errorf("all is well, and there is something to do")
	case p.Verdict != plan.Clean && n == 0:
		return fmt.Errorf("%s, and there is nothing to do", p.Verdict)
	case changes && (p.Next[n-1].Do != plan.DoPlan || p.Next[n-2].Do != plan.DoCollect):
		return fmt.Errorf("it does not end with a collection and a plan")
	}
	return nil
}

// lackWhatOnlyHas are the servers that miss what one alone has, and have not asked.
func (s *situation) lackWhatOnlyHas(holder string, asked map[string]bool) []string {
	var out []string
	for _, other := range s.cluster.Servers {
		lacks := s.some(func(origin string, t ticks.Tick) bool {
			return other.At(origin, t) == toy.Missing && s.only(holder, origin, t, toy.Present, toy.Pending)
		})
		if lacks && !asked[other.Name] {
			out = append(out, other.Name)
		}
	}
	return out
}

// eachAlone reports whether a server that misses what another alone has, itself alone has
// something that is missed, so that one of the two must be first.
func (s *situation) eachAlone(server string, asked map[string]bool) bool {
	return len(s.cluster.Servers) == 2 && (len(s.lackWhatOnlyHas(server, asked)) > 0 || s.onlyDeletes(server))
}

// onlyDeletes reports whether a server alone has a pending deletion.
func (s *situation) onlyDeletes(server string) bool {
	return s.some(func(origin string, t ticks.Tick) bool {
		return server != "" && s.cluster.Server(server).At(origin, t) == toy.Pending && s.only(server, origin, t, toy.Present, toy.Pending, toy.Deleted)
	})
}

// only reports whether no other server has a tick in such a cell, and this one has.
func (s *situation) only(server, origin string, t ticks.Tick, such ...toy.Cell) bool {
	for _, other := range s.cluster.Servers {
		if slices.Contains(such, other.At(origin, t)) != (other.Name == server) {
			return false
		}
	}
	return true
}

// some reports whether something holds of some tick.
func (s *situation) some(holds func(origin string, t ticks.Tick) bool) bool {
	for _, origin := range s.cluster.Servers {
		for t := range ticks.Tick(5) {
			if holds(origin.Name, t+1) {
				return true
			}
		}
	}
	return false
}

func actionsOf(p *plan.Plan) string {
	text := string(p.Verdict)
	for _, a := range p.Next {
		text += fmt.Sprintf("\n%s %s %s", a.Do, a.Server, a.Or)
	}
	return text
}
