package analyze

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
	Name     string
	Accounts []Account // one a server, in the order of View.Dumped; zero unless seen
	Past     []Record  // what was once so

	tracks    [][]ticks.Set
	trackOf   []int // of each server, then of each record
	constants []State
}

// Record is what one dump that is no longer its server's present state showed of
// an origin; or deletions in an event log, which a server that loads it passes
// over.
type Record struct {
	Server                       *Server
	Dump                         *dump.Dump
	Present, Superseded, Deleted ticks.Set
}

// Origin gathers what every seen server, and every older dump, tells of one origin.
func (v *View) Origin(name string) *Origin { return v.originFrom(v.tellers(), name) }

// Origins gathers the same of many origins, whose names must be in order: that
// costs less than to ask for each by itself.
func (v *View) Origins(names []string) iter.Seq[*Origin] {
	return func(yield func(*Origin) bool) {
		tellers := v.tellers()
		for _, name := range names {
			if !yield(v.originFrom(tellers, name)) {
				return
			}
		}
	}
}

// tellers are one a server, in the order of View.Dumped.
func (v *View) tellers() []teller {
	all := make([]teller, len(v.Dumped))
	for i, s := range v.Dumped {
		all[i].server = s
	}
	return all
}

func (v *View) originFrom(tellers []teller, name string) *Origin {
	o := &Origin{Name: name, Accounts: make([]Account, len(v.Dumped))}
	var sets []ticks.Set
	for i, s := range v.Dumped {
		if s.Status == Seen {
			o.Accounts[i] = tellers[i].account(name)
		}
		sets = o.Accounts[i].appendTrack(sets[:0])
		o.addTrack(sets, o.Accounts[i].constant())
	}
	for _, s := range v.Dumped {
		for _, d := range s.History() {
			o.addRecord(Record{Server: s, Dump: d, Present: d.Told(dump.Present, name).Set,
				Superseded: d.Told(dump.Superseded, name).Set, Deleted: d.Told(dump.Deleted, name).Set})
		}
		for _, d := range s.Dumps {
			if set, _ := d.Deletions.Of(name); !set.Empty() {
				o.addRecord(Record{Server: s, Dump: d, Deleted: set})
			}
		}
	}
	return o
}

func (o *Origin) addRecord(r Record) {
	o.Past = append(o.Past, r)
	o.addTrack([]ticks.Set{r.Present, r.Superseded, r.Deleted}, 0)
}

// addTrack adds a copy of the sets of one server or record. Servers that agree share a
// track, so that a sound cluster costs as much as one server.
func (o *Origin) addTrack(sets []ticks.Set, constant State) {
	o.constants = append(o.constants, constant)
	same := func(other []ticks.Set) bool { return slices.EqualFunc(sets, other, ticks.Set.Equal) }
	i := slices.IndexFunc(o.tracks, same)
	if i < 0 {
		i = len(o.tracks)
		o.tracks = append(o.tracks, slices.Clone(sets))
	}
	o.trackOf = append(o.trackOf, i)
}

// Missing is every tick that any seen server misses.
func (o *Origin) Missing() ticks.Set {
	var all []ticks.Set
	for i := range o.Accounts {
		if missing := o.Accounts[i].Missing.Set; !missing.Empty() {
			all = append(all, missing)
		}
	}
	return ticks.Union(all...)
}

// Segments walks all ticks that any server or older dump tells of, in order.
func (o *Origin) Segments() iter.Seq[Segment] { return o.walk(o.tracks) }

// SegmentsIn walks only the ticks in within. The cost is that of the ranges
// that fall into it, and of finding them.
func (o *Origin) SegmentsIn(within ticks.Set) iter.Seq[Segment] {
	cut := make([][]ticks.Set, len(o.tracks))
	for i, sets := range o.tracks {
		for _, s := range sets {
			cut[i] = append(cut[i], s.Intersect(within))
		}
	}
	return o.walk(cut)
}

// span is [1, end) with every tick that any seen server tells of.
func (o *Origin) span() ticks.Range {
	out := ticks.Range{Begin: 1, End: 1}
	for _, track := range o.trackOf[:len(o.Accounts)] {
		for _, s := range o.tracks[track] {
			if bounds, ok := s.Bounds(); ok {
				out.End = max(out.End, bounds.End)
			}
		}
	}
	return out
}

// segmentsOver walks all ticks of a range, those too of which nobody tells.
func (o *Origin) segmentsOver(span ticks.Range) iter.Seq[Segment] {
	cut := make([][]ticks.Set, len(o.tracks)+1)
	for _, track := range o.trackOf[:len(o.Accounts)] {
		cut[track] = o.tracks[track]
	}
	cut[len(o.tracks)] = []ticks.Set{ticks.Of(span)}
	return o.walk(cut)
}

func (o *Origin) walk(tracks [][]ticks.Set) iter.Seq[Segment] {
	states := make([]State, len(o.trackOf))
	split := len(o.Accounts)
	return func(yield func(Segment) bool) {
		for r, masks := range ticks.Sweep(tracks) {
			for i, t := range o.trackOf {
				states[i] = State(masks[t]) | o.constants[i]
			}
			if !yield(Segment{r, states[:split], states[split:]}) {
				return
			}
		}
	}
}
