package plan

import (
	"fmt"
	"maps"
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// Words of states, see [cluster.State.String].
var (
	wordPresent    = cluster.InPresent.String()
	wordBoth       = (cluster.InPresent | cluster.InDeleted).String()
	wordDeleted    = cluster.InDeleted.String()
	wordSuperseded = cluster.InSuperseded.String()
	wordMissing    = cluster.InMissing.String()
	wordUnknown    = cluster.State(0).String()
	wordUnheard    = cluster.TellsHeard.String()
)

// missed are the words for ticks that a server misses, and notDeleted those for ticks
// that it would not answer to be deleted.
var (
	missed     = now(wordMissing, wordDeleted, wordUnknown)
	notDeleted = now(wordPresent, wordBoth, wordMissing, wordUnheard)
)

// now are words of the newest dumps, and before those of older ones.
func now(words ...string) (out []cluster.Shown) {
	for _, word := range words {
		out = append(out, cluster.Shown{Word: word})
	}
	return out
}

func before(words ...string) (out []cluster.Shown) {
	for _, word := range words {
		out = append(out, cluster.Shown{Word: word, Before: true})
	}
	return out
}

// grounds is what evidence must show of ticks that are marked for a reason, and what it
// must not show of any of them, since another rule decides then.
type grounds struct{ some, none []cluster.Shown }

var groundsOf = func() map[Reason]grounds {
	living := now(wordPresent, wordBoth)
	known := now(wordPresent, wordBoth, wordDeleted)
	all := now(wordPresent, wordBoth, wordDeleted, wordSuperseded)
	deletedBefore := before(wordDeleted, wordBoth)
	anyDeleted := slices.Concat(all, deletedBefore)
	return map[Reason]grounds{
		Settled:             {some: living},
		DeletedElsewhere:    {now(wordDeleted), living},
		SupersededElsewhere: {now(wordSuperseded), known},
		DeletedBefore:       {deletedBefore, all},
		SupersededBefore:    {before(wordSuperseded), anyDeleted},
		Lost:                {nil, slices.Concat(anyDeleted, before(wordSuperseded))},
	}
}()

// sectionsOf are the sets that a server must tell to be in a state.
var sectionsOf = map[string][]dump.Kind{
	wordPresent: {dump.Present}, wordBoth: {dump.Present, dump.Deleted}, wordDeleted: {dump.Deleted},
	wordSuperseded: {dump.Superseded}, wordMissing: {dump.Missing}, wordUnknown: nil, wordUnheard: nil,
}

// checkProof holds that a dump of the plan can have shown ticks of a decision so.
func (r *restorer) checkProof(d *Decision, p *cluster.Proof) error {
	c := r.servers[p.Server]
	past := p.State.Before
	sections, known := sectionsOf[p.State.Word]
	switch {
	case c == nil || !r.tocks[p.Server][p.Tock]:
		return fmt.Errorf("no dump of %q has the tock %d", p.Server, p.Tock)
	case !known:
		return fmt.Errorf("no such state: %q", p.State.String())
	case !past && c.Status != cluster.Seen:
		return fmt.Errorf("%q was not seen, and its dumps show what was before", p.Server)
	case p.Ticks.Empty() || !p.Ticks.Minus(d.Ticks).Empty():
		return fmt.Errorf("none of these ticks: %v", p.Ticks)
	case p.Line < 0:
		return fmt.Errorf("no such line: %d", p.Line)
	}
	for _, k := range sections {
		if !past && !c.tells(k) {
			return fmt.Errorf("no dump of %q tells what is %s", p.Server, k)
		}
	}
	return nil
}

// checkEvidence holds that the evidence of marked ticks bears out why they are: every
// one is missing on its server, and stands as the reason says. Of many servers only some
// are cited; of few each has its word on every tick.
func (r *restorer) checkEvidence(d *Decision) error {
	if err := each("evidence", d.Evidence, func(p *cluster.Proof) error { return r.checkProof(d, p) }); err != nil {
		return err
	}
	if err := d.checkGrounds(); err != nil {
		return err
	}
	said := map[string][]ticks.Set{}
	var missing, proving []ticks.Set
	for _, p := range d.Evidence {
		if slices.Contains(groundsOf[d.Reason].some, p.State) || p.State.Word == wordUnknown {
			proving = append(proving, p.Ticks)
		}
		if !p.State.Before {
			said[p.Server] = append(said[p.Server], p.Ticks)
		}
		if p.Server == d.Server && slices.Contains(missed, p.State) {
			missing = append(missing, p.Ticks)
		}
	}
	few := r.seen <= MaxCited
	for _, server := range slices.Sorted(maps.Keys(said)) {
		if whole, once := apart(said[server]); !once || few && !whole.Equal(d.Ticks) {
			return fmt.Errorf("evidence: not one word of %q on each tick", server)
		}
	}
	switch {
	case !ticks.Union(missing...).Equal(d.Ticks):
		return fmt.Errorf("evidence: not that %q misses these ticks", d.Server)
	case few && len(said) < r.seen:
		return fmt.Errorf("evidence: not that of all servers")
	case few && d.Reason != Lost && !ticks.Union(proving...).Equal(d.Ticks):
		return fmt.Errorf("evidence: not that of %s", d.Reason)
	}
	return nil
}

// checkGrounds holds that the evidence shows nothing for which another rule decides.
func (d *Decision) checkGrounds() error {
	for i, p := range d.Evidence {
		switch {
		case slices.Contains(groundsOf[d.Reason].none, p.State),
			slices.Contains(d.DeletedOn, p.Server) && slices.Contains(notDeleted, p.State),
			d.Reason != Settled && p.Server == d.Origin && p.State == cluster.Shown{Word: wordUnheard}:
			return fmt.Errorf("evidence[%d]: not that of %s: %s on %q", i, d.Reason, p.State, p.Server)
		}
	}
	return nil
}
