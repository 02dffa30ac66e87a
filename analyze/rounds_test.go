package analyze_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/internal/toy"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
	"tickdiff/internal/gate"
	"tickdiff/ticks"
)

// rounds is a toy cluster that lives on between its dumps, each of which is asked
// for some sections only.
type rounds struct {
	*toy.Life
	rand  *rand.Rand
	dumps []*dump.Dump
	lost  bool // a server lost its data between two dumps
	died  bool // a server died between two dumps
	// lives counts how often a server began anew, and dumpedIn tells in which of its
	// lives it was dumped. Dumps of two lives of one server are in an order that nobody
	// can know.
	lives    map[string]int
	dumpedIn map[string]int
	twoLives bool
	atRest   bool // nothing happened while it was dumped
	restored bool // a save brought back what a server had no more when it was dumped
}

// counts are what came of many plans.
type counts struct {
	plans, marked, refused, hidden int
}

// TestDumpsOfManyTimes holds that no plan from dumps of any age and content hides
// what lives, where the words of the operator are true: those that are gone had
// stopped before the first dump, and with --together no server lost its data since.
// Servers are cut off, wiped, restarted from old saves, last dumped early, and asked
// for some sections only; or a number of one dump was edited.
func TestDumpsOfManyTimes(t *testing.T) {
	for _, together := range []bool{false, true} {
		for _, edited := range []bool{false, true} {
			t.Run(fmt.Sprintf("together %v, edited %v", together, edited), func(t *testing.T) {
				var n counts
				for seed := range uint64(lives()) {
					c := dumpedInLife(rand.New(rand.NewPCG(seed, 8)), !edited)
					if c.died || c.twoLives || c.restored || together && c.lost {
						continue
					}
					if edited {
						c.edit()
					}
					c.hold(t, together, &n)
				}
				if n.hidden > 0 || n.marked < n.plans/20 {
					t.Errorf("%+v", n)
				}
			})
		}
	}
}

// lives is how many are tried.
func lives() int {
	if testing.Short() {
		return 2000
	}
	return gate.Tries(12000)
}

// TestFalseWordsDestroyNothing holds that where the words of the operator are false,
// no mark is of a kind that could destroy.
func TestFalseWordsDestroyNothing(t *testing.T) {
	marked := 0
	for seed := range uint64(lives()) {
		c := dumpedInLife(rand.New(rand.NewPCG(seed, 9)), true)
		p := c.plan(true)
		if p == nil || !c.died && !c.lost {
			continue
		}
		for _, command := range p.Commands {
			marked++
			if command.Kind() != plan.MarkSuperseded {
				t.Fatalf("a mark is %s\nin %s", command.Kind(), c)
			}
		}
	}
	if marked == 0 {
		t.Fatal("nothing was ever marked")
	}
}

func dumpedInLife(r *rand.Rand, partial bool) *rounds {
	names := []string{"a", "b", "c", "d"}[:2+r.IntN(3)]
	c := &rounds{Life: toy.Begin(r, names), rand: r, lives: map[string]int{}, dumpedIn: map[string]int{}}
	for range 5 + r.IntN(40) {
		c.live()
	}
	c.lost, c.died = false, false
	calm := r.IntN(2) == 0
	for _, i := range r.Perm(len(names) * 2) {
		if node := c.Nodes[i/2]; !node.Dead && (i%2 == 0 || r.IntN(4) == 0) {
			c.ask(node, partial)
		}
		for range r.IntN(6) {
			if calm {
				c.Happen()
			} else {
				c.live()
			}
		}
	}
	return c
}

// live lets a server die or lose its data at times, too.
func (c *rounds) live() {
	switch c.rand.IntN(30) {
	case 0:
		c.Die()
		c.died = true
	case 1:
		node, restored := c.Lose()
		_, dumped := c.dumpedIn[node.Name]
		c.lives[node.Name]++
		c.lost, c.restored = true, c.restored || dumped && restored
	default:
		c.Happen()
	}
}

// ask asks for all sections, or for some.
func (c *rounds) ask(node *toy.Node, partial bool) {
	if life, dumped := c.dumpedIn[node.Name]; dumped && life != c.lives[node.Name] {
		c.twoLives = true
	}
	c.dumpedIn[node.Name] = c.lives[node.Name]
	d := c.Dump(node)
	c.dumps = append(c.dumps, d)
	if !partial || c.rand.IntN(3) > 0 {
		return
	}
	if c.rand.IntN(2) == 0 {
		d.Nodes = dump.Nodes{}
	}
	for _, k := range dump.Kinds {
		if c.rand.IntN(2) == 0 {
			*d.Section(k) = dump.Section{}
		}
	}
}

// edit changes one number of one dump, as a slip of the hand does.
func (c *rounds) edit() {
	d := c.dumps[c.rand.IntN(len(c.dumps))]
	kinds := []dump.Kind{dump.Present, dump.Superseded, dump.Missing, dump.Deleted}
	section := d.Section(kinds[c.rand.IntN(len(kinds))])
	if c.rand.IntN(5) == 0 {
		e := &d.Nodes.Entries[c.rand.IntN(len(d.Nodes.Entries))]
		if e.Tick > 0 {
			e.Tick = other(c.rand, e.Tick)
		}
		return
	}
	if len(section.Entries) == 0 {
		return
	}
	e := &section.Entries[c.rand.IntN(len(section.Entries))]
	all := slices.Collect(singles(e.Ticks))
	was := all[c.rand.IntN(len(all))]
	is := other(c.rand, was)
	e.Ticks = e.Ticks.Minus(ticks.Between(was, was+1)).Union(ticks.Between(is, is+1))
}

func other(r *rand.Rand, t ticks.Tick) ticks.Tick { return ticks.Tick(max(1, int(t)+r.IntN(5)-2)) }

func (c *rounds) plan(together bool) *plan.Plan {
	view, err := cluster.Merge(slices.Clone(c.dumps), cluster.Options{Gone: c.dead(), Together: together})
	if err != nil {
		return nil // a dump of one that is gone looks too new
	}
	return plan.Make(view, plan.Options{})
}

// hold counts marks, and fails for one that hides what lives.
func (c *rounds) hold(t *testing.T, together bool, n *counts) {
	t.Helper()
	p := c.plan(together)
	if p == nil {
		return
	}
	n.plans++
	restored(t, p)
	for _, r := range p.Of(plan.Refused) {
		n.refused += int(r.Ticks.Count())
	}
	for _, command := range p.Commands {
		for tick := range singles(command.Ticks()) {
			n.marked++
			if holder := c.Hidden(command.Server(), toy.Tick{Origin: command.Origin(), Number: tick}); holder != nil {
				n.hidden++
				t.Fatalf("%s:%d is marked on %s, and %s has it\nin %s", command.Origin(), tick, command.Server(), holder.Name, c)
			}
		}
	}
}

func (c *rounds) String() string {
	var b strings.Builder
	for _, n := range c.Nodes {
		fmt.Fprintf(&b, "%s dead %v\n", n.Name, n.Dead)
	}
	for _, d := range c.dumps {
		if err := dump.Encode(&b, d); err != nil {
			panic(err)
		}
	}
	return b.String()
}
