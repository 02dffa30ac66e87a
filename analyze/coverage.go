package analyze

import (
	"cmp"
	"slices"
	"strings"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// coverage says what is known of every server.
func coverage(v *View) []Coverage {
	out := make([]Coverage, len(v.Servers))
	for i, s := range v.Servers {
		c := Coverage{Name: s.Name, Status: s.Status, WentBack: s.Status == Seen && s.WentBack()}
		for _, d := range slices.Backward(s.Dumps) {
			c.Sources = append(c.Sources, sourceOf(d))
		}
		if latest := s.Latest(); latest != nil {
			c.Tock, c.HasTock = latest.Tock, latest.HasTock
		}
		if s.saidNodes() != nil {
			c.Sections = append(c.Sections, "nodes")
		}
		for _, k := range dump.Kinds {
			j := s.sourceOf(k)
			if j < 0 {
				continue
			}
			c.Sections = append(c.Sections, k.String())
			if !s.Dumps[j].Section(k).Said {
				c.Derived = append(c.Derived, k.String())
			}
		}
		out[i] = c
	}
	return out
}

// proof is a seen server's word on ticks of an origin.
func (a *Replica) proof(origin string, state State, set ticks.Set) Proof {
	k := state.kind()
	d := a.from(k)
	if d == nil {
		d = a.server.Latest()
	}
	return proofIn(d, k, a.server.Name, origin, state.String(), set)
}

// proof is an older dump's word on ticks of an origin.
func (r *Record) proof(origin string, state State, set ticks.Set) Proof {
	return proofIn(r.Dump, state.kind(), r.Server.Name, origin, state.String()+before, set)
}

// kind is the set that shows a state.
func (s State) kind() dump.Kind {
	switch {
	case s.Is(InDeleted):
		return dump.Deleted
	case s.Is(InSuperseded):
		return dump.Superseded
	case s.Is(InMissing):
		return dump.Missing
	}
	return dump.Present
}

// dumpProof is a dump's word as a whole.
func dumpProof(d *dump.Dump, server, state string, set ticks.Set) Proof {
	return Proof{Server: server, State: state, Ticks: set, Tock: d.Tock, File: d.Source.File, Line: d.Source.Line, SHA256: d.Source.SHA256}
}

func proofIn(d *dump.Dump, k dump.Kind, server, origin, state string, set ticks.Set) Proof {
	p := dumpProof(d, server, state, set)
	section := d.Section(k)
	first, some := set.Bounds()
	listed, ok := d.Nodes.Of(origin)
	switch {
	case some && section.Said:
		p.Line = section.PlaceOf(origin, first.Begin).Line
	case some && ok: // derived, from this number on down
		p.Line = listed.Place.Line
	}
	return p
}

// requests lists the dumps still to be taken: of servers that a refusal needs, and of
// those not asked what they miss. Where nothing seems to be missing, also of those that
// are not covered. The one that alone decides most comes first; of equals the one with
// more ticks of its own in question, as an origin is the likeliest to have what it wrote.
func requests(v *View, p *Plan) []Request {
	var out []Request
	place := map[string]int{} // in out
	need := func(name string) *Request {
		i, some := place[name]
		if !some {
			i, place[name] = len(out), len(out)
			out = append(out, p.Options.request(name))
		}
		return &out[i]
	}
	seen, known, quiet := v.With(Seen), v.ServersKnown(), p.NothingMissing()
	for _, s := range v.Servers {
		if s.Status == Unseen || s.Status == Seen && (!known || !s.Tells(dump.Missing) || quiet && !s.covered(seen)) {
			need(s.Name)
		}
	}
	own, unseen := map[string]uint64{}, uint64(0)
	for _, r := range p.Of(Refused) {
		if r.Reason == UnseenServer {
			unseen = ticks.AddCounts(unseen, r.Ticks.Count())
			own[r.Origin] = ticks.AddCounts(own[r.Origin], r.Ticks.Count())
		}
		for _, name := range r.Needs {
			q := need(name)
			if name == r.Origin {
				own[name] = ticks.AddCounts(own[name], r.Ticks.Count())
			}
			q.Helps = ticks.AddCounts(q.Helps, r.Ticks.Count())
			if len(r.Needs) == 1 {
				q.Decides = ticks.AddCounts(q.Decides, r.Ticks.Count())
			}
		}
	}
	if unseen > 0 {
		all := p.Unasked()
		for _, name := range all {
			q := need(name)
			q.Helps = ticks.AddCounts(q.Helps, unseen)
			if len(all) == 1 {
				q.Decides = ticks.AddCounts(q.Decides, unseen)
			}
		}
	}
	for _, n := range p.Of(Untold) {
		q := need(n.Server)
		q.Helps = ticks.AddCounts(q.Helps, n.Ticks.Count())
		q.Decides = ticks.AddCounts(q.Decides, n.Ticks.Count())
	}
	slices.SortFunc(out, func(a, b Request) int {
		return cmp.Or(cmp.Compare(b.Decides, a.Decides), cmp.Compare(b.Helps, a.Helps),
			cmp.Compare(own[b.Server], own[a.Server]), strings.Compare(a.Server, b.Server))
	})
	return out
}
