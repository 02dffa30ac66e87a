package analyze

import (
	"fmt"

	"tickdiff/dump"
	"tickdiff/ticks"
)

var purgePending = &Check{
	ID:       "purge-pending",
	Title:    "deletions that wait for their purge",
	Severity: Info,
	Needs:    Needs{Sets: []dump.Kind{dump.Present, dump.Deleted}},
	Doc: `Ticks are deleted and still present: the entry is gone, but the servers keep the
deletion until every server on the deleter list was seen; only then they purge it,
and the ticks become superseded. No server that was asked has the entry alive.

How it comes about: there is no deleter list, which is the default: then nothing
is ever purged. Or a server on the list is down. Or the deletion is older than the
list: only what was deleted since is queued for the purge.

Servers do not purge at the same moment, so some may call such ticks superseded
already. A superseded mark looks the same: given before the purge, it can leave
the entry alive on the server that was marked.

What to do: nothing, if it does not bother you. The command shows the list. Do not
change the list while any tick is missing: a server that joins it asks one other
what was deleted, and is told so of every tick that one has no entry for, merely
missing or superseded ones too. That has destroyed living data.`,
	run: func(c *Case, report func(Finding)) {
		for _, o := range c.origins {
			for key, set := range c.pending(o) {
				report(c.pendingFinding(o, key, set))
			}
		}
	},
}

// What a server says of a deletion.
const (
	isPending = 'p' // deleted, and still present
	isAlive   = 'a' // present, not deleted
	isPurged  = 'g' // superseded: purged, or marked
)

func deletionState(s State) byte {
	switch {
	case s.Is(InPresent | InDeleted):
		return isPending
	case s.Is(InPresent):
		return isAlive
	case s.Is(InSuperseded) && !s.Is(InDeleted):
		return isPurged
	}
	return 0
}

// pending are the deletions that wait, by who holds them and who has purged
// them; not those that live somewhere.
func (c *Case) pending(o *Origin) map[pattern]ticks.Set {
	waiting := anyOf(c.distinct(o), func(a *Account) ticks.Set { return a.Present.Set.Intersect(a.Deleted.Set) })
	if waiting.Empty() {
		return nil
	}
	found := c.patterns(o, waiting, deletionState)
	for p := range found {
		if len(p.of(isAlive)) > 0 {
			delete(found, p)
		}
	}
	return found
}

func (c *Case) pendingFinding(o *Origin, p pattern, set ticks.Set) Finding {
	holders, purged := p.of(isPending), p.of(isPurged)
	names := c.names(holders)
	f := Finding{
		Servers: names, Origin: o.Name, HasOrigin: true, Ticks: set,
		Message: fmt.Sprintf("%s %s %s of %q and not purged %s yet", quotedList(names), does(uint64(len(names)), "has deleted", "have deleted"),
			numbered(set), o.Name, it(set)),
		Action:   "nothing has to be done; the command lists the servers that the purge waits for",
		Evidence: c.cite(o, holders, InPresent|InDeleted, set),
	}
	if argv := c.Plan.Options.deleterArgv(names[0]); argv != nil {
		f.Run = append(f.Run, argv)
	}
	if len(purged) > 0 {
		f.Servers = append(names, c.names(purged)...)
		f.Message += fmt.Sprintf("; %s %s superseded: purged there already, or marked too early",
			quotedList(c.names(purged)), does(uint64(len(purged)), "calls it", "call it"))
		f.Action += "; if it was a mark, look there whether the entry still lives"
		f.Evidence = append(f.Evidence, c.cite(o, purged, InSuperseded, set)...)
		first, _ := set.Bounds()
		if argv := c.Plan.Options.getArgv(c.View.Dumped[holders[0]].Name, o.Name, first.Begin); argv != nil {
			f.Run = append(f.Run, argv)
		}
	}
	return f
}
