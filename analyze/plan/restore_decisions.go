package plan

import (
	"cmp"
	"fmt"
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// checkDecisions holds each decision to what its reason says.
func (r *restorer) checkDecisions() error {
	for _, f := range Fates {
		if err := each(f.String(), r.Of(f), r.checkDecision); err != nil {
			return err
		}
	}
	return nil
}

func (r *restorer) checkDecision(d *Decision) error {
	err := cmp.Or(r.checkSeen(d.Server), r.checkOriginTicks(d.Origin, d.Ticks), r.checkNames("deleted_on", d.DeletedOn))
	if err != nil {
		return err
	}
	c := r.servers[d.Server]
	switch {
	case !d.Reason.allows(d.Kind):
		return fmt.Errorf("no such kind of mark for %s: %q", d.Reason, d.Kind)
	case slices.Contains(d.DeletedOn, d.Server):
		return fmt.Errorf("deleted on the server that misses it")
	case d.Fate() != Untold && !c.tells(dump.Missing):
		return fmt.Errorf("no dump of %q tells what it misses", d.Server)
	case d.Fate() == Untold && len(c.Sources) < 2, !d.Stuck.Empty() && len(r.tocks[d.Server]) < 2:
		return fmt.Errorf("there are no two dumps of %q", d.Server)
	}
	switch d.Fate() {
	case Marked:
		return cmp.Or(r.checkMarked(d), r.checkEvidence(d))
	case Left:
		return r.checkLeft(d)
	case Refused:
		return r.checkRefused(d)
	}
	if len(d.Evidence) != 1 {
		return fmt.Errorf("not one dump that shows it missing")
	}
	return cmp.Or(r.checkHolders(d), r.checkProof(d, &d.Evidence[0]))
}

// checkMarked holds a mark to the rules, as far as a plan shows what they ask.
func (r *restorer) checkMarked(d *Decision) error {
	for _, server := range append([]string{d.Server}, d.DeletedOn...) {
		if err := r.checkMarkable(server, d.Origin); err != nil {
			return err
		}
	}
	switch {
	case d.Reason == Settled:
		return r.checkMarkSettled(d)
	case len(d.DeletedOn) > 0:
		return fmt.Errorf("only what is settled is marked on others as well")
	case d.Reason == Lost && d.Kind != r.Options.Lost:
		return fmt.Errorf("lost, and marked %s, where the operator said %s", d.Kind, r.Options.Lost)
	}
	return nil
}

// checkMarks holds that everybody was asked and told enough, where anything is marked
// that is not settled.
func (r *restorer) checkMarks() error {
	if !slices.ContainsFunc(r.Of(Marked), func(d Decision) bool { return d.Reason != Settled }) {
		return nil
	}
	named := false
	for _, c := range r.Servers {
		placed := c.tells(dump.Present) || c.tells(dump.Superseded) || c.tells(dump.Missing)
		switch {
		case c.Status == cluster.Unseen:
			return fmt.Errorf("steps: though %q was not asked", c.Name)
		case c.Status == cluster.Seen && !placed:
			return fmt.Errorf("steps: though %q does not tell what it has", c.Name)
		}
		named = named || c.Status == cluster.Seen && slices.Contains(c.Sections, "nodes")
	}
	if !named {
		return fmt.Errorf("steps: though nobody says which servers there are")
	}
	return nil
}

// checkMarkable holds that a mark of an origin's ticks can be asked of a server.
func (p *Plan) checkMarkable(server, origin string) error {
	if !p.Client(server).CanMark(origin) {
		return fmt.Errorf("no command can be trusted with the origin %q and the server %q", origin, server)
	}
	return nil
}

func (r *restorer) checkMarkSettled(d *Decision) error {
	switch {
	case r.Options.SettleUnproven:
		return nil
	case len(d.DeletedOn) > 0:
		return fmt.Errorf("settled without proof, though others would answer that it was deleted")
	case len(r.tocks[d.Server]) < 2:
		return fmt.Errorf("settled without proof, and there are no two dumps of %q", d.Server)
	}
	return nil
}

func (r *restorer) checkLeft(d *Decision) error {
	switch {
	case len(d.Holders) == 0:
		return fmt.Errorf("no holders")
	case !d.Stuck.Minus(d.Ticks).Empty():
		return fmt.Errorf("stuck: none of these ticks: %v", d.Stuck.Minus(d.Ticks))
	}
	return cmp.Or(r.checkHolders(d), r.checkMore(d.DeletedOn, d.MoreDeleted))
}

// checkHolders takes any seen servers that tell what they have present. The first one
// stands before the others where they do not have all of the ticks.
func (r *restorer) checkHolders(d *Decision) error {
	sorted := d.Holders
	if d.Some && len(sorted) > 0 {
		sorted = sorted[1:]
		if slices.Contains(sorted, d.Holders[0]) {
			return fmt.Errorf("holders: %q stands twice", d.Holders[0])
		}
		if err := r.checkSeen(d.Holders[0]); err != nil {
			return err
		}
	}
	if err := r.checkNames("holders", sorted); err != nil {
		return err
	}
	for _, name := range d.Holders {
		switch {
		case !r.servers[name].tells(dump.Present):
			return fmt.Errorf("no dump of %q tells what it has present", name)
		case !d.Some && slices.Contains(d.DeletedOn, name):
			return fmt.Errorf("%q has it, and would answer that it was deleted", name)
		}
	}
	return r.checkMore(d.Holders, d.More)
}

// checkMore holds that a list is cut only where it is long, and that there are so many
// servers.
func (r *restorer) checkMore(names []string, more int) error {
	switch {
	case more < 0, more > 0 && len(names) != cluster.MaxNames:
		return fmt.Errorf("%d servers named, and %d more", len(names), more)
	case more > r.seen-len(names):
		return fmt.Errorf("more servers than were seen")
	}
	return nil
}

func (r *restorer) checkRefused(d *Decision) error {
	if err := cmp.Or(r.checkNames("needs", d.Needs), r.checkMore(d.Needs, d.More)); err != nil {
		return err
	}
	switch d.Reason {
	case UnseenServer, UnsafeName:
		if len(d.Needs) > 0 {
			return fmt.Errorf("%s needs no server", d.Reason)
		}
		if d.Reason == UnsafeName && r.checkMarkable(d.Server, d.Origin) == nil {
			return fmt.Errorf("a command can be trusted with the origin %q and the server %q", d.Origin, d.Server)
		}
		return nil
	case OriginBehind:
		if !slices.Equal(d.Needs, []string{d.Origin}) {
			return fmt.Errorf("%s needs the origin", d.Reason)
		}
	}
	if len(d.Needs) == 0 {
		return fmt.Errorf("%s needs a server", d.Reason)
	}
	return nil
}

// checkParts holds that every missing tick is decided on once.
func (r *restorer) checkParts() error {
	parts := map[standing][]ticks.Set{}
	for _, d := range r.Decisions {
		at := standing{d.Server, d.Origin}
		parts[at] = append(parts[at], d.Ticks)
	}
	for at, sets := range parts {
		if _, once := apart(sets); !once {
			return fmt.Errorf("decided on twice: ticks of %q that %q misses", at.origin, at.server)
		}
	}
	return nil
}
