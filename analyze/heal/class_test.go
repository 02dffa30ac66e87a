package heal_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"tickdiff/analyze/heal"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// The slow, plain second reading of the classes: it asks every question of every pair.
func plainClass(twice map[string]bool, copies []*heal.Copy) heal.Class {
	heads, values := map[dump.Link]bool{}, map[dump.Digest]bool{}
	for _, c := range copies {
		if c == nil {
			return heal.OneSided
		}
		heads[c.Chain[0]], values[c.Value] = true, true
	}
	if len(values) == 1 {
		if len(heads) == 1 {
			return heal.Same
		}
		return heal.SameValue
	}
	rightHeads, rightValues := map[dump.Link]bool{}, map[dump.Digest]bool{}
	for _, c := range copies {
		beaten := false
		for _, other := range copies {
			up, down := plainKnows(twice, other, c), plainKnows(twice, c, other)
			beaten = beaten || up && !down && other.Tock > c.Tock
		}
		if !beaten {
			rightHeads[c.Chain[0]], rightValues[c.Value] = true, true
		}
	}
	switch {
	case len(rightHeads) != 1:
		return heal.Conflict
	case len(rightValues) != 1:
		return heal.Forked
	}
	return heal.Newer
}

// plainKnows reports whether the last change of a copy is in the chain of another one,
// or a later change of the same server that knew it.
func plainKnows(twice map[string]bool, newer, older *heal.Copy) bool {
	for _, l := range newer.Chain {
		if l == older.Chain[0] {
			return true
		}
		if l.Origin == older.Chain[0].Origin && !twice[l.Origin] && l.Tick > older.Chain[0].Tick {
			return true
		}
	}
	return false
}

func TestClassesAgreeWithPlainReading(t *testing.T) {
	draw := rand.New(rand.NewPCG(3, 4))
	met := map[heal.Class]int{}
	for range 200_000 {
		twice := map[string]bool{"a": draw.IntN(2) == 0}
		copies := someCopies(draw)
		got, want := heal.Lineage{Twice: twice}.Classify(copies), plainClass(twice, copies)
		if met[got]++; got != want {
			t.Fatalf("%v, want %v: twice %v, %s", got, want, twice, shown(copies))
		}
		slices.Reverse(copies)
		if again := (heal.Lineage{Twice: twice}).Classify(copies); again != got {
			t.Fatalf("%v one way, and %v the other: %s", got, again, shown(copies))
		}
	}
	for _, c := range heal.Classes {
		if met[c] < 1000 {
			t.Errorf("%v was met only %d times", c, met[c])
		}
	}
}

// someCopies are copies as servers may have them, or as no server has them.
func someCopies(draw *rand.Rand) []*heal.Copy {
	copies := make([]*heal.Copy, 2+draw.IntN(3))
	for i := range copies {
		if draw.IntN(12) == 0 {
			continue
		}
		c := &heal.Copy{Tock: draw.Uint64N(4), Value: dump.Digest{byte(draw.IntN(3))}}
		for _, n := range draw.Perm(3)[:1+draw.IntN(3)] {
			c.Chain = append(c.Chain, dump.Link{Origin: string(rune('a' + n)), Tick: ticks.Tick(1 + draw.IntN(3))})
		}
		copies[i] = c
	}
	return copies
}

func shown(copies []*heal.Copy) (s string) {
	for _, c := range copies {
		s += fmt.Sprintf(" %+v", c)
	}
	return s
}

// version is an entry as a server holds it, with the last changes of all versions that
// were known where it was made.
type version struct {
	heal.Copy
	known map[dump.Link]bool
}

// In lives of one entry on servers that lose messages, what is called newer was made
// where every other copy was known: nobody's change is overwritten that its maker had not
// had before. The servers send the two newest links of a chain only, as real ones do
// when they are asked.
func TestNewerKnewAllOthers(t *testing.T) {
	draw := rand.New(rand.NewPCG(5, 6))
	met := map[heal.Class]int{}
	for range 20_000 {
		life := liveOneEntry(draw, 2+draw.IntN(3))
		copies := make([]*heal.Copy, len(life))
		for i, v := range life {
			if v != nil {
				copies[i] = &v.Copy
			}
		}
		class := heal.Lineage{}.Classify(copies)
		if met[class]++; class != heal.Newer {
			continue
		}
		knowsAll := func(v *version) bool {
			return !slices.ContainsFunc(life, func(o *version) bool { return !v.known[o.Chain[0]] })
		}
		if !slices.ContainsFunc(life, knowsAll) {
			t.Fatalf("newer, though none was made where all were known: %s", shown(copies))
		}
	}
	for _, c := range []heal.Class{heal.Same, heal.Newer, heal.Conflict, heal.OneSided} {
		if met[c] < 100 {
			t.Errorf("%v was met only %d times", c, met[c])
		}
	}
}

// liveOneEntry lets servers write an entry, and send it to each other or not.
func liveOneEntry(draw *rand.Rand, servers int) []*version {
	held, tick, tock := make([]*version, servers), make([]ticks.Tick, servers), make([]uint64, servers)
	known := make([]map[dump.Link]bool, servers)
	for i := range known {
		known[i] = map[dump.Link]bool{}
	}
	for range 3 + draw.IntN(12) {
		i := draw.IntN(servers)
		if draw.IntN(3) == 0 {
			tick[i], tock[i] = tick[i]+1, tock[i]+1
			held[i] = madeOn(held[i], dump.Link{Origin: string(rune('a' + i)), Tick: tick[i]}, tock[i])
			known[i][held[i].Chain[0]] = true
			held[i].known = maps.Clone(known[i])
		} else if from := held[draw.IntN(servers)]; from != nil && takes(held[i], from) {
			taken := *from
			if draw.IntN(2) == 0 {
				taken.Chain = taken.Chain[:min(2, len(taken.Chain))]
			}
			held[i], tock[i] = &taken, max(tock[i], from.Tock)
			maps.Copy(known[i], from.known)
		}
	}
	return held
}

func madeOn(old *version, change dump.Link, tock uint64) *version {
	v := &version{Copy: heal.Copy{Chain: []dump.Link{change}, Tock: tock, Value: dump.Digest{change.Origin[0], byte(change.Tick)}}}
	if old != nil {
		v.Chain = append(v.Chain, slices.DeleteFunc(slices.Clone(old.Chain), func(l dump.Link) bool { return l.Origin == change.Origin })...)
	}
	return v
}

// takes reports whether a server takes what it is sent: it is newer by its chain, or
// neither is and its tock is not lower.
func takes(has, sent *version) bool {
	return has == nil || has.Chain[0] != sent.Chain[0] && (plainKnows(nil, &sent.Copy, &has.Copy) || !plainKnows(nil, &has.Copy, &sent.Copy) && sent.Tock >= has.Tock)
}

// A server that is restarted from a save of before its last change gives ticks out again,
// with lower tocks. Its copy has a later tick of its own than the one that the others have,
// and was made without that.
func TestLaterTickWithLowerTockIsNotNewer(t *testing.T) {
	copyOf := func(tick ticks.Tick, tock uint64) *heal.Copy {
		return &heal.Copy{Chain: []dump.Link{{Origin: "a", Tick: tick}}, Tock: tock, Value: dump.Digest{byte(tick)}}
	}
	for tock, want := range map[uint64]heal.Class{99: heal.Conflict, 100: heal.Conflict, 101: heal.Newer} {
		if got := (heal.Lineage{}).Classify([]*heal.Copy{copyOf(5, 100), copyOf(6, tock)}); got != want {
			t.Errorf("tick 6 of tock %d beside tick 5 of tock 100 is %v, want %v", tock, got, want)
		}
	}
}
