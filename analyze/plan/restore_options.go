package plan

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/ticks"
)

// checkOptions holds that the operator's words are those there are, and that they are
// about servers of the plan.
func (r *restorer) checkOptions() error {
	o := &r.Options
	switch {
	case o.Lost != MarkSuperseded && o.Lost != MarkDeleted:
		return fmt.Errorf("options: lost: no such kind of mark: %q", o.Lost)
	case o.Dialect != MoaT && o.Dialect != DistKV:
		return fmt.Errorf("options: no such dialect: %q", o.Dialect)
	case !slices.Equal(o.Gone, r.With(cluster.Gone)):
		return fmt.Errorf("options: gone: not the servers that are")
	case o.SettleUnproven && len(o.Settle) == 0:
		return fmt.Errorf("options: settle_unproven, and nothing is settled")
	}
	for _, name := range slices.Sorted(maps.Keys(o.Targets)) {
		t := o.Targets[name]
		if err := cmp.Or(r.checkName(name), t.check()); err != nil {
			return fmt.Errorf("options: targets: %w", err)
		}
	}
	return each("options: settle", o.Settle, func(s *Settlement) error {
		return cmp.Or(r.checkSeen(s.Server), r.checkOriginTicks(s.Origin, s.Ticks))
	})
}

// check holds that a target says where it comes from.
func (t *Target) check() error {
	listed := t.From == FromHostmap || t.From == FromCase
	configured := listed || t.From == FromName
	switch {
	case t.Port < 0 || t.Port > MaxPort:
		return fmt.Errorf("no such port: %d", t.Port)
	case t.From != FromAt && !configured:
		return fmt.Errorf("from %q", t.From)
	case t.From == FromAt && t.Host == "":
		return fmt.Errorf("no host")
	case !configured && t.File != "", listed != (t.Line > 0), t.Line < 0:
		return fmt.Errorf("from %q, and not told there", t.From)
	}
	return nil
}

// standing is ticks of an origin that a server misses.
type standing struct{ server, origin string }

// checkSettled holds that what is settled is what the operator's words say, and that
// each word was needed.
func (r *restorer) checkSettled() error {
	if !slices.IsSortedFunc(r.Options.Settle, compareSettlements) {
		return fmt.Errorf("options: settle: not in order")
	}
	words, marked := map[standing][]ticks.Set{}, map[standing][]ticks.Set{}
	for _, s := range r.Options.Settle {
		at := standing{s.Server, s.Origin}
		words[at] = append(words[at], s.Ticks)
	}
	for _, d := range r.Of(Marked) {
		if at := (standing{d.Server, d.Origin}); d.Reason == Settled {
			marked[at] = append(marked[at], d.Ticks)
		}
	}
	same := func(words, marked []ticks.Set) bool {
		whole, once := apart(words)
		return once && whole.Equal(ticks.Union(marked...))
	}
	if !maps.EqualFunc(words, marked, same) {
		return fmt.Errorf("options: settle: not what is settled")
	}
	return nil
}
