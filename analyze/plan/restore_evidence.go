package plan

import (
	"fmt"
	"slices"
	"strings"

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
	missed     = []string{wordMissing, wordDeleted, wordUnknown}
	notDeleted = []string{wordPresent, wordBoth, wordMissing, wordUnheard}
)

func before(words ...string) []string {
	var out []string
	for _, word := range words {
		out = append(out, word+cluster.BeforeSuffix)
	}
	return out
}

// grounds is what evidence must show of ticks that are marked for a reason, and what it
// must not show of any of them, since another rule decides then.
type grounds struct{ some, none []string }

var groundsOf = func() map[Reason]grounds {
	living := []string{wordPresent, wordBoth}
	known := append(slices.Clip(living), wordDeleted)
	all := append(slices.Clip(known), wordSuperseded)
	deletedBefore := before(wordDeleted, wordBoth)
	anyDeleted := slices.Concat(all, deletedBefore)
	return map[Reason]grounds{
		Settled:             {some: living},
		DeletedElsewhere:    {[]string{wordDeleted}, living},
		SupersededElsewhere: {[]string{wordSuperseded}, known},
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
	word, past := strings.CutSuffix(p.State, cluster.BeforeSuffix)
	sections, known := sectionsOf[word]
	switch {
	case c == nil || !r.tocks[p.Server][p.Tock]:
		return fmt.Errorf("no dump of %q has the tock %d", p.Server, p.Tock)
	case !known:
		return fmt.Errorf("no such state: %q", p.State)
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
	now := map[string][]ticks.Set{}
	var missing, proving []ticks.Set
	for _, p := range d.Evidence {
		word, past := strings.CutSuffix(p.State, cluster.BeforeSuffix)
		if slices.Contains(groundsOf[d.Reason].some, p.State) || word == wordUnknown {
			proving = append(proving, p.Ticks)
		}
		if !past {
			now[p.Server] = append(now[p.Server], p.Ticks)
		}
		if p.Server == d.Server && slices.Contains(missed, p.State) {
			missing = append(missing, p.Ticks)
		}
	}
	few := r.seen <= MaxCited
	for server, sets := range now {
		if whole, once := apart(sets); !once || few && !whole.Equal(d.Ticks) {
			return fmt.Errorf("evidence: not one word of %q on each tick", server)
		}
	}
	switch {
	case !ticks.Union(missing...).Equal(d.Ticks):
		return fmt.Errorf("evidence: not that %q misses these ticks", d.Server)
	case few && len(now) < r.seen:
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
			d.Reason != Settled && p.Server == d.Origin && p.State == wordUnheard:
			return fmt.Errorf("evidence[%d]: not that of %s: %s on %q", i, d.Reason, p.State, p.Server)
		}
	}
	return nil
}
