package plan

import (
	"slices"

	"tickdiff/ticks"
)

// settleRaced has the operator look at what an answer "deleted" would destroy: another
// server would give it, or could after a re-join, when it has only the newest changes of
// an entry that was deleted once and written again.
func (s *procedure) settleRaced() {
	for _, l := range s.plan.Of(Left) {
		switch {
		case len(l.DeletedOn) > 0:
			s.look(l.Holders[0], l.Origin, l.Ticks, whyLookRaced)
		case l.Reason == DeletionPending:
			s.look(l.Holders[0], l.Origin, l.Ticks, whyLookPending)
		}
	}
	for _, l := range s.plan.Of(Left) {
		if len(l.DeletedOn) > 0 || l.Reason == DeletionPending {
			s.settle(l, l.Ticks, IfAlive, whySettleRaced)
		}
	}
	for _, l := range s.plan.Of(Left) {
		if len(l.DeletedOn) > 0 {
			s.deleteOn(l.Server, l.Origin, l.Ticks, whyDeleteRaced)
		}
	}
}

// deleteOn deletes, on a server that still has them, entries that were looked at and are
// deleted elsewhere.
func (s *procedure) deleteOn(server, origin string, set ticks.Set, why words) {
	s.add(Action{Do: DoWrite, Server: server, Argv: s.plan.Client(server).Form("delete-entry"), Origin: origin, Ticks: set,
		If: IfOlder, After: []Do{DoSave, DoLook, DoSettle}}, why)
}

// settleStuck has the operator look at what is missing still.
func (s *procedure) settleStuck() {
	stuck := slices.DeleteFunc(slices.Clone(s.plan.Of(Left)), func(l Decision) bool { return l.Stuck.Empty() || len(l.DeletedOn) > 0 })
	for _, l := range stuck {
		s.look(l.Holders[0], l.Origin, l.Stuck, whyLookStuck)
	}
	own := map[string]bool{}
	for _, l := range stuck {
		if !own[l.Server] {
			own[l.Server] = true
			s.add(Action{Do: DoLook, Server: l.Server, Argv: s.plan.Client(l.Server).Form("tick"), After: []Do{DoLook}}, whyLookOwn)
		}
	}
	for _, l := range stuck {
		s.settle(l, l.Stuck, IfSameOrNewer, whySettleStuck)
	}
}

func (s *procedure) look(server, origin string, set ticks.Set, why words) {
	first, _ := set.Bounds()
	s.add(Action{Do: DoLook, Server: server, Argv: s.plan.Client(server).Tick(origin, first.Begin), Origin: origin, Ticks: set}, why)
}

func (s *procedure) settle(l Decision, set ticks.Set, cond Condition, why words) {
	s.add(Action{Do: DoSettle, Server: l.Server, Origin: l.Origin, Ticks: set, If: cond, After: []Do{DoLook}}, why)
}

// writeSettled writes again what the operator settled although another server would
// have answered that it was deleted: nobody asks for it any more.
func (s *procedure) writeSettled() {
	for _, step := range s.plan.Of(Marked) {
		holder, some := step.holder()
		if len(step.DeletedOn) == 0 || !some {
			continue
		}
		s.look(holder, step.Origin, step.Ticks, whyLookWrite)
		s.add(Action{Do: DoWrite, Server: holder, Argv: s.plan.Client(holder).Form("write-entry"), Origin: step.Origin, Ticks: step.Ticks,
			If: IfNewest, After: []Do{DoSave, DoMark, DoLook, DoRejoin, DoRestart, DoWait}}, whyWrite)
	}
}

// holder is the first server that is cited for having what a step marks.
func (d *Decision) holder() (name string, some bool) {
	for _, e := range d.Evidence {
		if e.State.Present() && !e.State.Before {
			return e.Server, true
		}
	}
	return "", false
}
