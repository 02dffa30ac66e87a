package analyze

import (
	"slices"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// earlier are the dumps of a server from before another of its dumps was taken,
// oldest first.
func (s *Server) earlier(than *dump.Dump) []*dump.Dump {
	i := slices.Index(s.Dumps, than)
	for i > 0 && s.ranks[i-1] == s.ranks[i] {
		i--
	}
	return s.Dumps[:max(i, 0)]
}

// pastTicks is ticks that older dumps of a server showed in one set.
type pastTicks struct {
	set      ticks.Set
	evidence []Proof
}

// findInOlder looks for ticks of an origin in one set of older dumps, and cites for
// each tick the first dump that shows it. What a save file lacks was not missing
// on the server that wrote it.
func findInOlder(s *Server, origin string, set ticks.Set, k dump.Kind, older []*dump.Dump) pastTicks {
	var m pastTicks
	for _, d := range older {
		if k == dump.Missing && d.Source.Save {
			continue
		}
		found := d.Answer(k, origin).Set.Intersect(set).Minus(m.set)
		if found.Empty() {
			continue
		}
		m.set = m.set.Union(found)
		m.evidence = append(m.evidence, proofIn(d, k, s.Name, origin, k.String()+before, found))
	}
	return m
}

func newestFirst(dumps []*dump.Dump) []*dump.Dump {
	out := slices.Clone(dumps)
	slices.Reverse(out)
	return out
}

// each goes through what the servers that the check may look at tell of each
// origin that they name.
func (c *Case) each(f func(*Server, *Origin, *Replica)) {
	for _, o := range c.origins {
		for _, i := range o.told {
			if c.Eligible(i) {
				f(c.View.Dumped[i], o, o.Replica(i))
			}
		}
	}
}
