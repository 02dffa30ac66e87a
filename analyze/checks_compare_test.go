package analyze_test

import (
	"slices"
	"strings"
	"testing"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// compared is a plain second reading of who lacks what, tick by tick, for the checks
// that hold servers against each other.
type compared struct {
	*situation
	newest map[string]*dump.Dump
	lacks  map[[2]*dump.Dump][]missingTick // what the first has seen, and the second has not
}

// older are the dumps of a server from before its newest.
func (c *compared) older(server string) []*dump.Dump {
	return slices.DeleteFunc(slices.Clone(c.dumps), func(d *dump.Dump) bool { return d.Node != server || d.Tock >= c.newest[server].Tock })
}

// before is the dump before a server's newest, if it tells all sections; a toy dump
// that says nodes does.
func (c *compared) before(server string) *dump.Dump {
	for _, d := range c.older(server) {
		if d.Nodes.Said {
			return d
		}
	}
	return nil
}

func heard(d *dump.Dump, origin string) ticks.Tick {
	e, _ := d.Nodes.Of(origin)
	return e.Tick
}

// told is the highest tick that a server's older dumps give away.
func (c *compared) told(server, origin string) ticks.Tick {
	last := ticks.Tick(0)
	for _, d := range c.older(server) {
		for t := ticks.Tick(1); t < 10; t++ {
			if t <= heard(d, origin) || in(d, origin, t, dump.Missing) {
				last = max(last, t)
			}
		}
	}
	return last
}

// shown reports whether the dumps show that what a server lacks is on its way.
func (c *compared) shown(ahead, lags string) bool {
	from, to := c.newest[ahead], c.newest[lags]
	if from == nil || to == nil || c.before(ahead) == nil || to.Tock >= from.Tock {
		return false
	}
	hears := false
	for _, o := range c.cluster.Servers {
		if heard(to, o.Name) < c.told(ahead, o.Name) || heard(to, o.Name) > heard(from, o.Name) {
			return false
		}
		hears = hears || o.Name != lags && heard(to, o.Name) > c.told(ahead, o.Name)
	}
	return hears
}

func seen(d *dump.Dump, origin string, t ticks.Tick) bool {
	return in(d, origin, t, dump.Present, dump.Superseded)
}

func gone(d *dump.Dump, origin string, t ticks.Tick) bool {
	return in(d, origin, t, dump.Superseded, dump.Deleted) && !in(d, origin, t, dump.Present)
}

func kept(d *dump.Dump, origin string, t ticks.Tick) bool {
	return in(d, origin, t, dump.Present) && in(d, origin, t, dump.Deleted)
}

func alive(d *dump.Dump, origin string, t ticks.Tick) bool {
	return in(d, origin, t, dump.Present) && !in(d, origin, t, dump.Deleted)
}

// lacksLater reports whether one dump has seen what the newest of a server has not, and
// that can have come after a tick.
func (c *compared) lacksLater(from, to *dump.Dump, origin string, t ticks.Tick) bool {
	pair := [2]*dump.Dump{from, to}
	if _, known := c.lacks[pair]; !known {
		c.lacks[pair] = nil
		c.everyTick(func(other string, u ticks.Tick) {
			if seen(from, other, u) && !seen(to, other, u) {
				c.lacks[pair] = append(c.lacks[pair], missingTick{to.Node, other, u})
			}
		})
	}
	return slices.ContainsFunc(c.lacks[pair], func(m missingTick) bool { return m.origin != origin || m.tick > t })
}

// judged is the dump by which a server's word on a tick is judged.
func (c *compared) judged(d *dump.Dump, origin string, t ticks.Tick) *dump.Dump {
	was := c.before(d.Node)
	if was == nil || !kept(was, origin, t) && (kept(d, origin, t) || !gone(was, origin, t)) {
		return d
	}
	return was
}

// dismisses reports whether a server calls anything gone that another keeps deleted.
func (c *compared) dismisses(keeper, other *dump.Dump) bool {
	found := false
	c.everyTick(func(origin string, t ticks.Tick) {
		found = found || kept(keeper, origin, t) && gone(other, origin, t)
	})
	return found
}

func (s *situation) compared() *compared {
	c := &compared{situation: s, newest: s.latest(), lacks: map[[2]*dump.Dump][]missingTick{}}
	for name, d := range c.newest {
		if !d.Nodes.Said || d.Answer(dump.Present, "a").Basis == dump.NotTold {
			delete(c.newest, name)
		}
	}
	return c
}

// checkCompared holds what diverged and contested say of each two servers.
func (s *situation) checkCompared(t *testing.T, r check.Result) {
	t.Helper()
	c, want, got := s.compared(), claims{}, claims{}
	for _, o := range c.newest {
		for _, p := range c.newest {
			s.everyTick(func(origin string, tick ticks.Tick) { c.expect(want, o, p, origin, tick) })
		}
	}
	for _, f := range of(r, "diverged") {
		for _, caller := range f.Evidence {
			for _, holder := range f.Evidence {
				if caller.State.Word != "present" && holder.State.Word == "present" {
					got.add(holder.Ticks, "%s calls gone what %s has of %s", caller.Server, holder.Server, f.Origin)
				}
			}
		}
	}
	for _, f := range of(r, "contested") {
		addContested(t, got, &f)
	}
	s.compare(t, "diverged and contested", want, got)
}

// expect adds what is to be said of one tick, of which O speaks and P has it.
func (c *compared) expect(want claims, o, p *dump.Dump, origin string, t ticks.Tick) {
	base, one := c.judged(o, origin, t), ticks.Between(t, t+1)
	later := c.lacksLater(base, p, origin, t)
	contested := func(kind, subject, other string) {
		was := c.before(o.Node)
		moving := kind != "even" && base == o && was != nil && c.shown(o.Node, p.Node) && !c.lacksLater(was, p, origin, t)
		want.add(one, "%s, moving %v: %s of %s", kind, moving, subject, origin)
		want.add(ticks.Between(1, 2), "%s, moving %v: %s against %s of %s", kind, moving, subject, other, origin)
	}
	switch {
	case gone(o, origin, t) && alive(p, origin, t) && !later:
		want.add(one, "%s calls gone what %s has of %s", o.Node, p.Node, origin)
	case (gone(o, origin, t) || kept(o, origin, t)) && alive(p, origin, t) && later:
		contested("holder lags", p.Node, o.Node)
	case kept(o, origin, t) && alive(p, origin, t) && !c.lacksLater(p, o, origin, t) && c.dismisses(o, p):
		contested("even", p.Node, o.Node)
	case kept(o, origin, t) && gone(p, origin, t) && later:
		contested("caller lags", o.Node, p.Node)
	}
}

// addContested spells a finding out: whom it is about, and against whom.
func addContested(t *testing.T, got claims, f *check.Finding) {
	t.Helper()
	reason, moving := strings.CutSuffix(f.Reason, "-in-motion")
	kind := map[string]string{"holder-behind": "holder lags", "caller-behind": "caller lags", "neither-behind": "even"}[reason]
	subjects, others := f.Part(check.Holders).Servers, f.Part(check.GoneOn).Servers
	if kind == "" || len(subjects) == 0 || len(others) == 0 || moving != (f.Severity == cluster.Info) {
		t.Fatalf("%s: cannot tell who is meant: %v in %s", f.Reason, f.Parts, f.Message)
	}
	for _, subject := range subjects {
		got.add(f.Ticks, "%s, moving %v: %s of %s", kind, moving, subject, f.Origin)
		for _, other := range others {
			got.add(ticks.Between(1, 2), "%s, moving %v: %s against %s of %s", kind, moving, subject, other, f.Origin)
		}
	}
}

// checkEarlier holds who is said to have been asked earlier than whom.
func (s *situation) checkEarlier(t *testing.T, r check.Result) {
	t.Helper()
	c, want, got := s.compared(), claims{}, claims{}
	one := ticks.Between(1, 2)
	rounds := func(server string) int {
		n := 1
		if c.before(server) != nil {
			n++
		}
		return n
	}
	for j, d := range c.newest {
		for i, newer := range c.newest {
			later := false
			for _, o := range c.cluster.Servers {
				later = later || heard(newer, o.Name) > heard(d, o.Name)
			}
			proven := len(c.older(j)) > 0 && heard(d, i) > c.told(i, i)
			if later && rounds(i) > rounds(j) && !proven && len(distinctNodes(s.dumps)) > 1 {
				want.add(one, "%s before %s", j, i)
			}
		}
	}
	for _, f := range of(r, "asked-earlier") {
		for _, early := range f.Part(check.Behind).Servers {
			for _, later := range f.Part(check.Ahead).Servers {
				got.add(one, "%s before %s", early, later)
			}
		}
	}
	s.compare(t, "asked-earlier", want, got)
}

// checkPurges holds that no deletion is said to wait where one server may know more of
// the entry than another.
func (s *situation) checkPurges(t *testing.T, r check.Result) {
	t.Helper()
	c, want, got := s.compared(), claims{}, claims{}
	s.everyTick(func(origin string, tick ticks.Tick) {
		waits := false
		for _, o := range c.newest {
			waits = waits || kept(o, origin, tick)
		}
		for _, o := range c.newest {
			waits = waits && !alive(o, origin, tick)
			for _, p := range c.newest {
				ahead := c.lacksLater(o, p, origin, tick-1) // so that the tick itself counts
				waits = waits && !(ahead && (kept(o, origin, tick) || gone(o, origin, tick) && kept(p, origin, tick)))
			}
		}
		if waits {
			want.add(ticks.Between(tick, tick+1), "%s waits", origin)
		}
	})
	for _, f := range of(r, "purge-pending") {
		got.add(f.Ticks, "%s waits", f.Origin)
	}
	s.compare(t, "purge-pending", want, got)
}
