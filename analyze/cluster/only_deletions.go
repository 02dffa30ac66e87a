package cluster

import (
	"maps"
	"slices"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// OnlyDeletions are the pending deletions that one seen server has, and no other: one
// that merely calls such a tick superseded may still have the entry. They are in no save
// file, so that a restart of that server forgets them.
func (v *View) OnlyDeletions() map[string][]OriginTicks {
	found := map[string][]OriginTicks{}
	for o := range v.Origins(v.withDeletions()) {
		for server, set := range o.onlyDeletions() {
			name := v.Dumped[server].Name
			found[name] = append(found[name], OriginTicks{o.Name, set})
		}
	}
	return found
}

// withDeletions lists the origins of which a seen server tells deletions.
func (v *View) withDeletions() []string {
	named := map[string]bool{}
	for _, s := range v.With(Seen) {
		if i := s.SourceOf(dump.Deleted); i >= 0 {
			for _, e := range s.Dumps[i].Deleted.Entries {
				named[e.Origin] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(named))
}

// onlyDeletions are those of one origin, by the index of the server that has them.
func (o *Origin) onlyDeletions() map[int]ticks.Set {
	var deleted []ticks.Set
	for i := range o.Replicas {
		deleted = append(deleted, o.Replicas[i].Deleted)
	}
	ranges := map[int][]ticks.Range{}
	for seg := range o.SegmentsIn(ticks.Union(deleted...)) {
		if only := seg.only(State.keepsDeletion); only >= 0 && seg.States[only].Is(InPresent|InDeleted) {
			ranges[only] = append(ranges[only], seg.Range)
		}
	}
	out := map[int]ticks.Set{}
	for server, all := range ranges {
		out[server] = ticks.Of(all...)
	}
	return out
}

// keepsDeletion reports whether a server that is started again need not be told of the
// deletion, or can tell others. One that passed it over misses it itself.
func (s State) keepsDeletion() bool {
	return s.Is(InPresent) || s.Is(InDeleted) && !s.Is(InMissing)
}

// only is the one server whose state matches; -1 if there is none, or more than one.
func (s *Segment) only(match func(State) bool) int {
	found := -1
	for i, st := range s.States {
		if !match(st) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}
