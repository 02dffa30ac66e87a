package dump_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// damaged is what became of a dump after something was done to its text.
type damaged int

const (
	noticed damaged = iota + 1 // said, by a problem or by the arithmetic
	unhurt                     // nothing is lost
	less                       // something is not said any more; nothing else changed
	wrong                      // something else is said, and nobody notices
)

// TestDamageIsNoticed does to a real dump what copying, cutting and editing do,
// everywhere it can be done, and counts what goes unnoticed. YAML alone notices
// a third of the cuts and no doubled line.
func TestDamageIsNoticed(t *testing.T) {
	for _, c := range []struct {
		name   string
		lines  int // lost lines that may go unnoticed: a server that is null in nodes
		digits int // changes of one digit: of names, tock and what is null
	}{
		{"lost/test_1.yaml", 1, 4},
		{"deleted-elsewhere/test_1.yaml", 0, 4},
		{"manual/test1.yaml", 1, 10}, // does not tell present, so nothing sums up
	} {
		name := c.name
		text := realDump(t, name)
		whole := one(t, text)
		lines := slices.Collect(strings.Lines(text))
		without := func(from, to int) string {
			return strings.Join(slices.Concat(lines[:from], lines[to:]), "")
		}
		test := func(kind string, n int, allowed int, damage func(i int) string) {
			t.Helper()
			var bad []string
			counts := map[damaged]int{}
			for i := range n {
				text := damage(i)
				became := compare(whole, text)
				counts[became]++
				if became == wrong {
					bad = append(bad, text)
				}
			}
			t.Logf("%s: %s, %d times: noticed %d, same %d, less said %d, wrong %d", name, kind, n, counts[noticed], counts[unhurt], counts[less], counts[wrong])
			if len(bad) > allowed {
				t.Errorf("%s: %s: %d of %d go unnoticed, at most %d can be allowed:\n%s", name, kind, len(bad), n, allowed, strings.Join(bad, "\n\n"))
			}
		}
		digits := digitsIn(text)
		test("cut off", len(text), 0, func(i int) string { return text[:i] })
		test("first lines lost", len(lines)-1, 0, func(i int) string { return without(0, i+1) })
		test("one line lost", len(lines), c.lines, func(i int) string { return without(i, i+1) })
		test("one line doubled", len(lines), 0, func(i int) string {
			return strings.Join(lines[:i+1], "") + strings.Join(lines[i:], "")
		})
		test("one digit changed", len(digits), c.digits, func(i int) string {
			at := digits[i]
			return text[:at] + string('0'+(text[at]-'0'+1)%10) + text[at+1:]
		})
		test("one digit lost", len(digits), c.digits, func(i int) string { return text[:digits[i]] + text[digits[i]+1:] })
	}
}

// Whatever a cut leaves, it can only take away: a section that is still said is
// the one that was said.
func TestCutsOnlyTakeAway(t *testing.T) {
	for _, name := range []string{"lost/test_1.yaml", "manual/test1.yaml", "hostile-names/test_0.yaml"} {
		text := realDump(t, name)
		whole := one(t, text)
		for i := 0; i < len(text); i += 1 + len(text)/300 {
			for _, d := range dump.Read(input("cut", text[:i])).Dumps {
				if d.Node != whole.Node || !saysLess(d, whole) {
					t.Fatalf("%s cut at byte %d says other things:\n%s", name, i, encode(d))
				}
			}
		}
	}
}

func digitsIn(text string) (at []int) {
	for i, c := range text {
		if '0' <= c && c <= '9' {
			at = append(at, i)
		}
	}
	return at
}

// compare reads a damaged text and compares what is made of it with the whole.
func compare(whole *dump.Dump, text string) damaged {
	r := dump.Read(input("damaged", text))
	if len(r.Dumps) != 1 || len(r.Problems) > 0 {
		return noticed
	}
	d := r.Dumps[0]
	if !sumsUp(d) {
		return noticed
	}
	if encode(d) == encode(whole) {
		return unhurt
	}
	if d.Node == whole.Node && d.Tock == whole.Tock && saysLess(d, whole) {
		return less
	}
	return wrong
}

func encode(d *dump.Dump) string {
	var b bytes.Buffer
	if err := dump.Encode(&b, d); err != nil {
		return fmt.Sprintf("%q", err)
	}
	return b.String()
}

// saysLess reports whether every section of d is that of whole or is not said.
func saysLess(d, whole *dump.Dump) bool {
	rest := *whole
	rest.Tock, rest.HasTock, rest.Seq, rest.HasSeq = d.Tock, d.HasTock, d.Seq, d.HasSeq
	for _, k := range dump.Kinds {
		if !d.Section(k).Said {
			*rest.Section(k) = dump.Section{}
		}
	}
	if !d.Nodes.Said {
		rest.Nodes = dump.Nodes{}
	}
	return encode(d) == encode(&rest)
}

// sumsUp reports whether the arithmetic of a dump holds: its sets are written as
// servers do, part [1, tick+1) between them, and know only origins in nodes.
func sumsUp(d *dump.Dump) bool {
	for _, k := range dump.Kinds {
		for _, e := range d.Section(k).Entries {
			_, known := d.Nodes.Of(e.Origin)
			if e.Items != nil || d.Nodes.Said && !known {
				return false
			}
		}
	}
	for _, n := range d.Nodes.Entries {
		if !partsUpTo(d, n) {
			return false
		}
	}
	return true
}

func partsUpTo(d *dump.Dump, n dump.NodeEntry) bool {
	var all ticks.Set
	said := 0
	for _, k := range []dump.Kind{dump.Present, dump.Superseded, dump.Missing} {
		set, ok := d.Section(k).Of(n.Name)
		if all.Overlaps(set) {
			return false
		}
		all = all.Union(set)
		if ok {
			said++
		}
	}
	deleted, _ := d.Deleted.Of(n.Name)
	if said == 3 && !deleted.Minus(all).Empty() || !deleted.Minus(ticks.UpTo(n.Tick)).Empty() {
		return false
	}
	if said == 3 {
		return all.Equal(ticks.UpTo(n.Tick))
	}
	return all.Minus(ticks.UpTo(n.Tick)).Empty()
}

// Whatever single stretch of a dump is lost, doubled or moved, no tick that was
// missing is said to be present or superseded without anything being noticed.
func TestRandomDamage(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for _, name := range []string{"lost/test_1.yaml", "deleted-elsewhere/test_1.yaml", "outage/1-first/test_2.yaml"} {
		text := realDump(t, name)
		whole := one(t, text)
		for range 1000 {
			a, b := r.IntN(len(text)), r.IntN(len(text))
			a, b = min(a, b), min(max(a, b), min(a, b)+60)
			damaged := text[:a] + text[b:]
			switch to := r.IntN(len(damaged)); r.IntN(3) {
			case 1:
				damaged = text[:b] + text[a:]
			case 2:
				damaged = damaged[:to] + text[a:b] + damaged[to:]
			}
			read := dump.Read(input("damaged", damaged))
			if len(read.Dumps) != 1 || len(read.Problems) > 0 || !sumsUp(read.Dumps[0]) {
				continue
			}
			if lost := noLongerMissing(whole, read.Dumps[0]); lost != "" {
				t.Errorf("%s: %s is not missing any more, and nobody notices:\n%s", name, lost, damaged)
			}
		}
	}
}

// noLongerMissing names an origin of which a tick was missing and has another
// state now.
func noLongerMissing(was, is *dump.Dump) string {
	for _, e := range was.Missing.Entries {
		for _, k := range []dump.Kind{dump.Present, dump.Superseded} {
			if set, _ := is.Section(k).Of(e.Origin); set.Overlaps(e.Ticks) {
				return e.Origin
			}
		}
	}
	return ""
}
