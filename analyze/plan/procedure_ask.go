package plan

import (
	"maps"
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/moatcmd"
)

const (
	minutesCutOff   = 1
	minutesToAnswer = 10
	// noticing is how many servers must run so that they notice that a net has healed.
	noticing = 3
)

// asking are the servers that have to ask again: those that miss what others have, and
// those that have not heard of what a verdict rests on.
func (s *procedure) asking() []string {
	asking := map[string]bool{}
	for _, l := range s.plan.Of(Left) {
		asking[l.Server] = true
	}
	for _, r := range s.plan.Of(Refused) {
		if r.Reason == OriginBehind || r.Reason == NotHeard && !s.newerDumpTells(r) {
			for _, server := range r.Needs {
				asking[server] = true
			}
		}
	}
	for _, server := range s.plan.Asking {
		asking[server] = true
	}
	maps.DeleteFunc(asking, func(server string, _ bool) bool { return !s.runs(server) })
	return slices.Sorted(maps.Keys(asking))
}

// newerDumpTells reports whether one more dump of the origin may do, without a re-join.
func (s *procedure) newerDumpTells(r Decision) bool {
	return len(r.Needs)+r.More == 1 && r.Needs[0] == r.Origin && s.dumpedOnce(r.Origin)
}

// askAgain makes servers ask for what they miss; it returns which. Three or more are cut
// off in turn, and one that others need nothing of may be restarted as well. Two do not
// notice that they were cut off, so one is restarted, and the other is left to the next
// plan.
func (s *procedure) askAgain(asking []string) []string {
	if len(asking) == 0 {
		return nil
	}
	if len(s.running) < noticing {
		return s.restartOne(asking)
	}
	after := []Do{DoSave, DoMark, DoSettle, DoWrite, DoWait}
	alone := s.lackedStill(nil)
	or := slices.IndexFunc(asking, func(server string) bool { return s.restartable(server) && !alone[server] })
	for i, server := range asking {
		a := Action{Do: DoRejoin, Server: server, Minutes: minutesCutOff, After: after}
		why := whyRejoin
		if i == or {
			a.Or, why = DoRestart, whyRejoin.and(whyOrRestart)
		}
		s.add(a, why)
		s.wait()
	}
	return asking
}

// restartOne restarts a server that misses something. Where none of those may be, the
// other may, to get what they alone have.
func (s *procedure) restartOne(asking []string) []string {
	try := slices.Concat(asking, s.running)
	i := slices.IndexFunc(try, s.restartable)
	if i < 0 {
		s.deleteElsewhere()
		return nil
	}
	server := try[i]
	if s.actions[len(s.actions)-1].Do != DoSave { // what was done since is not in its save
		s.save(server)
	}
	s.add(Action{Do: DoRestart, Server: server, Argv: s.plan.serverArgv(server), After: []Do{DoSave, DoMark, DoSettle, DoWrite}}, whyRestart)
	s.wait()
	return []string{server}
}

// restartable reports whether a restart from a full save forgets nothing that only this
// server has: deletions are in no save.
func (s *procedure) restartable(server string) bool { return len(s.onlyDeletions(server)) == 0 }

func (s *procedure) onlyDeletions(server string) []cluster.OriginTicks {
	for _, c := range s.plan.Servers {
		if c.Name == server {
			return c.OnlyDeletions
		}
	}
	return nil
}

// deleteElsewhere is for where each of two servers alone has deletions: what the first of
// them deleted is deleted on the other as well, so that it can be restarted.
func (s *procedure) deleteElsewhere() {
	if len(s.running) < 2 {
		return
	}
	holder, other := s.running[0], s.running[1]
	for _, t := range s.onlyDeletions(holder) {
		s.look(holder, t.Origin, t.Ticks, whyLookDeletion)
		s.deleteOn(other, t.Origin, t.Ticks, whyDelete)
	}
	s.wait()
}

// serverArgv starts a server from a file that the reader is to put in; none if no
// command can be trusted with its name.
func (p *Plan) serverArgv(server string) []string {
	if !moatcmd.SafeName(server) || strings.HasPrefix(server, "-") {
		return nil
	}
	return p.Options.Dialect.Server("FILE", server)
}
