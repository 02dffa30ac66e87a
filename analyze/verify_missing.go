package analyze

import (
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
	for _, s := range x.fresh.With(Seen) {
		for _, origin := range x.fresh.Servers {
			now := s.telling(dump.Missing, origin.Name).Set
			if now.Empty() {
				continue
			}
			at := standing{s.Name, origin.Name}
			had := append(held[at], x.presentBefore(at)...)
			lost := now.Intersect(ticks.Union(had...))
			if s.leavesOut() {
				lost = ticks.Set{}
			}
			x.out.Lost = appendAmount(x.out.Lost, at, lost)
			x.out.Arisen = appendAmount(x.out.Arisen, at, now.Minus(ticks.Union(planned[at]...)).Minus(lost))
			for _, w := range waiting[at] {
				if w.Ticks = w.Ticks.Intersect(now); !w.Ticks.Empty() {
					x.out.Waiting = append(x.out.Waiting, w)
				}
			}
		}
	}
}

func appendAmount(all []Amount, at standing, set ticks.Set) []Amount {
	if set.Empty() {
		return all
	}
	return append(all, Amount{at.server, at.origin, set})
}

// fromPlan is what the plan says of each server and origin: all that is missing,
// what a holder of something left had present, and what was not marked.
func (x *verifier) fromPlan() (planned, held map[standing][]ticks.Set, waiting map[standing][]Waiting) {
	planned, held, waiting = map[standing][]ticks.Set{}, map[standing][]ticks.Set{}, map[standing][]Waiting{}
	wait := func(at standing, set ticks.Set, r Reason) {
		planned[at] = append(planned[at], set)
		waiting[at] = append(waiting[at], Waiting{Amount{at.server, at.origin, set}, r})
	}
	for _, s := range x.plan.Steps {
		at := standing{s.Server, s.Origin}
		planned[at] = append(planned[at], s.Ticks)
	}
	for _, l := range x.plan.Left {
		wait(standing{l.Server, l.Origin}, l.Ticks, l.Reason)
		for _, holder := range l.Holders {
			at := standing{holder, l.Origin}
			held[at] = append(held[at], l.Ticks)
		}
	}
	for _, n := range x.plan.NotTold {
		at := standing{n.Server, n.Origin}
		planned[at] = append(planned[at], n.Ticks)
	}
	for _, r := range x.plan.Refused {
		wait(standing{r.Server, r.Origin}, r.Ticks, r.Reason)
	}
	return planned, held, waiting
}

// presentBefore is what all but the latest dump of a server showed present.
func (x *verifier) presentBefore(at standing) []ticks.Set {
	var sets []ticks.Set
	for _, d := range x.all.Server(at.server).History() {
		sets = append(sets, d.Told(dump.Present, at.origin).Set)
	}
	return sets
}
