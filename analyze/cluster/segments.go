package cluster

import (
	"iter"
	"slices"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// Segment is a maximal range of one origin on which no server's state changes.
type Segment struct {
	ticks.Range
	// States holds one State a server, in the order of View.Dumped; servers
	// that are not seen have the zero State. It is overwritten by the next
	// segment.
	States []State
	// Past holds one State a record, in the order of Origin.Past.
	Past []State
}

// Origin is all that the dumps tell of one origin.
type Origin struct {
	Name string
	Past []Record // what was once so

	quiet     *quiet     // of the servers whose dumps do not name the origin
	Told      []int      // the seen servers whose dumps name the origin, in the order of View.Dumped
	Replicas  []Replica  // theirs
	Accounts  []*account // of servers and records, each once
	trackOf   []int      // of each server in Told, then of each record: its place in accounts
	constants []State    // of each server in Told
}

// Replica is what one server tells, given by its index in View.Dumped. It is zero
// unless the server is seen.
func (o *Origin) Replica(server int) *Replica {
	if i := o.place(server); i >= 0 {
		return &o.Replicas[i]
	}
	return &o.quiet.replicas[server]
}

// place is where a server stands in told, or -1.
func (o *Origin) place(server int) int {
	if len(o.Told) == o.Servers() {
		return server
	}
	if i, ok := slices.BinarySearch(o.Told, server); ok {
		return i
	}
	return -1
}

// Track is the index of what a server tells, or -1 if no dump of it names the origin.
// Servers that tell the same have the same.
func (o *Origin) Track(server int) int {
	if i := o.place(server); i >= 0 {
		return o.trackOf[i]
	}
	return -1
}

// PastTrack is the index of what a record shows.
func (o *Origin) PastTrack(record int) int { return o.trackOf[len(o.Told)+record] }

// Servers is how many were dumped.
func (o *Origin) Servers() int { return len(o.quiet.replicas) }

// Record is what one dump that is no longer its server's present state showed of
// an origin; or deletions in an event log, which a server that loads it passes
// over.
type Record struct {
	Server                       *Server
	Dump                         *dump.Dump
	Present, Superseded, Deleted ticks.Set
	Missing                      ticks.Set // of the round before the last of a collection only
}

// Origin gathers what every seen server, and every older dump, tells of one origin.
func (v *View) Origin(name string) *Origin {
	o := &Origin{Name: name, quiet: &v.quiet}
	naming := v.Naming(name)
	count := 0
	for range ByServer(naming) {
		count++
	}
	o.Told, o.Replicas = make([]int, 0, count), make([]Replica, 0, count)
	o.trackOf, o.constants = make([]int, 0, count), make([]State, 0, count)
	for server, naming := range ByServer(naming) {
		if s := v.Dumped[server]; s.Status == Seen {
			o.addReplica(server, s, naming)
		}
	}
	for server, naming := range ByServer(naming) {
		o.addRecords(v.Dumped[server], naming, v.roundBefore(server))
	}
	return o
}

// addReplica adds what a seen server tells. Mostly that is what the server before it
// tells.
func (o *Origin) addReplica(server int, s *Server, naming []Mention) {
	last := &Silent
	if n := len(o.Replicas); n > 0 {
		last = &o.Replicas[n-1]
	}
	a := s.replica(naming, *last)
	o.Told, o.Replicas, o.constants = append(o.Told, server), append(o.Replicas, a), append(o.constants, a.Constant())
	if a.account == last.account && len(o.trackOf) > 0 {
		o.trackOf = append(o.trackOf, o.trackOf[len(o.trackOf)-1])
	} else {
		o.addTrack(a.account)
	}
}

// Origins gathers the same of many origins.
func (v *View) Origins(names []string) iter.Seq[*Origin] {
	return func(yield func(*Origin) bool) {
		for _, name := range names {
			if !yield(v.Origin(name)) {
				return
			}
		}
	}
}

// ByServer yields the mentions in the dumps of each server together.
func ByServer(naming []Mention) iter.Seq2[int, []Mention] {
	return func(yield func(int, []Mention) bool) {
		for first, i := 0, 0; first < len(naming); first = i {
			server := naming[first].Server
			for i = first + 1; i < len(naming) && naming[i].Server == server; i++ {
			}
			if !yield(int(server), naming[first:i]) {
				return
			}
		}
	}
}

// addRecords adds what dumps of one server show that are not its present state, and
// then the deletions in event logs.
func (o *Origin) addRecords(s *Server, naming []Mention, before *dump.Dump) {
	for _, m := range naming {
		if s.Status == Seen && m.Dump == s.Latest() {
			continue
		}
		r := Record{Server: s, Dump: m.Dump, Present: m.Answer(dump.Present).Set,
			Superseded: m.Answer(dump.Superseded).Set, Deleted: m.Answer(dump.Deleted).Set}
		if m.Dump == before {
			r.Missing = m.Answer(dump.Missing).Set
		}
		o.addRecord(r)
	}
	for _, m := range naming {
		if set := m.Deletions(); !set.Empty() {
			o.addRecord(Record{Server: s, Dump: m.Dump, Deleted: set})
		}
	}
}

func (o *Origin) addRecord(r Record) {
	o.Past = append(o.Past, r)
	o.addTrack(&account{Present: r.Present, Superseded: r.Superseded, Deleted: r.Deleted, Missing: r.Missing})
}

// addTrack adds what one server or record tells. Those that agree share a track, so
// that a sound cluster costs as much as one server.
func (o *Origin) addTrack(a *account) {
	i := slices.IndexFunc(o.Accounts, a.sameTrack)
	if i < 0 {
		i = len(o.Accounts)
		o.Accounts = append(o.Accounts, a)
	}
	o.trackOf = append(o.trackOf, i)
}

// tracks are the sets of all accounts.
func (o *Origin) tracks() [][]ticks.Set {
	out := make([][]ticks.Set, len(o.Accounts))
	for i, a := range o.Accounts {
		out[i] = a.Track()
	}
	return out
}

// Missing is every tick that any seen server misses.
func (o *Origin) Missing() ticks.Set {
	var all []ticks.Set
	for i := range o.Replicas {
		if missing := o.Replicas[i].Missing; !missing.Empty() {
			all = append(all, missing)
		}
	}
	return ticks.Union(all...)
}

// Segments walks all ticks that any server or older dump tells of, in order.
func (o *Origin) Segments() iter.Seq[Segment] { return o.walk(o.tracks()) }

// SegmentsIn walks only the ticks in within. The cost is that of the ranges
// that fall into it, and of finding them.
func (o *Origin) SegmentsIn(within ticks.Set) iter.Seq[Segment] {
	if within.Empty() {
		return func(func(Segment) bool) {}
	}
	cut := o.tracks()
	for _, sets := range cut {
		for i := range sets {
			sets[i] = sets[i].Intersect(within)
		}
	}
	return o.walk(cut)
}

// span is [1, end) with every tick that any seen server tells of.
func (o *Origin) span() ticks.Range {
	out := ticks.Range{Begin: 1, End: 1}
	for _, track := range o.trackOf[:len(o.Told)] {
		for _, s := range o.Accounts[track].Track() {
			if bounds, ok := s.Bounds(); ok {
				out.End = max(out.End, bounds.End)
			}
		}
	}
	return out
}

// segmentsOver walks all ticks of a range, those too of which nobody tells.
func (o *Origin) segmentsOver(span ticks.Range) iter.Seq[Segment] {
	cut := make([][]ticks.Set, len(o.Accounts)+1)
	for _, track := range o.trackOf[:len(o.Told)] {
		if cut[track] == nil {
			cut[track] = o.Accounts[track].Track()
		}
	}
	cut[len(o.Accounts)] = []ticks.Set{ticks.Of(span)}
	return o.walk(cut)
}

func (o *Origin) walk(tracks [][]ticks.Set) iter.Seq[Segment] {
	split := o.Servers()
	states := append(make([]State, 0, split+len(o.Past)), o.quiet.constants...)
	states = states[:split+len(o.Past)]
	return func(yield func(Segment) bool) {
		for r, masks := range ticks.Sweep(tracks) {
			for k, i := range o.Told {
				states[i] = State(masks[o.trackOf[k]]) | o.constants[k]
			}
			for k := range o.Past {
				states[split+k] = State(masks[o.trackOf[len(o.Told)+k]])
			}
			if !yield(Segment{r, states[:split], states[split:]}) {
				return
			}
		}
	}
}
