package verify

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// standing names a server and an origin.
type standing struct {
	server, origin string
}

// missing sorts what the servers miss now into what is lost, what is new, and
// what the plan left or refused.
func (x *verifier) missing() {
	planned, held, waiting := x.fromPlan()
	for _, s := range x.fresh.With(cluster.Seen) {
		for _, origin := range s.MayMiss() {
			now := s.Told(dump.Missing, s.Naming(origin)).Set
			if now.Empty() {
				continue
			}
			at := standing{s.Name, origin}
			had := append(held[at], x.presentBefore(at)...)
			lost := now.Intersect(ticks.Union(had...))
			if s.LeavesOut() {
				lost = ticks.Set{}
			}
			x.out.Lost = appendMissing(x.out.Lost, at, lost)
			x.out.Arisen = appendMissing(x.out.Arisen, at, now.Minus(ticks.Union(planned[at]...)).Minus(lost))
			for _, w := range waiting[at] {
				if w.Ticks = w.Ticks.Intersect(now); !w.Ticks.Empty() {
					x.out.Waiting = append(x.out.Waiting, w)
				}
			}
		}
	}
}

func appendMissing(all []plan.Decision, at standing, set ticks.Set) []plan.Decision {
	if set.Empty() {
		return all
	}
	return append(all, plan.Decision{Server: at.server, Origin: at.origin, Ticks: set})
}

// fromPlan is what the plan says of each server and origin: all that is missing,
// what a holder of something left had present, and what was not marked.
func (x *verifier) fromPlan() (planned, held map[standing][]ticks.Set, waiting map[standing][]plan.Decision) {
	planned, held, waiting = map[standing][]ticks.Set{}, map[standing][]ticks.Set{}, map[standing][]plan.Decision{}
	for _, d := range x.plan.Decisions {
		at := standing{d.Server, d.Origin}
		planned[at] = append(planned[at], d.Ticks)
		switch d.Fate() {
		case plan.Left:
			waiting[at] = append(waiting[at], d)
			if d.Some { // each of the holders had only some
				continue
			}
			for _, holder := range d.Holders {
				at := standing{holder, d.Origin}
				held[at] = append(held[at], d.Ticks)
			}
		case plan.Refused:
			waiting[at] = append(waiting[at], d)
		}
	}
	return planned, held, waiting
}

// presentBefore is what all but the latest dump of a server showed present.
func (x *verifier) presentBefore(at standing) []ticks.Set {
	var sets []ticks.Set
	for _, d := range x.all.Server(at.server).History() {
		sets = append(sets, d.Answer(dump.Present, at.origin).Set)
	}
	return sets
}
