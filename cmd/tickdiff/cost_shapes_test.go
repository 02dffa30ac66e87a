package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// costShape is input of one form and of any size n. All commands are given it.
// In such a form something multiplies: names by names, or servers by stretches of ticks.
type costShape struct {
	name  string
	n     int
	write func(w *bufio.Writer, n int)
	about string // a tick to explain; "" if no dump knows one
	gone  bool   // every origin is declared gone
}

var costShapes = []costShape{
	{"missing names", 3000, missingNames("missing"), "o00001:1", false},
	{"requested names", 3000, missingNames("remote_missing"), "", false},
	{"gone origins", 1500, goneOrigins, "o00001:1", true},
	{"named servers", 2000, namedServers, "s00001:1", false},
	{"scattered ticks", 1000, scatteredTicks, "o00001:1", false},
	{"shifted bounds", 50, shiftedBounds, "o:100", false},
	{"lone holders", 50, loneHolders, "o:1", false},
	{"untold holders", 50, untoldHolders, "o:1", false},
	{"few servers", 1000, fewServers, "o:1", false},
	{"shifted hearing", 50, shiftedHearing, "o:1", false},
	{"shifted deletions", 50, shiftedDeletions, "o:100", false},
	{"phantoms", 1000, phantoms, "p00001:1", false},
	{"older dumps", 250, olderDumps, "o00001:1", false},
	{"strangers", 250, strangers, "s00001:1", false},
	{"dumps of one server", 300, growingServer, "o:1", false},
	{"broad words", 50, broadWords, "o:1", false},
	{"deleter list", 1000, deleterList, "o:1", false},
	{"shared requests", 40, sharedRequests, "o:1", false},
	{"long names", 50, longNames, "", false},
	{"comments", 20000, comments, "o:7", false},
	{"flow lists", 8000, flowLists, "o:7", false},
}

// file writes the input into a folder of the test.
func (s costShape) file(t *testing.T, n int) (name string, size int64) {
	t.Helper()
	name = filepath.Join(t.TempDir(), "dumps.yaml")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	s.write(w, n)
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	return name, info.Size()
}

// each writes a piece for each number below n.
func each(w *bufio.Writer, n int, format string) {
	for i := range n {
		fmt.Fprintf(w, format, i)
	}
}

// missingNames is one dump that says one tick of each name to be in a section.
func missingNames(section string) func(*bufio.Writer, int) {
	return func(w *bufio.Writer, n int) {
		fmt.Fprintf(w, "%s:\n", section)
		each(w, n, "  o%05d:\n  - 1\n")
		w.WriteString("node: s\ntock: 1\n")
	}
}

// goneOrigins is one dump that misses a tick of each other server.
func goneOrigins(w *bufio.Writer, n int) {
	w.WriteString("missing:\n")
	each(w, n, "  o%05d:\n  - 1\n")
	w.WriteString("node: s\nnodes:\n")
	each(w, n, "  o%05d: 1\n")
	w.WriteString("present: {}\nsuperseded: {}\ntock: 1\n")
}

// namedServers is a dump that names many servers, and of half of them a dump that says
// nothing.
func namedServers(w *bufio.Writer, n int) {
	w.WriteString("node: s\nnodes:\n")
	each(w, n, "  s%05d: 1\n")
	w.WriteString("tock: 1\n")
	each(w, n/2, "---\nnode: s%05d\ntock: 1\n")
}

// scatteredTicks is a dump that misses many ticks of many origins, beside dumps that say
// nothing.
func scatteredTicks(w *bufio.Writer, n int) {
	w.WriteString("missing:\n")
	each(w, n, "  o%05d:\n  - - 1\n    - 999\n")
	w.WriteString("node: s\ntock: 1\n")
	each(w, n/10, "---\nnode: o%05d\ntock: 1\n")
}

// shiftedTurns is how many stretches of ticks a server has and misses in turn.
const shiftedTurns = 32

// shiftedSets writes stretches of n ticks, by turns missed and held, from tick i+1 on.
func shiftedSets(i, n int) (missed, held string) {
	var sets [2]strings.Builder
	for turn := range shiftedTurns {
		begin := 1 + i + turn*n
		fmt.Fprintf(&sets[turn%2], "  - - %d\n    - %d\n", begin, begin+n)
	}
	return sets[0].String(), sets[1].String()
}

// shiftedBounds is servers that have and miss stretches of one origin in turn, each from
// another tick on: no two ticks near each other have the same holders.
func shiftedBounds(w *bufio.Writer, n int) {
	for i := range n {
		missed, held := shiftedSets(i, n)
		fmt.Fprintf(w, "---\nmissing:\n  o:\n%snode: s%04d\nnodes:\n  o: %d\npresent:\n  o:\n%stock: 1\n", missed, i, i+shiftedTurns*n, held)
	}
}

// loneHolders is servers each of which alone has one tick of an origin.
func loneHolders(w *bufio.Writer, n int) {
	for i := range n {
		fmt.Fprintf(w, "---\nmissing:\n  o:\n  - - 1\n    - %d\n  - - %d\n    - %d\nnode: s%04d\nnodes:\n  o: %d\npresent:\n  o:\n  - %d\ntock: 1\n", i+1, i+2, n+1, i, n, i+1)
	}
}

// untoldHolders is servers that once missed ticks of an origin. Now they tell of one tick
// each, which each alone has, and not what became of the others.
func untoldHolders(w *bufio.Writer, n int) {
	for i := range n {
		fmt.Fprintf(w, "---\nmissing:\n  o:\n  - - 1\n    - %d\nnode: s%04d\nnodes:\n  o: %d\ntock: %d\n", n+1, i, n, i+1)
		fmt.Fprintf(w, "---\nmissing: {}\nnode: s%04d\npresent:\n  o:\n  - %d\ntock: %d\n", i, i+1, n+i+1)
	}
}

// fewServers is as many servers as a list names. All but one have what that one misses,
// every other tick, so that they are named for each.
func fewServers(w *bufio.Writer, n int) {
	for i := range 15 {
		fmt.Fprintf(w, "---\nmissing: {}\nnode: server%05d\nnodes:\n  o: %d\npresent:\n  o:\n  - - 1\n    - %d\ntock: 1\n", i, 2*n, 2*n+1)
	}
	w.WriteString("---\nmissing:\n  o:\n")
	for i := range n {
		fmt.Fprintf(w, "  - %d\n", 2*i+1)
	}
	fmt.Fprintf(w, "node: o\nnodes:\n  o: %d\npresent:\n  o:\n", 2*n)
	for i := range n {
		fmt.Fprintf(w, "  - %d\n", 2*i+2)
	}
	w.WriteString("tock: 1\n")
}

// shiftedHearing is servers that miss all of an origin, itself among them, and as many that
// have heard of it up to a tick of their own each.
func shiftedHearing(w *bufio.Writer, n int) {
	for i := range n {
		name := fmt.Sprintf("m%04d", i)
		if i == 0 {
			name = "o"
		}
		fmt.Fprintf(w, "---\nmissing:\n  o:\n  - - 1\n    - %d\nnode: %s\nnodes:\n  o: %d\npresent: {}\ntock: 9\n", n+1, name, n)
		fmt.Fprintf(w, "---\nmissing: {}\nnode: h%04d\nnodes:\n  o: %d\npresent: {}\nsuperseded:\n  o:\n  - - 1\n    - %d\ntock: 1\n", i, i+1, i+2)
	}
}

// shiftedDeletions is shifted bounds, where what a server does not miss is present, or on
// every other server deleted.
func shiftedDeletions(w *bufio.Writer, n int) {
	for i := range n {
		missed, held := shiftedSets(i, n)
		has := "present"
		if i%2 == 1 {
			has = "superseded"
		}
		fmt.Fprintf(w, "---\ndeleted:\n  o:\n%smissing:\n  o:\n%snode: s%04d\nnodes:\n  o: %d\n%s:\n  o:\n%stock: 1\n", held, missed, i, i+shiftedTurns*n, has, held)
	}
}

// phantoms is a server, dumped many times, that knows superseded ticks of many names
// which nobody has.
func phantoms(w *bufio.Writer, n int) {
	w.WriteString("node: s\nnodes:\n")
	each(w, n, "  p%05d: null\n")
	w.WriteString("superseded:\n")
	each(w, n, "  p%05d:\n  - 1\n")
	fmt.Fprintf(w, "tock: %d\n", n)
	each(w, n/2, "---\nnode: s\ntock: %d\n")
}

// olderDumps is a server that misses a tick of many origins, and many older dumps of it.
func olderDumps(w *bufio.Writer, n int) {
	w.WriteString("missing:\n")
	each(w, n, "  o%05d:\n  - 1\n")
	fmt.Fprintf(w, "node: s\ntock: %d\n", 3*n)
	for i := range 2 * n {
		fmt.Fprintf(w, "---\nnode: s\npresent:\n  s:\n  - %d\ntock: %d\n", i+1, i+1)
	}
}

// strangers is servers of one tock, none of which knows any other.
func strangers(w *bufio.Writer, n int) {
	for i := range n {
		fmt.Fprintf(w, "---\nmissing: {}\nnode: s%05d\nnodes:\n  s%05d: 1\npresent:\n  s%05d:\n  - 1\ntock: 1\n", i, i, i)
	}
}

// growingServer is many dumps of one server, each of which has and misses one tick more.
func growingServer(w *bufio.Writer, n int) {
	for i := range n {
		fmt.Fprintf(w, "---\ndeleted: {}\nmissing:\n  o:\n  - - 1\n    - %d\nnode: s\nnodes:\n  o: %d\n  s: %d\npresent:\n  s:\n  - - 1\n    - %d\nsuperseded: {}\ntock: %d\n",
			i+3, i+2, i+2, i+3, i+1)
	}
}

// broadWords is servers that call all of an origin superseded, each up to an end of its
// own, and one that has every other tick of it.
func broadWords(w *bufio.Writer, n int) {
	for i := range n {
		fmt.Fprintf(w, "---\nmissing: {}\nnode: s%04d\nnodes:\n  o: %d\npresent: {}\nsuperseded:\n  o:\n  - - 1\n    - %d\ntock: 1\n", i, 20*n+2*i, 20*n+2*i+1)
	}
	fmt.Fprintf(w, "---\ndeleted: {}\nmissing: {}\nnode: o\nnodes:\n  o: %d\npresent:\n  o:\n", 22*n)
	for i := range 11 * n {
		fmt.Fprintf(w, "  - %d\n", 2*i+1)
	}
	w.WriteString("superseded: {}\ntock: 9\n")
}

// deleterList is a server that removes many others.
func deleterList(w *bufio.Writer, n int) {
	w.WriteString("deleted: {}\nmissing:\n  o:\n  - 1\nnode: s\nnode_drop:\n")
	each(w, n, "- n%05d\n")
	w.WriteString("nodes:\n  o: 1\n")
	each(w, n, "  n%05d: 1\n")
	w.WriteString("present:\n")
	each(w, n, "  n%05d:\n  - 1\n")
	w.WriteString("superseded: {}\ntock: 1\n")
}

// sharedRequests is servers that were asked for stretches of one origin, each for others.
func sharedRequests(w *bufio.Writer, n int) {
	for i := range n {
		fmt.Fprintf(w, "---\nmissing: {}\nnode: n%04d\nnodes:\n  o: %d\npresent:\n  o:\n  - %d\nremote_missing:\n  o:\n  - - %d\n    - %d\nsuperseded: {}\ntock: 1\n",
			i, 9*n, i+1, i+1, i+3*n)
	}
}

// longNames is a few names of 4 KB each.
func longNames(w *bufio.Writer, n int) {
	w.WriteString("missing:\n")
	for i := range n {
		fmt.Fprintf(w, "  ? %s%05d\n  : - 1\n", strings.Repeat("n", 4000), i)
	}
	w.WriteString("node: s\ntock: 1\n")
}

// comments is a list with a comment behind each item.
func comments(w *bufio.Writer, n int) {
	w.WriteString("node: s\npresent:\n  o:\n")
	for i := range n {
		fmt.Fprintf(w, "  - %d # c\n", 2*i+1)
	}
	w.WriteString("tock: 1\n")
}

// flowLists is a list in the short form.
func flowLists(w *bufio.Writer, n int) {
	w.WriteString("node: s\npresent: {o: [")
	for i := range n {
		fmt.Fprintf(w, "[%d,%d],\n", 3*i+1, 3*i+3)
	}
	w.WriteString("]}\ntock: 1\n")
}
