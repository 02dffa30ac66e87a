package cluster

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// oldestFirst orders the dumps of one server and drops repeats of one content. One that
// a collection tells of is kept before one without its comments.
// Unless they are given in order, everything but the tock only makes the order total: it
// must not depend on how the inputs came.
func oldestFirst(group []*dump.Dump, o Options) []*dump.Dump {
	if len(group) < 2 {
		return group
	}
	content, collected := map[*dump.Dump]string{}, map[string]bool{}
	for _, d := range group {
		content[d] = contentOf(d)
		if d.Collected != nil {
			collected[content[d]] = true
			content[d] += d.Collected.Lines()
		}
	}
	if !o.Given {
		slices.SortStableFunc(group, func(a, b *dump.Dump) int {
			if byTock := CompareTock(a, b); byTock != 0 {
				return byTock // the rest takes longer
			}
			return cmp.Or(compareSaves(a, b), strings.Compare(content[a], content[b]), ComparePlaces(a.Source, b.Source))
		})
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(group, func(d *dump.Dump) bool {
		repeat := seen[content[d]] || d.Collected == nil && collected[content[d]]
		seen[content[d]] = true
		return repeat
	})
}

// contentOf is what a dump says, without where it stood: the servers' own bytes,
// and what a save file says beside.
func contentOf(d *dump.Dump) string {
	var b bytes.Buffer
	if err := dump.Encode(&b, d); err != nil {
		panic("cluster: a buffer refused a dump: " + err.Error())
	}
	if d.Source.Save {
		fmt.Fprintf(&b, "save, cut: %v, deletions: %v", d.Source.Cut, d.Deletions.Entries)
	}
	return b.String()
}

// compareSaves orders dumps of one tock. A save file may hold less than the server
// had, and the server that prints a dump is there: the print counts as the later.
// Of two files the one that is whole, and goes on for longer, is the later.
func compareSaves(a, b *dump.Dump) int {
	return cmp.Or(FalseFirst(!a.Source.Save, !b.Source.Save), FalseFirst(!a.Source.Cut, !b.Source.Cut), cmp.Compare(reach(a), reach(b)))
}

// reach is a measure of how much a dump has heard of.
func reach(d *dump.Dump) uint64 {
	var sum uint64
	for _, e := range d.Nodes.Entries {
		sum = ticks.AddCounts(sum, uint64(e.Tick))
	}
	return sum
}

// CompareTock puts dumps without tock first: they can be of any time, and as
// the oldest they are trusted least.
func CompareTock(a, b *dump.Dump) int {
	return cmp.Or(FalseFirst(a.HasTock, b.HasTock), cmp.Compare(a.Tock, b.Tock))
}

// TockOf says when a dump was taken, as far as it says so.
func TockOf(d *dump.Dump) string {
	if !d.HasTock {
		return "no tock"
	}
	return fmt.Sprintf("tock %d", d.Tock)
}

// ranks numbers the moments of dumps that are oldest first.
func ranks(dumps []*dump.Dump, o Options) []int {
	out := make([]int, len(dumps))
	for i := 1; i < len(dumps); i++ {
		out[i] = out[i-1]
		if o.Given || CompareTock(dumps[i-1], dumps[i]) != 0 {
			out[i]++
		}
	}
	return out
}

// findConflict looks for two dumps of one tock that differ in a section both say.
// Save files are no part of it: they lack pending deletions, and logs go on after
// their tock.
func findConflict(dumps []*dump.Dump) *Conflict {
	for i, a := range dumps {
		for _, b := range dumps[i+1:] {
			if !a.HasTock || !b.HasTock || a.Tock != b.Tock || a.Source.Save || b.Source.Save {
				continue
			}
			if key := difference(a, b); key != "" {
				return &Conflict{A: a, B: b, Key: key}
			}
		}
	}
	return nil
}

// difference names the first section that both dumps say and say differently.
func difference(a, b *dump.Dump) string {
	if a.Nodes.Said && b.Nodes.Said && !slices.EqualFunc(a.Nodes.Entries, b.Nodes.Entries, sameNode) {
		return "nodes"
	}
	for _, k := range dump.Kinds {
		x, y := a.Section(k), b.Section(k)
		if x.Said && y.Said && !slices.EqualFunc(x.Entries, y.Entries, sameEntry) {
			return k.String()
		}
	}
	return ""
}

func sameNode(x, y dump.NodeEntry) bool {
	return x.Name == y.Name && x.Tick == y.Tick && x.Null == y.Null
}

func sameEntry(x, y dump.Entry) bool { return x.Origin == y.Origin && x.Ticks.Equal(y.Ticks) }

// ComparePlaces orders sources by file and line.
func ComparePlaces(a, b dump.Source) int {
	return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
}
