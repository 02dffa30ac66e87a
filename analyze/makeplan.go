package analyze

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"tickdiff/ticks"
)

// MakePlan decides on everything the seen servers miss. Where they miss nothing,
// [Conclude] tells a clean plan from an unsound one.
func MakePlan(v *View, o PlanOptions) *Plan {
	o = o.complete()
	o.Gone, o.Together = serverNames(v.With(Gone)), v.together
	p := &Plan{Options: o, Servers: coverage(v), Decisions: v.notTold()}
	c := collector{view: v, plan: p, allAsked: v.allAsked(), groups: map[groupKey]*group{}, twice: map[int]ticks.Set{}, lists: map[string][]string{}, packed: packedServers{text: pack(nil, nil)}}
	for o := range v.Origins(v.mayBeMissed()) {
		c.origin(o)
	}
	p.finish(v)
	return p
}

// addOnlyDeletions says of each server which deletions it alone has.
func (p *Plan) addOnlyDeletions(v *View) {
	only := v.onlyDeletions()
	for i := range p.Servers {
		p.Servers[i].OnlyDeletions = only[p.Servers[i].Name]
	}
}

// finish brings everything that follows from the verdicts up to date.
func (p *Plan) finish(v *View) {
	p.sort()
	if p.undone() {
		p.addOnlyDeletions(v)
	}
	p.addCommands()
	p.Requests = requests(v, p)
	p.Returns = returns(v)
	p.meet()
	p.Starts = starts(v)
	p.Verdict, p.Sound = p.sumUp(v.Complete()), false
	p.Next = p.procedure()
}

// collector groups segments by verdict, one origin after the other.
type collector struct {
	view     *View
	plan     *Plan
	allAsked bool // see [View.allAsked]
	groups   map[groupKey]*group
	twice    map[int]ticks.Set   // of the origin at hand: see missedTwice
	lists    map[string][]string // names of servers, so that equal lists are one
	packed   packedServers       // of the last verdict
}

// missedTwice is [Server.missedTwice], found once for each server.
func (c *collector) missedTwice(o *Origin, server int) ticks.Set {
	set, ok := c.twice[server]
	if !ok {
		set = c.view.Dumped[server].missedTwice(o.Name)
		c.twice[server] = set
	}
	return set
}

// names is a list of names that all verdicts with the same servers share.
func (c *collector) names(servers []int) []string {
	key := pack(servers)
	list, ok := c.lists[key]
	if !ok {
		list = c.view.namesOf(servers)
		c.lists[key] = list
	}
	return list
}

// groupKey tells verdicts apart that are reported apart.
type groupKey struct {
	server int
	reason Reason
	mark   MarkKind
	others string // indexes of the verdict's servers, packed, those that answer deleted behind the others
}

// group is the ticks of one origin that one server misses, with one verdict.
type group struct {
	server  int
	verdict verdict
	ranges  []ticks.Range
	states  map[stateKey][]ticks.Range // who showed what; for steps only
	cited   map[int]bool               // the servers in states, besides the one that misses the ticks
}

// maxCited is how many other servers are cited for a step. All servers were
// asked, and on a cluster of hundreds more of them would prove no more.
const maxCited = 16

type stateKey struct {
	index int // of the server, or after the servers of the older dump
	state State
}

func (c *collector) origin(o *Origin) {
	missing := o.Missing()
	if missing.Empty() {
		return
	}
	j := newJudge(c.view, o, c.plan.Options, c.allAsked)
	clear(c.groups)
	clear(c.twice)
	for seg := range o.SegmentsIn(missing) {
		for _, i := range o.told {
			if seg.States[i].Is(InMissing) {
				c.add(i, j.decide(i, seg), seg)
			}
		}
	}
	for key, p := range c.groups {
		c.report(o, key, p)
	}
}

func (c *collector) add(server int, v verdict, seg Segment) {
	key := groupKey{server, v.reason, v.mark, c.packed.of(v)}
	p := c.groups[key]
	if p == nil {
		p = newGroup(server, v)
		c.groups[key] = p
	}
	p.ranges = append(p.ranges, seg.Range)
	if v.mark != "" {
		p.prove(c.view, seg)
	}
}

func newGroup(server int, v verdict) *group {
	p := &group{server: server, verdict: v}
	if v.mark != "" {
		p.states, p.cited = map[stateKey][]ticks.Range{}, map[int]bool{}
	}
	return p
}

// cite reports whether a server is among those cited.
func (p *group) cite(server int) bool {
	if server != p.server && len(p.cited) < maxCited {
		p.cited[server] = true
	}
	return server == p.server || p.cited[server]
}

// prove keeps what was shown of a segment: by those the verdict rests on first,
// then by others, as far as they are cited.
func (p *group) prove(v *View, seg Segment) {
	for i, s := range seg.States {
		if v.Dumped[i].Status == Seen && s&(InPresent|InSuperseded|InDeleted) != 0 {
			p.cite(i)
		}
	}
	for i, s := range seg.States {
		if v.Dumped[i].Status == Seen && p.cite(i) {
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

// packedServers is the servers of a verdict, packed. All servers that miss a segment
// share the lists of their verdicts, so that they are packed once.
type packedServers struct {
	servers, deleted []int
	text             string
}

func (p *packedServers) of(v verdict) string {
	if !same(p.servers, v.servers) || !same(p.deleted, v.deleted) {
		*p = packedServers{v.servers, v.deleted, pack(v.servers, v.deleted)}
	}
	return p.text
}

// same reports whether two lists are one, and not only equal.
func same(a, b []int) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

func pack(lists ...[]int) string {
	var b []byte
	for _, who := range lists {
		b = binary.AppendUvarint(b, uint64(len(who)))
		for _, i := range who {
			b = binary.AppendUvarint(b, uint64(i))
		}
	}
	return string(b)
}

// report turns a group into its decision.
func (c *collector) report(o *Origin, key groupKey, p *group) {
	d := Decision{Server: c.view.Dumped[key.server].Name, Origin: o.Name, Reason: key.reason, Kind: key.mark, Ticks: ticks.Of(p.ranges...)}
	who := c.names(p.verdict.servers)
	switch d.Fate() {
	case Marked:
		d.Evidence = c.evidence(o, p)
	case Left:
		d.Holders, d.DeletedOn = who, c.names(p.verdict.deleted)
		d.Stuck = d.Ticks.Intersect(c.missedTwice(o, key.server))
	case Refused:
		d.Needs = who
	}
	c.plan.Decisions = append(c.plan.Decisions, d)
}

// evidence lists who showed what of the ticks of a step.
func (c *collector) evidence(o *Origin, p *group) []Proof {
	var out []Proof
	for key, ranges := range p.states {
		set := ticks.Of(ranges...)
		if past := key.index - o.servers(); past >= 0 {
			out = append(out, o.Past[past].proof(o.Name, key.state, set))
		} else {
			out = append(out, o.Replica(key.index).proof(o.Name, key.state, set))
		}
	}
	slices.SortFunc(out, compareProofs)
	return out
}

func compareProofs(a, b Proof) int {
	return cmp.Or(strings.Compare(a.Server, b.Server), cmp.Compare(b.Tock, a.Tock), a.Ticks.Compare(b.Ticks),
		strings.Compare(a.State, b.State), strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
}

func serverNames(servers []*Server) []string {
	var out []string
	for _, s := range servers {
		out = append(out, s.Name)
	}
	return out
}
