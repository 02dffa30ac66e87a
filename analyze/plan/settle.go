package plan

import (
	"fmt"
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/ticks"
)

// Settlement is the operator's word that what a server misses, though others
// have it, is no loss to it: its own entry is the same or newer, so that it
// refuses what they send, and would miss these ticks for ever.
type Settlement struct {
	Origin string    `json:"origin"`
	Ticks  ticks.Set `json:"ticks"`
	Server string    `json:"server"` // who misses them; "" if only one does
}

// String writes the word as it was given, SERVER included where it is known.
func (s Settlement) String() string {
	if s.Server == "" {
		return fmt.Sprintf("%s:%v", s.Origin, s.Ticks)
	}
	return fmt.Sprintf("%s:%v@%s", s.Origin, s.Ticks, s.Server)
}

// about reports whether the word speaks of ticks of a decision, on its server or on any.
func (s Settlement) about(d *Decision) bool {
	return d.Origin == s.Origin && (s.Server == "" || d.Server == s.Server) && d.Ticks.Overlaps(s.Ticks)
}

// SettleError refuses the operator's word where the dumps do not bear it out.
type SettleError struct {
	Word, Why, Hint string
}

func (e *SettleError) Error() string { return fmt.Sprintf("--settle %q: %s", e.Word, e.Why) }

func (s Settlement) refuse(hint, why string, args ...any) error {
	return &SettleError{s.String(), fmt.Sprintf(why, args...), hint}
}

// Settling is what the operator settles.
type Settling struct {
	Words    []Settlement
	Unproven bool // even what the dumps do not show missing at two tocks
}

// Settle turns what is left to the servers into superseded marks, on the
// operator's word, each on the server that misses it and nowhere else. A pending
// deletion gets no deleted mark either: links of an entry that was written again
// after its deletion look the same, and the next server to ask would be answered
// "deleted", which destroys the living value. It fails with a
// [SettleError], and then the plan must not be used, for ticks that are not
// left, and, unless they may be unproven, for ticks that the server's dumps do not
// show missing at two tocks: they may arrive yet.
func (p *Plan) Settle(v *cluster.View, by Settling) error {
	if len(by.Words) == 0 {
		return nil
	}
	p.Options.SettleUnproven = by.Unproven
	for _, word := range by.Words {
		p.takeApart(v, word)
		word, err := p.completed(word)
		if err != nil {
			return err
		}
		if err := p.settleable(v, word); err != nil {
			return err
		}
		p.settle(v, word)
		p.Options.Settle = append(p.Options.Settle, word)
	}
	slices.SortFunc(p.Options.Settle, compareSettlements)
	p.finish(v)
	return nil
}

func compareSettlements(a, b Settlement) int {
	return slices.Compare([]string{a.Origin, a.Ticks.String(), a.Server}, []string{b.Origin, b.Ticks.String(), b.Server})
}

// completed names the server where the word does not, and holds that all of the
// ticks are left to it.
func (p *Plan) completed(w Settlement) (Settlement, error) {
	left := map[string]ticks.Set{}
	var servers []string
	for _, l := range p.Of(Left) {
		if !w.about(&l) {
			continue
		}
		if left[l.Server].Empty() {
			servers = append(servers, l.Server)
		}
		left[l.Server] = left[l.Server].Union(l.Ticks)
	}
	if len(servers) > 1 {
		return w, w.refuse("say which server, as ORIGIN:TICKS@SERVER", "it is left to several servers: %s", prose.QuotedList(servers))
	}
	if len(servers) == 1 {
		w.Server = servers[0]
	}
	if other := w.Ticks.Minus(left[w.Server]); !other.Empty() {
		return w, w.refuse("only what is left to the servers can be settled", "%s: %s", prose.Numbered(other), p.notLeft(w, other))
	}
	return w, nil
}

// takeApart decides on the ticks of a word by themselves, where they are left by a
// decision that joins many: a mark must rest on the servers of each tick.
func (p *Plan) takeApart(v *cluster.View, w Settlement) {
	c := newCollector(v, p)
	for _, d := range p.Decisions {
		if !d.Some || d.Fate() != Left || !w.about(&d) {
			c.decisions = append(c.decisions, d)
			continue
		}
		o, server, hit := v.Origin(d.Origin), v.Index(d.Server), d.Ticks.Intersect(w.Ticks)
		c.apart(o, hit, server)
		c.again(o, d.Ticks.Minus(hit), server)
	}
	p.Decisions = c.decisions
	p.sort()
}

// notLeft says why the first of the ticks is not left to the servers.
func (p *Plan) notLeft(w Settlement, set ticks.Set) string {
	bounds, _ := set.Bounds()
	w.Ticks = ticks.Between(bounds.Begin, bounds.Begin+1)
	for _, d := range p.Decisions {
		switch {
		case !w.about(&d):
		case d.Fate() == Marked:
			return fmt.Sprintf("it is marked anyway (%s)", d.Reason)
		case d.Fate() == Refused:
			return fmt.Sprintf("it is refused (%s): %s", d.Reason, RuleOf(d.Reason).Why)
		}
	}
	return "the dumps do not show it missing there"
}

// settleable holds that commands can be made of a word, and that there is reason
// to take it.
func (p *Plan) settleable(v *cluster.View, w Settlement) error {
	for _, l := range p.Of(Left) {
		if !w.about(&l) {
			continue
		}
		for _, server := range append([]string{l.Server}, l.DeletedOn...) {
			if err := p.checkMarkable(server, l.Origin); err != nil {
				return w.refuse("decide by hand", "%v", err)
			}
		}
		if len(l.DeletedOn) > 0 && !p.Options.SettleUnproven {
			return w.refuse(fmt.Sprintf("look at the entry on %s; if it lives, --settle-unproven settles it, and then it is to be written again there", prose.QuotedList(l.Holders)),
				"%s would answer, or may, that %s was deleted, so a re-join proves nothing, and may destroy the entry", prose.QuotedList(l.DeletedOn), prose.Numbered(l.Ticks.Intersect(w.Ticks)))
		}
	}
	if p.Options.SettleUnproven {
		return nil
	}
	return w.proven(v)
}

// proven holds that the server was seen to miss the ticks at two tocks.
func (s Settlement) proven(v *cluster.View) error {
	if open := s.Ticks.Minus(v.Server(s.Server).MissedTwice(s.Origin)); !open.Empty() {
		return s.refuse("let the server re-join, dump it again and give both dumps; or --settle-unproven",
			"the dumps of %q do not show %s missing at two tocks, so it may arrive yet", s.Server, prose.Numbered(open))
	}
	return nil
}

// settle has ticks marked that were left.
func (p *Plan) settle(v *cluster.View, w Settlement) {
	o := v.Origin(w.Origin)
	var all []Decision
	for _, d := range p.Decisions {
		if d.Fate() != Left || !w.about(&d) {
			all = append(all, d)
			continue
		}
		hit := d.Ticks.Intersect(w.Ticks)
		proofs := newGroup(v.Index(d.Server), verdict{reason: Settled, mark: MarkSuperseded})
		for seg := range o.SegmentsIn(hit) {
			proofs.prove(v, seg)
		}
		all = append(all, Decision{Server: d.Server, Origin: d.Origin, Reason: Settled, Kind: MarkSuperseded, Ticks: hit,
			DeletedOn: d.DeletedOn, Evidence: proofs.evidence(o)})
		d.Stuck = d.Stuck.Minus(hit)
		if d.Ticks = d.Ticks.Minus(hit); !d.Ticks.Empty() {
			all = append(all, d)
		}
	}
	p.Decisions = all
	p.sort()
}

// ParseSettlement reads ORIGIN:TICKS[@SERVER]. Names are free text and may hold
// ":" and "@" themselves, so only such a reading counts as names servers that
// are known, and it must be the only one.
func ParseSettlement(v *cluster.View, text string) (Settlement, error) {
	var found []Settlement
	shaped := false
	for i := range len(text) {
		if text[i] != ':' {
			continue
		}
		set, server, ok := cutTicks(text[i+1:])
		shaped = shaped || ok
		if ok && v.Server(text[:i]) != nil && (server == "" || v.Server(server) != nil) {
			found = append(found, Settlement{text[:i], set, server})
		}
	}
	const shape = "write ORIGIN:TICKS or ORIGIN:TICKS@SERVER, ticks as in 5,7-9"
	refuse := func(why, hint string) (Settlement, error) {
		return Settlement{}, &SettleError{text, why, hint}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return refuse("it can be read in several ways", shape)
	case shaped:
		return refuse("it names a server that no dump knows", v.KnownNames())
	}
	return refuse("it is not ORIGIN:TICKS", shape)
}

// cutTicks reads TICKS[@SERVER].
func cutTicks(text string) (set ticks.Set, server string, ok bool) {
	list, server, named := strings.Cut(text, "@")
	set, err := ticks.Parse(list)
	return set, server, err == nil && (!named || server != "")
}
