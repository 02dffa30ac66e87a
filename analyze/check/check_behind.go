package check

import (
	"fmt"
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/ticks"
)

var behind = &Check{
	ID:       "behind",
	Title:    "servers that have not heard of an origin's last ticks",
	Severity: cluster.Warning,
	Needs:    Needs{Nodes: true, Dumped: 2},
	run: func(c *Case, report func(Finding)) {
		for _, o := range c.origins {
			c.reportBehind(c.View.Index(o.Name), o, report)
		}
	},
}

// lag is servers that lack the same last ticks of an origin, for one reason.
type lag struct {
	servers []int
	set     ticks.Set
	kind    lagKind
	knower  knower
}

// lagAt tells the lags apart of servers that claim no tick of the origin.
type lagAt struct {
	from, last ticks.Tick
	kind       lagKind
}

// claimed are the ticks that a server knows, whatever it has heard.
func claimed(a *cluster.Replica) ticks.Set { return ticks.Union(a.Present, a.Superseded, a.Deleted) }

// lagKind is what is known of a lag's reason.
type lagKind byte

const (
	lagUnclear  lagKind = iota + 1 // asked early, or lost: one more dump tells
	lagEarlier                     // the server was not asked again when others were
	lagStands                      // an older dump told of the ticks already
	lagDoubtful                    // several dumps do not show that it is on its way
	lagMotion                      // it has heard of all that older dumps told
)

// String is the reason of the finding.
func (k lagKind) String() string {
	return [...]string{"unclear", "asked-earlier", "did-not-arrive", "unclear-still", "in-motion"}[k-1]
}

func (c *Case) reportBehind(own int, o *cluster.Origin, report func(Finding)) {
	var lags []*lag
	byTicks, silent := map[string]*lag{}, map[lagAt]*lag{}
	add := func(server int, from ticks.Tick, kind lagKind, k knower) {
		a := o.Replica(server)
		at := lagAt{from, k.Last, kind}
		if l := silent[at]; l != nil && claimed(a).Empty() {
			l.servers = append(l.servers, server)
			return
		}
		set := ticks.Between(from+1, k.Last+1).Minus(claimed(a))
		if set.Empty() {
			return
		}
		key := fmt.Sprint(kind, set)
		if byTicks[key] == nil {
			byTicks[key] = &lag{set: set, kind: kind, knower: k}
			lags = append(lags, byTicks[key])
		}
		byTicks[key].servers = append(byTicks[key].servers, server)
		if claimed(a).Empty() {
			silent[at] = byTicks[key]
		}
	}
	h := c.highWater(o)
	late := c.late(own, o, h.top)
	if len(late) > 0 {
		h.sort()
	}
	for _, i := range late {
		heard := o.Replica(i).Heard
		lost := c.unexcused(h, heard, i)
		if lost.dump != nil {
			add(i, heard, c.kindOfLag(h, heard, i), lost)
		}
		if later, ok := h.farthest(i); ok {
			add(i, max(heard, lost.Last), lagMotion, later)
		}
	}
	for _, l := range lags {
		report(c.lagFinding(o, l))
	}
}

// unexcused is who knows most of what a server has not heard of, where nothing shows
// that it is on its way. Its dump is nil if all of it is.
func (c *Case) unexcused(h *highWater, heard ticks.Tick, server int) knower {
	for _, k := range h.most {
		if k.Last <= heard {
			break
		}
		excused := c.shown(k.server, server)
		if c.View.Collected() {
			excused = k.dump == c.View.Dumped[k.server].Latest() && !cluster.AskedAfter(c.View.Dumped[server].Latest(), k.dump)
		}
		if k.server != server && !excused {
			return k
		}
	}
	return knower{}
}

// kindOfLag tells why a lag counts.
func (c *Case) kindOfLag(h *highWater, heard ticks.Tick, server int) lagKind {
	m, stands := c.motion(), false
	for _, k := range h.most {
		if k.Last <= heard || len(m.again) == 0 {
			break
		}
		if m.rounds[k.server] > 1 && slices.Contains(c.View.Dumped[k.server].Before(), k.dump) {
			stands = true
			if c.inOlderRound(server, k.server) {
				return lagEarlier
			}
		}
	}
	switch {
	case stands:
		return lagStands
	case len(m.again) > 0:
		return lagDoubtful
	}
	return lagUnclear
}

// late are the servers that have not heard of an origin's last tick, except the
// origin itself and a server that is just removing it.
func (c *Case) late(own int, o *cluster.Origin, last ticks.Tick) []int {
	var out []int
	for i := range o.Servers() {
		a := o.Replica(i)
		if c.eligible[i] && i != own && a.Heard < last && !removes(a, o.Name) {
			out = append(out, i)
		}
	}
	return out
}

func (c *Case) lagFinding(o *cluster.Origin, l *lag) Finding {
	n := uint64(len(l.servers))
	names := c.names(l.servers[:min(len(l.servers), cluster.MaxNames)])
	more, knower := len(l.servers)-len(names), c.View.Dumped[l.knower.server].Name
	f := Finding{Reason: l.kind.String(), Parts: []Part{{Role: Behind, Servers: names, More: more}, part(Ahead, knower)}, late: cluster.ServersOf(len(c.View.Dumped), l.servers), Origin: o.Name, HasOrigin: true, Ticks: l.set, Action: prose.Say("dump every server once more, and give both rounds")}
	f.Message = prose.Say("%s %s not heard of %s of %q, which %q knew at %s; ", prose.QuotedSome(names, more), prose.Does(n, "has", "have"),
		prose.Numbered(l.set), o.Name, knower, cluster.TockOf(l.knower.dump))
	early := prose.Does(n, "its dump is", "their dumps are") + " from before these came, or they did not arrive"
	switch l.kind {
	case lagStands:
		f.Message = prose.Say("%san older dump knew of such ticks already, so messages did not arrive", f.Message)
		f.Action = prose.Say("let the servers re-join, then dump them again")
	case lagEarlier:
		f.Message = prose.Say("%s%s fewer dumps, so that was asked before, or messages did not arrive", f.Message, prose.Does(n, "it has", "they have"))
	case lagDoubtful:
		f.Message = prose.Say("%s%s; the dumps before do not tell which", f.Message, early)
	case lagMotion:
		f.Severity = cluster.Info
		f.Message = prose.Say("%s%s heard of all that the older dumps knew, so these may be on their way", f.Message, prose.Does(n, "it has", "they have"))
		f.Action = prose.Say("nothing now; dump again to see them arrive")
	default:
		f.Message = prose.Say("%s%s", f.Message, early)
	}
	for _, i := range l.servers[:min(len(l.servers), witnesses)] {
		f.Run = c.ask(f.Run, c.View.Dumped[i].Name)
		f.Evidence = append(f.Evidence, cluster.NodesProof(o.Replica(i).HeardFrom, c.View.Dumped[i].Name, o.Name, cluster.ProofUnheard, l.set))
	}
	f.Evidence = append(f.Evidence, l.knower.proof(c.View, o.Name, l.set))
	return f
}
