package check

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/ticks"
)

// patterns sorts the ticks within a set by what the servers say of them. There
// are far fewer patterns than segments, so what compares servers with each other
// works on patterns.
func (c *Case) patterns(o *cluster.Origin, within ticks.Set, class func(cluster.State) byte) map[cluster.Pattern]ticks.Set {
	key := make([]byte, len(c.View.Dumped))
	return cluster.SortOut(o, within, key, func(seg cluster.Segment) {
		for i, s := range seg.States {
			key[i] = 0
			if c.eligible[i] {
				key[i] = class(s)
			}
		}
	})
}

// distinct is one of each group of servers that say the same of an origin, of
// those the running check may look at.
func (c *Case) distinct(o *cluster.Origin) []*cluster.Replica {
	var out []*cluster.Replica
	taken := make([]bool, len(o.Accounts))
	quiet := c.looking
	for _, i := range o.Told {
		if !c.eligible[i] {
			continue
		}
		quiet--
		if t := o.Track(i); !taken[t] {
			taken[t] = true
			out = append(out, o.Replica(i))
		}
	}
	if quiet > 0 {
		out = append(out, &cluster.Silent) // the servers whose dumps do not name the origin
	}
	return out
}

// anyOf is the union of what pick takes of each replica.
func anyOf(replicas []*cluster.Replica, pick func(*cluster.Replica) ticks.Set) ticks.Set {
	sets := make([]ticks.Set, len(replicas))
	for i, a := range replicas {
		sets[i] = pick(a)
	}
	return ticks.Union(sets...)
}

// ofEach is the run of a check that looks at what each server tells of each origin that
// its dumps name.
func ofEach(look func(*Case, *cluster.Server, *cluster.Origin, *cluster.Replica, func(Finding))) func(*Case, func(Finding)) {
	return func(c *Case, report func(Finding)) {
		for _, o := range c.origins {
			for _, i := range o.Told {
				if c.eligible[i] {
					look(c, c.View.Dumped[i], o, o.Replica(i), report)
				}
			}
		}
	}
}

// witnesses is how many servers that say the same are cited: on a large cluster
// more lines would prove no more.
const witnesses = 4

// InQuestion finds the ticks of each origin whose entries an operator wants to see: they
// are left to the servers, in one place only, or held differently.
func InQuestion(p *plan.Plan, r Result) map[string]ticks.Set {
	out := map[string]ticks.Set{}
	for _, l := range p.Of(plan.Left) {
		out[l.Origin] = out[l.Origin].Union(l.Ticks)
	}
	for _, f := range r.Findings {
		if f.ID == lastCopy.ID || f.ID == diverged.ID || f.ID == contested.ID && f.Severity < cluster.Info {
			out[f.Origin] = out[f.Origin].Union(f.Ticks)
		}
	}
	return out
}
