package plan

import (
	"slices"

	"tickdiff/analyze/cluster"
)

// procedure makes the actions of a plan. Each of its rules was tried on real servers:
// who misses something asks again, never who has it. The only holder of something is
// neither restarted nor marked before others have it. A restart forgets what is in no
// save, so there is one restart at most, and then a newer plan.
type procedure struct {
	plan    *Plan
	running []string // the seen servers, but for those known by their save file only; sorted
	late    func(*Command) bool
	actions []Action
	done    map[Do]bool // what some action does
}

// procedure is what to do about a plan, in order.
func (p *Plan) procedure() []Action {
	s := &procedure{plan: p, late: p.AfterRejoin(), done: map[Do]bool{}}
	saved := map[string]bool{}
	for _, start := range p.Starts {
		saved[start.Server] = true
	}
	for _, c := range p.Servers {
		if c.Status == cluster.Seen && !saved[c.Name] {
			s.running = append(s.running, c.Name)
		}
	}
	asking := s.asking()
	switch {
	case p.Verdict == Clean:
	case p.Verdict == Unsound && len(p.Behind) == 0:
		s.add(Action{Do: DoLook}, whyReport)
	case p.Verdict == Unsound && !s.runs(p.Behind...):
		s.start()
	case p.Verdict == Unsound:
		s.catchUp()
	case len(p.With(cluster.Unseen)) > 0:
		s.ask()
	case len(p.Starts) > 0:
		s.start()
	case len(p.Of(Marked))+len(asking) == 0:
		s.ask()
	default:
		s.round(asking)
	}
	return s.actions
}

// runs reports whether all of some servers run.
func (s *procedure) runs(servers ...string) bool {
	for _, server := range servers {
		if _, found := slices.BinarySearch(s.running, server); !found {
			return false
		}
	}
	return true
}

// add puts an action behind the others. Of what must be done first it keeps what is there.
func (s *procedure) add(a Action, why words) {
	a.Why, a.Brief = why.full, why.brief
	var after []Do
	for _, do := range a.After {
		if s.done[do] {
			after = append(after, do)
		}
	}
	a.After = after
	s.done[a.Do] = true
	s.actions = append(s.actions, a)
}

// ask is for where too little was asked to do anything else.
func (s *procedure) ask() {
	s.actions = slices.Grow(s.actions, len(s.plan.Requests)+1)
	for _, r := range s.plan.Requests {
		s.add(Action{Do: DoCollect, Server: r.Server, Argv: r.Argv}, whyRequest)
	}
	if len(s.actions) == 0 {
		s.add(Action{Do: DoLook}, whyByHand)
		return
	}
	s.planAgain()
}

// start is for where servers are known by their save files, which may not run: only what
// runs can be asked and marked.
func (s *procedure) start() {
	for _, start := range s.plan.Starts {
		if start.Startable() {
			s.add(Action{Do: DoRestart, Server: start.Server, Argv: s.plan.serverArgv(start.Server), If: IfStopped}, whyStart)
			s.running = append(s.running, start.Server)
		} else {
			s.add(Action{Do: DoLook, Server: start.Server, If: IfStopped}, whyNoStart)
		}
	}
	slices.Sort(s.running)
	s.wait()
	s.collect()
	s.planAgain()
}

// catchUp is for where nothing is missing, and some have not heard of what others know. A
// second dump tells whether it was on its way; if not, they have to ask.
func (s *procedure) catchUp() {
	if !slices.ContainsFunc(s.plan.Behind, s.dumpedOnce) {
		for _, server := range s.running {
			s.save(server)
		}
		s.askAgain(s.plan.Behind)
	}
	s.collect()
	s.planAgain()
}

// dumpedOnce reports whether there is only one dump of a server.
func (s *procedure) dumpedOnce(server string) bool {
	i := slices.IndexFunc(s.plan.Servers, func(c Coverage) bool { return c.Name == server })
	return len(s.plan.Servers[i].Sources) == 1
}

// round is one round of repair.
func (s *procedure) round(asking []string) {
	for _, server := range s.running {
		s.save(server)
	}
	s.marks(func(c *Command) (words, bool) { return markWhy(c), !s.late(c) })
	s.settleRaced()
	s.settleStuck()
	kept := s.lackedStill(s.askAgain(asking))
	s.marks(func(c *Command) (words, bool) {
		return markWhy(c).and(whyLate), s.late(c) && !kept[c.Server()] && !(c.Broadcast() && len(kept) > 0)
	})
	s.writeSettled()
	s.collect()
	s.planAgain()
}

// lackedStill are the servers that alone have what some others lack that have not asked.
func (s *procedure) lackedStill(asked []string) map[string]bool {
	has, still := map[string]bool{}, map[string]bool{}
	for _, server := range asked {
		has[server] = true
	}
	for _, d := range s.plan.Decisions {
		if !has[d.Server] {
			for _, server := range s.plan.maybeAlone(&d) {
				still[server] = true
			}
		}
	}
	return still
}

// marks adds the marks that are due, each with its reason.
func (s *procedure) marks(due func(c *Command) (why words, ok bool)) {
	after := []Do{DoSave, DoRejoin, DoRestart, DoWait}
	mark := func(c *Command, listed bool) {
		why, ok := due(c)
		if !ok {
			return
		}
		a := Action{Do: DoMark, Server: c.Server(), Mark: c, Origin: c.Origin(), Ticks: c.Ticks(), After: after}
		switch {
		case !listed:
			a.Mark, why = nil, why.and(whyUnlisted)
		case !s.late(c):
			why = why.and(whyScript)
		}
		s.add(a, why)
	}
	for i := range s.plan.Commands {
		mark(&s.plan.Commands[i], true)
	}
	for i := range s.plan.Unlisted {
		mark(&s.plan.Unlisted[i], false)
	}
}

func (s *procedure) save(server string) {
	s.add(Action{Do: DoSave, Server: server, Argv: s.plan.Client(server).Save("FILE")}, whySave)
}

func (s *procedure) wait() {
	s.add(Action{Do: DoWait, Minutes: minutesToAnswer, After: []Do{DoRejoin, DoRestart, DoWrite}}, whyWait)
}

// collect dumps all servers that run.
func (s *procedure) collect() {
	for _, server := range s.running {
		s.add(Action{Do: DoCollect, Server: server, Argv: s.plan.Client(server).State(),
			After: []Do{DoMark, DoRejoin, DoRestart, DoWrite, DoWait}}, whyCollect)
	}
}

func (s *procedure) planAgain() {
	s.add(Action{Do: DoPlan, After: []Do{DoCollect}}, whyPlan)
}
