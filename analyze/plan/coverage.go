package plan

import (
	"cmp"
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// coverage says what is known of every server.
func coverage(v *cluster.View) []Coverage {
	out := make([]Coverage, len(v.Servers))
	for i, s := range v.Servers {
		c := Coverage{Name: s.Name, Status: s.Status, WentBack: s.Status == cluster.Seen && s.WentBack()}
		for _, d := range slices.Backward(s.Dumps) {
			c.Sources = append(c.Sources, sourceOf(d))
		}
		if latest := s.Latest(); latest != nil {
			c.Tock, c.HasTock = latest.Tock, latest.HasTock
		}
		if s.SaidNodes() != nil {
			c.Sections = append(c.Sections, "nodes")
		}
		for _, k := range dump.Kinds {
			j := s.SourceOf(k)
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

// requests lists the dumps still to be taken: of servers that a refusal needs, and of
// those not asked what they miss. Where nothing seems to be missing, also of those that
// are not covered. The one that alone decides most comes first; of equals the one with
// more ticks of its own in question, as an origin is the likeliest to have what it wrote.
func requests(v *cluster.View, p *Plan) []Request {
	var names []string
	seen, known, quiet := v.With(cluster.Seen), v.ServersKnown(), p.NothingMissing()
	for _, s := range v.Servers {
		if s.Status == cluster.Unseen || s.Status == cluster.Seen && (!known || !s.Tells(dump.Missing) || quiet && !s.Covered(seen)) {
			names = append(names, s.Name)
		}
	}
	return p.requestsWith(names)
}

// requestsWith lists the dumps that refusals need, and those of other servers.
func (p *Plan) requestsWith(others []string) []Request {
	var out []Request
	place := map[string]int{} // in out
	need := func(name string) *Request {
		i, some := place[name]
		if !some {
			i, place[name] = len(out), len(out)
			out = append(out, p.Options.Request(name))
		}
		return &out[i]
	}
	for _, name := range others {
		need(name)
	}
	help := func(names []string, count uint64) {
		for _, name := range names {
			q := need(name)
			q.Helps = ticks.AddCounts(q.Helps, count)
			if len(names) == 1 {
				q.Decides = ticks.AddCounts(q.Decides, count)
			}
		}
	}
	own, unseen := map[string]uint64{}, uint64(0)
	for _, r := range p.Of(Refused) {
		count := r.Ticks.Count()
		if r.Reason == UnseenServer {
			unseen = ticks.AddCounts(unseen, count)
		}
		if r.Reason == UnseenServer || slices.Contains(r.Needs, r.Origin) {
			own[r.Origin] = ticks.AddCounts(own[r.Origin], count)
		}
		help(r.Needs, count)
	}
	if unseen > 0 {
		help(p.Unasked(), unseen)
	}
	for _, n := range p.Of(Untold) {
		help([]string{n.Server}, n.Ticks.Count())
	}
	slices.SortFunc(out, func(a, b Request) int {
		return cmp.Or(cmp.Compare(b.Decides, a.Decides), cmp.Compare(b.Helps, a.Helps),
			cmp.Compare(own[b.Server], own[a.Server]), strings.Compare(a.Server, b.Server))
	})
	return out
}
