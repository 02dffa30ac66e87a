package plan

import (
	"fmt"
	"iter"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// Explanation is all that the dumps tell of one tick.
type Explanation struct {
	Origin     string
	Tick       ticks.Tick
	Statements []Statement // of every dump, the oldest first
	Servers    []Standing  // of every server, sorted by name
}

// Statement is what one dump says of a tick.
type Statement struct {
	cluster.Proof      // where; its State is that of the dump alone
	HasTock       bool // the dump has a tock
	Derived       bool // it does not say so itself, but it follows from the rest
	Asked         bool // some other server told this one that it misses the tick
	Past          bool // an older dump: not the server's present state
}

// Standing is how a server stands to a tick, out of all its dumps, and what was
// decided if it misses it.
type Standing struct {
	Server   string
	Status   cluster.Status
	State    string    // a word of State.String; "" unless the server is seen
	Decision *Decision // nil unless it misses the tick, or is not known to miss it any more
	Look     []string  // shows the entry behind the tick on a holder
}

// ParseTick reads ORIGIN:TICK.
func ParseTick(text string) (origin string, t ticks.Tick, err error) {
	origin, set, err := ParseTicks(text)
	if err != nil {
		return "", 0, err
	}
	if set.Count() != 1 {
		return "", 0, fmt.Errorf("%q: one tick at a time", text)
	}
	bounds, _ := set.Bounds()
	return origin, bounds.Begin, nil
}

// ParseTicks reads ORIGIN:TICKS, ticks as in 5,7-9. A name may hold colons itself:
// the last one counts.
func ParseTicks(text string) (origin string, set ticks.Set, err error) {
	i := strings.LastIndexByte(text, ':')
	if i < 0 {
		return "", ticks.Set{}, fmt.Errorf("%q: no colon between origin and ticks", text)
	}
	if set, err = ticks.Parse(text[i+1:]); err != nil {
		return "", ticks.Set{}, fmt.Errorf("%q: %w", text, err)
	}
	return text[:i], set, nil
}

// Explain gathers what is known of a tick, and the plan's verdicts on it.
func Explain(v *cluster.View, p *Plan, origin string, t ticks.Tick) *Explanation {
	e := &Explanation{Origin: origin, Tick: t}
	for s, d := range inTime(v) {
		e.Statements = append(e.Statements, statementOf(s, d, origin, t))
	}
	verdicts := p.verdictsOn(v, origin, t)
	for _, s := range v.Servers {
		standing := Standing{Server: s.Name, Status: s.Status, Decision: verdicts[s.Name]}
		if d := standing.Decision; d != nil {
			standing.Look = p.Look(d)
		}
		if s.Status == cluster.Seen {
			a := s.Replica(origin)
			standing.State = a.At(t).String()
		}
		e.Servers = append(e.Servers, standing)
	}
	return e
}

// statementOf reads one dump alone.
func statementOf(s *cluster.Server, d *dump.Dump, origin string, t ticks.Tick) Statement {
	a := s.Alone(d).Replica(origin)
	state, set := a.At(t), ticks.Between(t, t+1)
	w := Statement{HasTock: d.HasTock, Past: s.Status != cluster.Seen || d != s.Latest(), Asked: a.RemoteMissing.Contains(t)}
	if state&cluster.InSets == 0 {
		w.Proof = cluster.NodesProof(d, s.Name, origin, state.String(), set)
		return w
	}
	w.Proof = a.Proof(origin, state, set)
	for _, k := range []dump.Kind{dump.Present, dump.Superseded, dump.Missing} {
		told := d.Answer(k, origin)
		w.Derived = w.Derived || told.Basis == dump.Derived && told.Set.Contains(t)
	}
	return w
}

// inTime yields all dumps in the order of their tocks, those of one server in the
// order of its Dumps: the tock is one counter that all servers keep in step.
func inTime(v *cluster.View) iter.Seq2[*cluster.Server, *dump.Dump] {
	return func(yield func(*cluster.Server, *dump.Dump) bool) {
		next := make([]int, len(v.Dumped))
		for {
			first := -1
			for i, s := range v.Dumped {
				if next[i] < len(s.Dumps) && (first < 0 || cluster.CompareTock(s.Dumps[next[i]], v.Dumped[first].Dumps[next[first]]) < 0) {
					first = i
				}
			}
			if first < 0 || !yield(v.Dumped[first], v.Dumped[first].Dumps[next[first]]) {
				return
			}
			next[first]++
		}
	}
}

// apart is a joined decision on one of its ticks, with all servers that it rests with.
func (p *Plan) apart(v *cluster.View, d *Decision, tick ticks.Set) Decision {
	o := v.Origin(d.Origin)
	if d.Fate() == Untold {
		return d.part(tick, nil).byHolders(v, heldBy(v, o, tick))[0]
	}
	c := newCollector(v, p)
	c.apart(o, tick, v.Index(d.Server))
	return c.decisions[0]
}

// verdictsOn is what the plan says of one tick, by server. A refusal names all that it
// needs. What the plan joins is decided for the tick by itself.
func (p *Plan) verdictsOn(v *cluster.View, origin string, t ticks.Tick) map[string]*Decision {
	out := map[string]*Decision{}
	for _, d := range p.Decisions {
		if d.Origin != origin || !d.Ticks.Contains(t) {
			continue
		}
		if d.Reason == UnseenServer {
			d.Needs = ownFirst(p.Unasked(), origin)
		}
		if d.Some {
			d = p.apart(v, &d, ticks.Between(t, t+1))
		}
		out[d.Server] = &d
	}
	return out
}
