package analyze

import "tickdiff/ticks"

// pattern is what servers say of some ticks: one byte a server, 0 for those that
// the running check may not look at or that say nothing to the point.
type pattern string

// of lists the servers with that byte.
func (p pattern) of(class byte) []int {
	var out []int
	for i := range len(p) {
		if p[i] == class {
			out = append(out, i)
		}
	}
	return out
}

// patterns sorts the ticks within a set by what the servers say of them. There
// are far fewer patterns than segments, so what compares servers with each other
// works on patterns.
func (c *Case) patterns(o *Origin, within ticks.Set, class func(State) byte) map[pattern]ticks.Set {
	key := make([]byte, len(c.View.Dumped))
	return sortOut(o, within, key, func(seg Segment) {
		for i, s := range seg.States {
			key[i] = 0
			if c.eligible[i] {
				key[i] = class(s)
			}
		}
	})
}

// sortOut sorts ticks by the key that fill writes for each segment.
func sortOut(o *Origin, within ticks.Set, key []byte, fill func(Segment)) map[pattern]ticks.Set {
	found := map[pattern]*[]ticks.Range{}
	for seg := range o.SegmentsIn(within) {
		fill(seg)
		ranges := found[pattern(key)]
		if ranges == nil {
			ranges = new([]ticks.Range)
			found[pattern(key)] = ranges
		}
		*ranges = append(*ranges, seg.Range)
	}
	out := make(map[pattern]ticks.Set, len(found))
	for p, ranges := range found {
		out[p] = ticks.Of(*ranges...)
	}
	return out
}

// distinct is one of each group of servers that say the same of an origin, of
// those the running check may look at.
func (c *Case) distinct(o *Origin) []*Replica {
	var out []*Replica
	taken := make([]bool, len(o.accounts))
	quiet := c.looking
	for _, i := range o.told {
		if !c.eligible[i] {
			continue
		}
		quiet--
		if t := o.track(i); !taken[t] {
			taken[t] = true
			out = append(out, o.Replica(i))
		}
	}
	if quiet > 0 {
		out = append(out, &silent) // those of which no dump names the origin
	}
	return out
}

// anyOf is the union of what pick takes of each replica.
func anyOf(replicas []*Replica, pick func(*Replica) ticks.Set) ticks.Set {
	sets := make([]ticks.Set, len(replicas))
	for i, a := range replicas {
		sets[i] = pick(a)
	}
	return ticks.Union(sets...)
}
