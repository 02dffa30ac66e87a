package analyze

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"

	"tickdiff/ticks"
)

// dispute is two servers, one of which calls gone what the other has.
type dispute struct {
	caller, holder int
	word           byte // of the caller
}

// disputes lists who disputes ticks that have this pattern.
func (p pattern) disputes() iter.Seq[dispute] {
	return func(yield func(dispute) bool) {
		holders := p.of(saysPresent)
		for caller := range len(p) {
			if p[caller] != saysSuperseded && p[caller] != saysDeleted {
				continue
			}
			for _, h := range holders {
				if !yield(dispute{caller, h, p[caller]}) {
					return
				}
			}
		}
	}
}

// divergence is ticks that some servers call gone, in the same word, and others
// have, who have seen all that each of the first has seen.
type divergence struct {
	word    byte
	callers []int
	holders []int
	held    []ticks.Set // of the ticks, by holder
	set     ticks.Set
}

// divergences finds what servers call gone and others, who are not behind them,
// have.
func (c *Case) divergences(o *Origin, contested ticks.Set, unseen []servers) []*divergence {
	found := map[dispute][]ticks.Range{}
	for p, set := range c.patterns(o, contested, contestedState) {
		for d := range p.disputes() {
			if !unseen[d.caller].has(d.holder) {
				found[d] = slices.AppendSeq(found[d], set.All())
			}
		}
	}
	return joinDisputes(found)
}

// joinDisputes makes one divergence of all that a server disputes in one word, and
// of the servers that dispute the same against the same others.
func joinDisputes(found map[dispute][]ticks.Range) []*divergence {
	order := slices.SortedFunc(maps.Keys(found), func(a, b dispute) int {
		return cmp.Or(cmp.Compare(a.caller, b.caller), cmp.Compare(a.word, b.word), cmp.Compare(a.holder, b.holder))
	})
	var all []*divergence
	for _, d := range order {
		last := len(all) - 1
		if last < 0 || all[last].callers[0] != d.caller || all[last].word != d.word {
			all = append(all, &divergence{word: d.word, callers: []int{d.caller}})
			last++
		}
		held := ticks.Of(found[d]...)
		all[last].holders = append(all[last].holders, d.holder)
		all[last].held = append(all[last].held, held)
		all[last].set = all[last].set.Union(held)
	}
	joined := map[string]*divergence{}
	return slices.DeleteFunc(all, func(d *divergence) bool {
		key := fmt.Sprint(d.word, d.holders, d.held)
		first := joined[key]
		if first == nil {
			joined[key] = d
			return false
		}
		first.callers = append(first.callers, d.callers...)
		return true
	})
}
