package plan

import (
	"encoding/binary"
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/ticks"
)

// groupKey tells verdicts apart that are reported apart.
type groupKey struct {
	server int
	reason Reason
	mark   MarkKind
	others string // see [collector.key]
}

// group is the ticks of one origin that one server misses, with one verdict.
type group struct {
	server  int
	verdict verdict // of the first of the ticks
	ranges  []ticks.Range
	states  map[stateKey][]ticks.Range // who showed what; for steps only
	cited   map[int]bool               // the servers in states, besides the one that misses the ticks

	servers, deleted cluster.Servers // of all verdicts that are joined
	some             bool            // these are not all the same
}

// MaxCited is how many other servers are cited for a step. All servers were
// asked, and on a cluster of hundreds more of them would prove no more.
const MaxCited = 16

type stateKey struct {
	index int // of the server, or after the servers of the older dump
	state cluster.State
}

func newGroup(server int, v verdict) *group {
	p := &group{server: server, verdict: v}
	if v.mark != "" {
		p.states, p.cited = map[stateKey][]ticks.Range{}, map[int]bool{}
	}
	return p
}

// add adds a range, which may follow on the last one.
func (p *group) add(r ticks.Range) {
	if n := len(p.ranges); n > 0 && p.ranges[n-1].End == r.Begin {
		p.ranges[n-1].End = r.End
		return
	}
	p.ranges = append(p.ranges, r)
}

// rest adds the servers that a verdict rests with.
func (p *group) rest(r *restsWith) {
	if p.servers == nil {
		p.servers, p.deleted = slices.Clone(r.servers), slices.Clone(r.deleted)
		return
	}
	p.some = p.some || !slices.Equal(p.servers, r.servers) || !slices.Equal(p.deleted, r.deleted)
	p.servers.AddAll(r.servers)
	p.deleted.AddAll(r.deleted)
}

// take joins another group to this one. The verdict stays that of the first tick.
func (p *group) take(o *group, count int) {
	if len(p.ranges) > 0 && o.ranges[0].Begin < p.ranges[0].Begin {
		p.verdict = o.verdict
	}
	p.ranges = ticks.Of(append(p.ranges, o.ranges...)...).Ranges()
	var r restsWith
	p.rest(r.of(o.verdict, count))
}

// restsWith is the servers of a verdict, as a key and as sets. All servers that miss a
// segment share the lists of their verdicts, so that it is made once for all of them.
type restsWith struct {
	verdict          verdict
	key              string
	servers, deleted cluster.Servers
}

func (r *restsWith) of(v verdict, count int) *restsWith {
	if r.servers == nil || !same(r.verdict.servers, v.servers) || !same(r.verdict.deleted, v.deleted) {
		*r = restsWith{v, Pack(v.servers, v.deleted), cluster.ServersOf(count, v.servers), cluster.ServersOf(count, v.deleted)}
	}
	return r
}

// cite reports whether a server is among those cited.
func (p *group) cite(server int) bool {
	if server != p.server && len(p.cited) < MaxCited {
		p.cited[server] = true
	}
	return server == p.server || p.cited[server]
}

// prove keeps what was shown of a segment: by those the verdict rests on first,
// then by others, as far as they are cited.
func (p *group) prove(v *cluster.View, seg cluster.Segment) {
	for i, s := range seg.States {
		if v.Dumped[i].Status == cluster.Seen && s&(cluster.InPresent|cluster.InSuperseded|cluster.InDeleted) != 0 {
			p.cite(i)
		}
	}
	for i, s := range seg.States {
		if v.Dumped[i].Status == cluster.Seen && p.cite(i) {
			p.states[stateKey{i, s}] = append(p.states[stateKey{i, s}], seg.Range)
		}
	}
	for i, s := range seg.Past {
		if s != 0 {
			k := stateKey{len(seg.States) + i, s}
			p.states[k] = append(p.states[k], seg.Range)
		}
	}
}

// evidence lists who showed what of the ticks of a step.
func (p *group) evidence(o *cluster.Origin) []cluster.Proof {
	var out []cluster.Proof
	for key, ranges := range p.states {
		set := ticks.Of(ranges...)
		if past := key.index - o.Servers(); past >= 0 {
			out = append(out, o.Past[past].Proof(o.Name, key.state, set))
		} else {
			out = append(out, o.Replica(key.index).Proof(o.Name, key.state, set))
		}
	}
	slices.SortFunc(out, cluster.CompareProofs)
	return out
}

// same reports whether two lists are one, and not only equal.
func same(a, b []int) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// Pack writes lists of indexes as one key.
func Pack(lists ...[]int) string {
	var b []byte
	for _, who := range lists {
		b = binary.AppendUvarint(b, uint64(len(who)))
		for _, i := range who {
			b = binary.AppendUvarint(b, uint64(i))
		}
	}
	return string(b)
}
