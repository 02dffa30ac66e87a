package analyze_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/internal/toy"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
)

// TestCollectionsHideNothing holds that no plan from one collection hides what lives,
// though servers write, are cut off, die, are wiped, restarted from old saves, and do
// not answer while it goes on; and that in a cluster at rest it decides more than the same
// dumps without the comments.
func TestCollectionsHideNothing(t *testing.T) {
	var all, with, without counts
	shown := 0
	for seed := range uint64(lives() / 2) {
		c := collectedInLife(rand.New(rand.NewPCG(seed, 19)))
		if c == nil {
			continue
		}
		if view, err := cluster.Merge(slices.Clone(c.dumps), cluster.Options{Gone: c.dead()}); err == nil && view.Collected() {
			shown++
		}
		c.hold(t, false, &all)
		if !c.atRest {
			continue
		}
		c.hold(t, false, &with)
		for i, d := range c.dumps {
			plain := *d
			plain.Collected = nil
			c.dumps[i] = &plain
		}
		c.hold(t, false, &without)
	}
	t.Logf("%d collections shown in %+v; at rest with %+v, without %+v", shown, all, with, without)
	if shown < all.plans/20 || with.marked <= without.marked || with.refused >= without.refused {
		t.Error("too little is shown, or decided")
	}
}

// collectedInLife collects in a life; nil if a server died meanwhile that had not
// answered, so that the word that it had stopped before would be false.
func collectedInLife(r *rand.Rand) *rounds {
	names := []string{"a", "b", "c", "d"}[:2+r.IntN(3)]
	c := &rounds{Life: toy.Begin(r, names), rand: r, lives: map[string]int{}, dumpedIn: map[string]int{}}
	for range 5 + r.IntN(40) {
		c.live()
	}
	gone := c.dead()
	going := r.IntN(3)
	c.atRest = going == 0
	for round := 1; round <= 2; round++ {
		c.collect(round, going)
	}
	for _, name := range c.dead() {
		answered := slices.ContainsFunc(c.dumps, func(d *dump.Dump) bool { return d.Node == name })
		if !slices.Contains(gone, name) && !answered {
			return nil
		}
	}
	return c
}

// collect asks each server once, in any order. While it goes on, little happens, or what
// happens to a healthy net, or anything.
func (c *rounds) collect(round, going int) {
	for i, at := range c.rand.Perm(len(c.Nodes)) {
		for range c.rand.IntN(4) {
			switch going {
			case 1:
				c.Happen()
			case 2:
				c.live()
			}
		}
		node := c.Nodes[at]
		if node.Dead || c.rand.IntN(20) == 0 {
			continue
		}
		d := c.Dump(node)
		asked := time.Unix(int64(round*100+i), 0)
		d.Collected = &dump.Collected{ID: "0123456789abcdef", Round: round, Server: node.Name, Asked: asked, Answered: asked.Add(time.Second)}
		c.dumps = append(c.dumps, d)
	}
}

// dead are the servers that do not run any more.
func (c *rounds) dead() []string {
	var names []string
	for _, n := range c.Nodes {
		if n.Dead {
			names = append(names, n.Name)
		}
	}
	return names
}

// TestMovedIsNotMarked holds against a second, plain reading that what a collection saw
// move is not marked.
func TestMovedIsNotMarked(t *testing.T) {
	moved := 0
	for seed := range uint64(lives() / 4) {
		c := collectedInLife(rand.New(rand.NewPCG(seed, 20)))
		if c == nil {
			continue
		}
		view, err := cluster.Merge(slices.Clone(c.dumps), cluster.Options{Gone: c.dead()})
		if err != nil || !view.Collected() {
			continue
		}
		p := plan.Make(view, plan.Options{})
		for _, d := range p.Of(plan.Refused) {
			if d.Reason == plan.InMotion {
				moved += int(d.Ticks.Count())
			}
		}
		for _, command := range p.Commands {
			for tick := range singles(command.Ticks()) {
				if server := c.movedOn(toy.Tick{Origin: command.Origin(), Number: tick}); server != "" {
					t.Fatalf("%s:%d is marked on %s, and moved on %s\nin %s", command.Origin(), tick, command.Server(), server, c)
				}
			}
		}
	}
	if moved == 0 {
		t.Error("nothing was ever in motion")
	}
}

// movedOn is a server whose two dumps differ in what they say of a tick.
func (c *rounds) movedOn(t toy.Tick) string {
	said := map[string][4]bool{}
	for _, d := range c.dumps {
		var now [4]bool
		for i, k := range []dump.Kind{dump.Present, dump.Superseded, dump.Deleted, dump.Missing} {
			set, _ := d.Section(k).Of(t.Origin)
			now[i] = set.Contains(t.Number)
		}
		if before, asked := said[d.Node]; asked && before != now {
			return d.Node
		}
		said[d.Node] = now
	}
	return ""
}
