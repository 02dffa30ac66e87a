package main

import (
	"bytes"
	"crypto/sha256"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// dice make choices out of the bytes that a fuzzer mutates. When they are used up,
// the choices go on at random, always the same for the same bytes.
type dice struct {
	bytes []byte
	then  *rand.Rand
}

func newDice(choices []byte) *dice {
	sum := sha256.Sum256(choices)
	return &dice{choices, rand.New(rand.NewChaCha8(sum))}
}

// roll is a number below n.
func (d *dice) roll(n int) int {
	if len(d.bytes) == 0 {
		return d.then.IntN(n)
	}
	b := d.bytes[0]
	d.bytes = d.bytes[1:]
	return int(b) % n
}

// some is true once in n rolls.
func (d *dice) some(n int) bool { return d.roll(n) == n-1 }

// hostileNames are names that servers can have, each for another reason to stumble.
var hostileNames = []string{"a", "b", "c", "test_0", "-d", "", "null", "~", "a b", "it's", `q"q`, "a\nb", "\x1b[31m", "é", "\u202eabc",
	"a:1", "a=b", "<script>", "$(x)", "`x`", "|", "#", "1", "9223372036854775807", string(bytes.Repeat([]byte("x"), 130)), "\u200b", "*", "=a", "\U0001f600", "a,b", "..", "a/b"}

// clusterDumps is a few servers, and what they hold of each other's ticks: for each
// origin a truth, of which each dump has its own view.
type clusterDumps struct {
	*dice
	names []string
	truth map[string][]byte // of each origin: where each tick stands
}

// Where a tick stands on a server.
var places = []byte("psdwm-") // present, superseded, deleted, deleted and present, missing, nowhere

func rollCluster(d *dice) *clusterDumps {
	c := &clusterDumps{dice: d, truth: map[string][]byte{}}
	first := d.roll(len(hostileNames))
	for i := range 1 + d.roll(4) {
		name := hostileNames[(first+i)%len(hostileNames)]
		c.names = append(c.names, name)
		cells := make([]byte, d.roll(9))
		for t := range cells {
			cells[t] = places[d.roll(4)]
		}
		c.truth[name] = cells
	}
	return c
}

func (c *clusterDumps) name() string { return c.names[c.roll(len(c.names))] }

// dump is one server's view: with damage, without some sections, or with sets that
// have nothing to do with each other.
func (c *clusterDumps) dump() *dump.Dump {
	d := &dump.Dump{Node: c.name(), HasTock: !c.some(8), Tock: uint64(10 + c.roll(6))}
	if !d.HasTock {
		d.Tock = 0
	}
	d.Nodes.Said = !c.some(5)
	for _, k := range dump.Kinds {
		d.Section(k).Said, d.Section(k).Key = !c.some(5), k.String()
	}
	wild := c.some(4)
	for _, origin := range c.names {
		if !c.some(8) {
			c.addOrigin(d, origin, wild)
		}
	}
	if c.some(10) {
		d.NodeDrop = dump.NodeDrop{Said: true, Names: []string{c.name()}}
	}
	sortSections(d)
	return d
}

// sortSections puts names in their order, as in every dump that was read.
func sortSections(d *dump.Dump) {
	for _, k := range dump.Kinds {
		slices.SortFunc(d.Section(k).Entries, func(a, b dump.Entry) int { return strings.Compare(a.Origin, b.Origin) })
	}
	slices.SortFunc(d.Nodes.Entries, func(a, b dump.NodeEntry) int { return strings.Compare(a.Name, b.Name) })
}

// addOrigin adds what a dump says of one origin to the sections that are said.
func (c *clusterDumps) addOrigin(d *dump.Dump, origin string, wild bool) {
	sets := c.setsOf(origin)
	heard := ticks.Tick(len(c.truth[origin]) - min(c.roll(3), len(c.truth[origin])))
	if c.some(8) {
		heard = c.tick()
	}
	if d.Nodes.Said && !c.some(9) {
		null := heard == 0 && origin != d.Node
		d.Nodes.Entries = append(d.Nodes.Entries, dump.NodeEntry{Name: origin, Tick: heard, Null: null})
	}
	for i, k := range dump.Kinds {
		set := sets[i]
		if wild {
			set = c.wildSet()
		}
		if section := d.Section(k); section.Said && !set.Empty() {
			section.Entries = append(section.Entries, dump.Entry{Origin: origin, Ticks: set})
		}
	}
}

// setsOf is the truth of an origin in the order of [dump.Kinds], a little of it changed.
func (c *clusterDumps) setsOf(origin string) []ticks.Set {
	sets := make([]ticks.Set, len(dump.Kinds))
	in := map[byte][]int{'p': {0}, 's': {1}, 'd': {1, 2}, 'w': {0, 2}, 'm': {3}}
	for i, cell := range c.truth[origin] {
		if c.some(4) {
			cell = places[c.roll(len(places))]
		}
		for _, k := range in[cell] {
			sets[k] = sets[k].Union(ticks.Between(ticks.Tick(i+1), ticks.Tick(i+2)))
		}
	}
	if c.some(4) {
		sets[len(sets)-1] = c.wildSet()
	}
	return sets
}

func (c *clusterDumps) wildSet() (set ticks.Set) {
	for range c.roll(3) {
		begin := c.tick()
		set = set.Union(ticks.Between(begin, begin+1+ticks.Tick(c.roll(5))))
	}
	return set
}

// tick is a low one, or one at the end of what there is.
func (c *clusterDumps) tick() ticks.Tick {
	if c.some(12) {
		return ticks.Max - 8 + ticks.Tick(c.roll(3))
	}
	return ticks.Tick(1 + c.roll(11))
}

// encoded is the dump as it is read again: also where it has no tock.
func encoded(t *testing.T, d *dump.Dump) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := dump.EncodeWritten(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
