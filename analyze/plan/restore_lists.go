package plan

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// checkLists holds that the servers that have to ask are seen ones, and that there is
// reason to name them.
func (r *restorer) checkLists() error {
	most := 0
	for _, d := range r.Of(Refused) {
		if d.Reason == OriginBehind || d.Reason == NotHeard {
			most = max(most, d.More)
		}
	}
	switch {
	case len(r.Behind) > 0 && r.Sound:
		return fmt.Errorf("behind[0]: %q, though the plan is sound", r.Behind[0])
	case len(r.Asking) < most || len(r.Asking) > 0 && most == 0:
		return errors.New("asking: not those that refusals leave out")
	case !r.undone() && len(r.Behind)+len(r.Options.Settle) == 0 && slices.ContainsFunc(r.Servers, func(c Coverage) bool { return len(c.OnlyDeletions) > 0 }):
		return errors.New("only_deletions, and nobody has to ask")
	}
	return cmp.Or(r.checkNames("behind", r.Behind), r.checkNames("asking", r.Asking))
}

// checkRequests holds that those who must be asked are, and nobody who cannot be.
func (r *restorer) checkRequests() error {
	asked := map[string]bool{}
	err := each("requests", r.Requests, func(q *Request) error {
		c := r.servers[q.Server]
		if c == nil || c.Status != cluster.Seen && c.Status != cluster.Unseen || asked[q.Server] {
			return fmt.Errorf("the server %q is not to be asked", q.Server)
		}
		asked[q.Server] = true
		return nil
	})
	for _, c := range r.Servers {
		silent := c.Status == cluster.Seen && !c.tells(dump.Missing)
		if err == nil && (c.Status == cluster.Unseen || silent) && !asked[c.Name] {
			err = fmt.Errorf("requests: %q was not asked what it misses, and is not to be", c.Name)
		}
	}
	return err
}

// countAgain counts what each of the requests decides. That cannot be done where the
// lists that tell it were cut.
func (p *Plan) countAgain(saved []Request) []Request {
	for i := range saved {
		saved[i].Argv = p.Client(saved[i].Server).State()
	}
	if slices.ContainsFunc(p.Of(Refused), func(d Decision) bool { return d.More > 0 }) {
		return saved
	}
	var names []string
	for _, q := range saved {
		names = append(names, q.Server)
	}
	return p.requestsWith(names)
}

// checkReturns holds that the plan says of each gone server, and of no other, what it
// was last seen to hold.
func (r *restorer) checkReturns() error {
	var names []string
	for _, back := range r.Returns {
		names = append(names, back.Server)
	}
	if !slices.Equal(names, r.With(cluster.Gone)) {
		return fmt.Errorf("returns: not the servers that are gone")
	}
	return each("returns", r.Returns, func(back *Return) error {
		sources := r.servers[back.Server].Sources
		if back.Dumped != (len(sources) > 0) || !back.Dumped && len(back.LastHeld) > 0 {
			return fmt.Errorf("not what its dumps are")
		}
		var origins []string
		err := each("last_held", back.LastHeld, func(h *Holding) error {
			origins = append(origins, h.Origin)
			if h.Tock != sources[0].Tock || h.Line < 0 {
				return fmt.Errorf("not in its newest dump")
			}
			return r.checkOriginTicks(h.Origin, h.Ticks)
		})
		return cmp.Or(err, checkSorted("last_held", origins))
	})
}

// checkStarts holds that a server is started from a file that is among its dumps.
func (r *restorer) checkStarts() error {
	var names []string
	err := each("starts", r.Starts, func(s *Start) error {
		names = append(names, s.Server)
		if err := cmp.Or(r.checkSeen(s.Server), s.Save.check()); err != nil {
			return err
		}
		known := slices.ContainsFunc(r.servers[s.Server].Sources, func(c Source) bool {
			return c.SHA256 == s.Save.SHA256 && c.Tock == s.Save.Tock && c.Line == s.Save.Line
		})
		switch {
		case !known:
			return fmt.Errorf("no such save file of %q", s.Server)
		case !s.Reissues.Empty():
			return checkTicks(s.Reissues)
		}
		return nil
	})
	return cmp.Or(err, checkSorted("starts", names))
}

// checkEntries holds that an entry has the ticks for which it is named, in copies that
// save files of the plan hold.
func (r *restorer) checkEntries() error {
	return each("entries", r.Entries.All, func(e *cluster.Entry) error {
		held := map[string][]ticks.Set{}
		err := each("copies", e.Copies, func(c *cluster.Copy) error {
			if len(r.tocks[c.Server]) == 0 || c.At < 0 {
				return fmt.Errorf("no dump of %q has it", c.Server)
			}
			for _, l := range slices.Concat(c.Chain, c.Deletion) {
				if l.Tick > ticks.Max {
					return fmt.Errorf("no such tick: %d", l.Tick)
				}
				if l.Tick > 0 {
					held[l.Origin] = append(held[l.Origin], ticks.Between(l.Tick, l.Tick+1))
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		return each("ticks", e.Ticks, func(t *cluster.OriginTicks) error {
			if t.Ticks.Empty() || !t.Ticks.Minus(ticks.Union(held[t.Origin]...)).Empty() {
				return fmt.Errorf("in no copy")
			}
			return nil
		})
	})
}
