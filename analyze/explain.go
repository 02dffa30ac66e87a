package analyze

import (
	"fmt"
	"iter"
	"strings"

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
	Proof        // where; its State is that of the dump alone
	HasTock bool // the dump has a tock
	Derived bool // it does not say so itself, but it follows from the rest
	Asked   bool // some other server told this one that it misses the tick
	Past    bool // an older dump: not the server's present state
}

// Standing is how a server stands to a tick, out of all its dumps, and what was
// decided if it misses it.
type Standing struct {
	Server   string
	Status   Status
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
func Explain(v *View, p *Plan, origin string, t ticks.Tick) *Explanation {
	e := &Explanation{Origin: origin, Tick: t}
	for s, d := range v.inTime() {
		e.Statements = append(e.Statements, statementOf(s, d, origin, t))
	}
	verdicts := p.verdictsOn(v, origin, t)
	for _, s := range v.Servers {
		standing := Standing{Server: s.Name, Status: s.Status, Decision: verdicts[s.Name]}
		if d := standing.Decision; d != nil {
			standing.Look = p.Look(d)
		}
		if s.Status == Seen {
			a := s.Replica(origin)
			standing.State = a.at(t).String()
		}
		e.Servers = append(e.Servers, standing)
	}
	return e
}

// at is the state of one tick.
func (a *Replica) at(t ticks.Tick) State {
	state := a.constant()
	for bit, set := range a.track() {
		if set.Contains(t) {
			state |= 1 << bit
		}
	}
	return state
}

// statementOf reads one dump alone.
func statementOf(s *Server, d *dump.Dump, origin string, t ticks.Tick) Statement {
	a := s.alone(d).Replica(origin)
	state, set := a.at(t), ticks.Between(t, t+1)
	w := Statement{HasTock: d.HasTock, Past: s.Status != Seen || d != s.Latest(), Asked: a.RemoteMissing.Contains(t)}
	if state&inSets == 0 {
		w.Proof = nodesProof(d, s.Name, origin, state.String(), set)
		return w
	}
	w.Proof = a.proof(origin, state, set)
	for _, k := range []dump.Kind{dump.Present, dump.Superseded, dump.Missing} {
		told := d.Answer(k, origin)
		w.Derived = w.Derived || told.Basis == dump.Derived && told.Set.Contains(t)
	}
	return w
}

// alone is the server as it would be if one dump were all there is of it.
func (s *Server) alone(d *dump.Dump) *Server {
	one := &Server{Name: s.Name, Status: Seen, Dumps: []*dump.Dump{d}, lessons: &lessons{ranks: []int{0}}}
	one.findSources()
	return one
}

// inTime yields all dumps in the order of their tocks, those of one server in the
// order of its Dumps: the tock is one counter that all servers keep in step.
func (v *View) inTime() iter.Seq2[*Server, *dump.Dump] {
	return func(yield func(*Server, *dump.Dump) bool) {
		next := make([]int, len(v.Dumped))
		for {
			first := -1
			for i, s := range v.Dumped {
				if next[i] < len(s.Dumps) && (first < 0 || compareTock(s.Dumps[next[i]], v.Dumped[first].Dumps[next[first]]) < 0) {
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

// verdictsOn is what the plan says of one tick, by server. A refusal names all that it
// needs. What the plan joins is decided for the tick by itself.
func (p *Plan) verdictsOn(v *View, origin string, t ticks.Tick) map[string]*Decision {
	out := map[string]*Decision{}
	for _, d := range p.Decisions {
		if d.Origin != origin || !d.Ticks.Contains(t) {
			continue
		}
		if d.Reason == UnseenServer {
			d.Needs = ownFirst(p.Unasked(), origin)
		}
		if d.Some {
			c := newCollector(v, p)
			c.apart(v.Origin(origin), ticks.Between(t, t+1), v.index(d.Server))
			d = c.decisions[0]
		}
		out[d.Server] = &d
	}
	return out
}
