package analyze_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/internal/toy"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
	"tickdiff/internal/gate"
	"tickdiff/ticks"
)

// situation is a toy cluster, what was dumped of it, and what the operator said.
type situation struct {
	cluster *toy.Cluster
	dumps   []*dump.Dump
	gone    []string
	// together is the operator's word that the dumps are of one time, as they are.
	together bool
}

func (s *situation) plan(t *testing.T) *plan.Plan {
	t.Helper()
	view, err := cluster.Merge(slices.Clone(s.dumps), cluster.Options{Gone: s.gone, Together: s.together})
	if err != nil {
		t.Fatal(err)
	}
	return restored(t, plan.Make(view, plan.Options{}))
}

// verdicts spells a plan out tick by tick, and fails if a tick has two verdicts.
func verdicts(t *testing.T, p *plan.Plan) map[missingTick]plan.Reason {
	t.Helper()
	out := map[missingTick]plan.Reason{}
	add := func(server, origin string, set ticks.Set, r plan.Reason) {
		for r2 := range set.All() {
			for tick := r2.Begin; tick < r2.End; tick++ {
				m := missingTick{server, origin, tick}
				if before, twice := out[m]; twice {
					t.Fatalf("%v has the verdicts %s and %s", m, before, r)
				}
				out[m] = r
			}
		}
	}
	for _, s := range p.Of(plan.Marked) {
		if s.Kind != plan.MarkSuperseded {
			t.Fatalf("%s misses %v of %s and is marked %s, without the operator's word", s.Server, s.Ticks, s.Origin, s.Kind)
		}
		add(s.Server, s.Origin, s.Ticks, s.Reason)
	}
	for _, l := range p.Of(plan.Left) {
		add(l.Server, l.Origin, l.Ticks, l.Reason)
	}
	for _, r := range p.Of(plan.Refused) {
		add(r.Server, r.Origin, r.Ticks, r.Reason)
	}
	return out
}

// check holds a plan to everything it promises.
func (s *situation) check(t *testing.T) {
	t.Helper()
	p := s.plan(t)
	s.checkAgainstOracle(t, p)
	s.checkCarriedOut(t, p)
}

// checkAgainstOracle holds that the verdicts are those of the plain table, and
// that they part everything missing.
func (s *situation) checkAgainstOracle(t *testing.T, p *plan.Plan) {
	t.Helper()
	o := &oracle{dumps: map[string]*dump.Dump{}, gone: s.gone, together: s.together}
	for _, d := range s.dumps {
		o.dumps[d.Node] = d
	}
	for _, c := range p.Servers {
		o.all = append(o.all, c.Name)
	}
	got, want := verdicts(t, p), map[missingTick]plan.Reason{}
	for _, d := range s.dumps {
		for _, e := range d.Missing.Entries {
			for r := range e.Ticks.All() {
				for tick := r.Begin; tick < r.End; tick++ {
					m := missingTick{d.Node, e.Origin, tick}
					want[m] = o.verdict(m)
				}
			}
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("verdicts %v\n    want %v\nin %s", got, want, s)
	}
	for _, l := range p.Of(plan.Left) {
		first, _ := l.Ticks.Bounds()
		if want := o.deletedOn(missingTick{l.Server, l.Origin, first.Begin}); !slices.Equal(l.DeletedOn, want) {
			t.Fatalf("%v of %q, left to %q, is deleted on %q, want %q\nin %s", l.Ticks, l.Origin, l.Holders, l.DeletedOn, want, s)
		}
	}
}

// checkCarriedOut runs the commands on the cluster as it really is, unseen
// servers included. Nothing that lives may be asked for by nobody, no entry may
// be lost, and what was planned is missing no more.
func (s *situation) checkCarriedOut(t *testing.T, p *plan.Plan) {
	t.Helper()
	after := s.cluster.Clone()
	for _, c := range p.Commands {
		for r := range c.Ticks().All() {
			for tick := r.Begin; tick < r.End; tick++ {
				for _, server := range s.cluster.Servers {
					if cell := server.At(c.Origin(), tick); !server.Dead && (cell == toy.Present || cell == toy.Pending) {
						t.Fatalf("%s:%d is marked %s on %s, and %s has it\nin %s", c.Origin(), tick, c.Kind(), c.Server(), server.Name, s)
					}
				}
			}
		}
		after.Mark(c.Server(), c.Origin(), c.Ticks(), c.Kind() == plan.MarkDeleted, c.Broadcast())
	}
	if after.Destroyed > 0 {
		t.Fatalf("a mark destroyed %d entries\nin %s", after.Destroyed, s)
	}
	after.Rejoin()
	for _, step := range p.Of(plan.Marked) {
		if still := after.StillMissing(step.Server, step.Origin).Intersect(step.Ticks); !still.Empty() {
			t.Fatalf("%s still misses %v of %s\nin %s", step.Server, still, step.Origin, s)
		}
	}
	if p.Verdict == plan.Ready {
		for _, d := range s.dumps {
			for _, origin := range s.cluster.Servers {
				if still := after.StillMissing(d.Node, origin.Name).Intersect(planned(d, origin.Name)); !still.Empty() {
					t.Fatalf("all was decided, and %s still misses %v of %s\nin %s", d.Node, still, origin.Name, s)
				}
			}
		}
	}
}

func planned(d *dump.Dump, origin string) ticks.Set {
	set, _ := d.Missing.Of(origin)
	return set
}

func (s *situation) String() string {
	text := ""
	for _, server := range s.cluster.Servers {
		text += server.Name
		if server.Dead {
			text += " (gone)"
		}
		for _, origin := range s.cluster.Servers {
			text += " " + origin.Name + ":"
			for _, cell := range server.Cells[origin.Name] {
				text += string("umpsdx"[cell])
			}
		}
		text += "\n"
	}
	for _, d := range s.dumps {
		text += d.Source.File + " "
	}
	return text
}

// TestSmallClustersExhaustively goes through every state that three servers can
// hold of two ticks of one origin, with every server dumped, not dumped or gone,
// and dumps of different age and content.
func TestSmallClustersExhaustively(t *testing.T) {
	histories := histories(2)
	if testing.Short() {
		histories = histories[:12]
	}
	n := 0
	for _, a := range histories {
		for _, b := range histories {
			for _, c := range histories {
				n++
				for _, kind := range variants(n) {
					kind.build([][]toy.Cell{a, b, c}).check(t)
				}
			}
		}
	}
}

// histories lists every way a server can stand to an origin of so many ticks:
// what it has heard of in any cell, the rest unheard.
func histories(count int) [][]toy.Cell {
	all := [][]toy.Cell{{}}
	last := [][]toy.Cell{{}}
	for range count {
		var longer [][]toy.Cell
		for _, h := range last {
			for _, cell := range toy.Cells {
				longer = append(longer, append(slices.Clone(h), cell))
			}
		}
		all, last = append(all, longer...), longer
	}
	return all
}

// variant is how three servers are dumped.
type variant struct {
	sections [3]toy.Sections // "": not dumped
	gone     [3]bool
	tocks    [3]uint64
	together bool
}

var tockOrders = [][3]uint64{{10, 10, 10}, {10, 20, 30}, {30, 20, 10}, {20, 10, 20}, {10, 30, 20}}

var goneOrNot = []variant{
	{sections: [3]toy.Sections{toy.All, toy.All, toy.All}},
	{sections: [3]toy.Sections{toy.Ndmrk, toy.Ndmrk, toy.Ndmrk}},
	{sections: [3]toy.Sections{toy.All, toy.Ndmrk, toy.All}},
	{sections: [3]toy.Sections{toy.All, toy.All, ""}},
	{sections: [3]toy.Sections{"", toy.All, toy.All}, gone: [3]bool{true, false, false}},
	{sections: [3]toy.Sections{"", toy.Ndmrk, toy.All}, gone: [3]bool{true, false, false}},
	{sections: [3]toy.Sections{toy.All, toy.All, ""}, gone: [3]bool{false, false, true}},
	{sections: [3]toy.Sections{toy.All, toy.Only, toy.All}},
	{sections: [3]toy.Sections{toy.Only, toy.Only, toy.Only}},
}

// variants gives each state of the cluster some of the ways to dump it, in turn:
// all ways of all states would take minutes, and the ways do not interact.
func variants(n int) []variant {
	v := goneOrNot[n%len(goneOrNot)]
	v.tocks = tockOrders[n/len(goneOrNot)%len(tockOrders)]
	v.together = n%2 == 0
	full := goneOrNot[0]
	full.tocks = tockOrders[n%len(tockOrders)]
	return []variant{v, full}
}

func (v variant) build(cells [][]toy.Cell) *situation {
	s := &situation{cluster: &toy.Cluster{}, together: v.together}
	for i, name := range []string{"a", "b", "c"} {
		s.cluster.Servers = append(s.cluster.Servers, &toy.Server{Name: name, Tock: v.tocks[i], Dead: v.gone[i],
			Cells: map[string][]toy.Cell{"a": slices.Clone(cells[i])}})
		if v.gone[i] {
			s.gone = append(s.gone, name)
		}
	}
	for i, server := range s.cluster.Servers {
		if v.sections[i] != "" {
			s.dumps = append(s.dumps, s.cluster.Dump(server.Name, v.sections[i]))
		}
	}
	return s
}

// TestLargerClustersAtRandom takes more servers, origins and ticks, and holds
// besides that the order of the dumps does not matter.
func TestLargerClustersAtRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range gate.Tries(4000) {
		s := randomSituation(r)
		s.check(t)
		want := s.plan(t)
		r.Shuffle(len(s.dumps), func(i, j int) { s.dumps[i], s.dumps[j] = s.dumps[j], s.dumps[i] })
		if got := s.plan(t); !reflect.DeepEqual(got, want) {
			t.Fatalf("the plan depends on the order of the dumps: %+v\nand %+v\nin %s", got, want, s)
		}
	}
}

func randomSituation(r *rand.Rand) *situation {
	s := &situation{cluster: &toy.Cluster{}, together: r.IntN(3) == 0}
	names := []string{"a", "b", "c", "d", "e"}[:2+r.IntN(4)]
	for _, name := range names {
		server := &toy.Server{Name: name, Tock: uint64(r.IntN(4)), Cells: map[string][]toy.Cell{}}
		for _, origin := range names[:1+r.IntN(3)%len(names)] {
			for range r.IntN(8) {
				server.Cells[origin] = append(server.Cells[origin], randomCell(r))
			}
		}
		s.cluster.Servers = append(s.cluster.Servers, server)
	}
	for _, server := range s.cluster.Servers {
		switch x := r.IntN(12); {
		case x == 0:
			server.Dead = true
			s.gone = append(s.gone, server.Name)
		case x == 1: // not dumped
		default:
			sections := []toy.Sections{toy.All, toy.All, toy.All, toy.Ndmrk, toy.Ndmrk, toy.Only}[r.IntN(6)]
			s.dumps = append(s.dumps, s.cluster.Dump(server.Name, sections))
		}
	}
	s.gone = slices.DeleteFunc(s.gone, func(name string) bool { return !named(s.dumps, name) })
	return s
}

// randomCell prefers what most ticks are: present or superseded.
func randomCell(r *rand.Rand) toy.Cell {
	if r.IntN(3) > 0 {
		return []toy.Cell{toy.Present, toy.Superseded}[r.IntN(2)]
	}
	return toy.Cells[r.IntN(len(toy.Cells))]
}

// named reports whether some dump names a server; else declaring it gone is a typo.
func named(dumps []*dump.Dump, name string) bool {
	return slices.ContainsFunc(dumps, func(d *dump.Dump) bool {
		_, listed := d.Nodes.Of(name)
		missing, _ := d.Missing.Of(name)
		return listed || !missing.Empty()
	})
}
