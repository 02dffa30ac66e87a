package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var staleRequest = &Check{
	ID:       "stale-request",
	Title:    "servers remember a request that nobody needs any more",
	Severity: cluster.Info,
	Needs:    Needs{Sets: []dump.Kind{dump.RemoteMissing}},
	run: func(c *Case, report func(Finding)) {
		var silent []string
		for _, s := range c.View.Servers {
			if s.Status == cluster.Unseen || s.Status == cluster.Seen && !s.Tells(dump.Missing) {
				silent = append(silent, s.Name)
			}
		}
		for _, o := range c.origins {
			for _, r := range c.staleRequests(o) {
				report(c.staleFinding(o, r, silent))
			}
		}
	},
}

// request is ticks that the same servers remember.
type request struct {
	servers []int
	set     ticks.Set
}

func (c *Case) staleRequests(o *cluster.Origin) []*request {
	missing, answers := o.Missing(), c.answers(o)
	var out []*request
	bySet := map[string]*request{}
	for _, i := range o.Told {
		if !c.eligible[i] {
			continue
		}
		set := o.Replica(i).RemoteMissing.Minus(missing).Minus(answers[i])
		if set.Empty() {
			continue
		}
		key := set.String()
		if bySet[key] == nil {
			bySet[key] = &request{set: set}
			out = append(out, bySet[key])
		}
		bySet[key].servers = append(bySet[key].servers, i)
	}
	return out
}

func (c *Case) staleFinding(o *cluster.Origin, r *request, silent []string) Finding {
	names := c.names(r.servers)
	f := Finding{
		Parts: []Part{part(AskedOn, names...)}, Origin: o.Name, HasOrigin: true, Ticks: r.set,
		Message: prose.Say("%s %s that %s of %q %s missed, and no server that was asked misses %s", prose.QuotedList(names),
			prose.Does(uint64(len(names)), "remembers", "remember"), prose.Numbered(r.set), o.Name, prose.Does(r.set.Count(), "is", "are"), prose.ItOrThem(r.set)),
		Action: prose.Say("nothing: the request is out of date"),
	}
	if len(silent) > 0 {
		f.Parts = append(f.Parts, part(ToDump, silent...))
		f.Message = prose.Say("%s; not asked: %s", f.Message, prose.QuotedList(silent))
		f.Action = prose.Say("dump who was not asked: it may still be waiting")
		for _, s := range silent {
			f.Run = c.ask(f.Run, s)
		}
	}
	for _, i := range r.servers[:min(len(r.servers), witnesses)] {
		f.Evidence = append(f.Evidence, c.proofAsked(o, i, r.set))
	}
	return f
}
