package analyze_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/internal/toy"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// TestNoSilentDifference holds that no two living servers hold different values
// without a finding above info that names one of them. Dumps of one moment show any
// such difference, unless the servers' sections are the same.
func TestNoSilentDifference(t *testing.T) {
	differences, alike := 0, 0
	for seed := range uint64(lives()) {
		r := rand.New(rand.NewPCG(seed, 14))
		life := toy.Begin(r, []string{"a", "b", "c", "d"}[:2+r.IntN(3)])
		for range 5 + r.IntN(60) {
			life.Happen()
			if r.IntN(60) == 0 {
				life.Die()
			}
		}
		dumps := map[string]*dump.Dump{}
		for _, n := range life.Living() {
			dumps[n.Name] = life.Dump(n)
		}
		named := namedAboveInfo(t, life, dumps)
		for _, a := range life.Living() {
			for _, b := range life.Living() {
				if a.Name >= b.Name || !differ(a, b) {
					continue
				}
				differences++
				if sameSections(dumps[a.Name], dumps[b.Name]) {
					alike++
				} else if !named[a.Name] && !named[b.Name] {
					t.Fatalf("seed %d: %s and %s hold different values, and no finding above info names either", seed, a.Name, b.Name)
				}
			}
		}
	}
	if differences == 0 || alike > differences/100 {
		t.Errorf("%d differences, of which the dumps hide %d", differences, alike)
	}
}

// namedAboveInfo are the servers that findings above info name.
func namedAboveInfo(t *testing.T, life *toy.Life, dumps map[string]*dump.Dump) map[string]bool {
	t.Helper()
	var all []*dump.Dump
	var gone []string
	for _, n := range life.Nodes {
		switch d := dumps[n.Name]; {
		case d != nil:
			all = append(all, d)
		case n.Dead:
			gone = append(gone, n.Name)
		}
	}
	view, err := cluster.Merge(all, cluster.Options{Gone: gone})
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, f := range check.Examine(view, plan.Make(view, plan.Options{})).Findings {
		for _, p := range f.Parts {
			for _, server := range p.Servers {
				named[server] = named[server] || f.Severity < cluster.Info && p.Role != check.Ahead
			}
		}
	}
	return named
}

func differ(a, b *toy.Node) bool {
	return slices.ContainsFunc(toy.Paths, func(path string) bool {
		x, hasX := a.Holds(path)
		y, hasY := b.Holds(path)
		return hasX != hasY || hasX && x != y
	})
}

// sameSections reports whether two dumps say the same of every tick.
func sameSections(a, b *dump.Dump) bool {
	return !slices.ContainsFunc(a.Nodes.Entries, func(e dump.NodeEntry) bool {
		return heard(a, e.Name) != heard(b, e.Name) || slices.ContainsFunc(dump.Kinds, func(k dump.Kind) bool {
			var x, y ticks.Set = a.Answer(k, e.Name).Set, b.Answer(k, e.Name).Set
			return !x.Equal(y)
		})
	})
}

// TestBusyClusterIsClean holds that two rounds of dumps of a sound cluster that goes on
// writing show nothing above info, where one round does and asks for the second.
func TestBusyClusterIsClean(t *testing.T) {
	asked := 0
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 15))
		life := toy.Begin(r, []string{"a", "b", "c", "d"}[:2+r.IntN(3)])
		life.Sound = true
		var dumps []*dump.Dump
		round := func() []check.Finding {
			for _, i := range r.Perm(len(life.Nodes)) {
				dumps = append(dumps, life.Dump(life.Nodes[i]))
				for _, n := range life.Nodes {
					for range 1 + r.IntN(3) {
						life.Write(n)
					}
				}
			}
			view, err := cluster.Merge(slices.Clone(dumps), cluster.Options{})
			if err != nil {
				t.Fatal(err)
			}
			return slices.DeleteFunc(check.Examine(view, plan.Make(view, plan.Options{})).Findings,
				func(f check.Finding) bool { return f.Severity == cluster.Info })
		}
		for _, f := range round() {
			if f.ID == "behind" && f.Action.String() == "dump every server once more, and give both rounds" {
				asked++
			}
		}
		for _, f := range round() {
			t.Fatalf("seed %d: after two rounds: %v %s: %s", seed, f.Severity, f.ID, f.Message)
		}
	}
	if asked == 0 {
		t.Error("one round was never too little")
	}
}
