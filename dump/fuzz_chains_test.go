package dump_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/tinylib/msgp/msgp"

	"tickdiff/dump"
	"tickdiff/ticks"
)

// FuzzSaveChains writes logs whose entries have long chains, and holds what is read to a
// plain second reading: which changes stand, and which are superseded.
func FuzzSaveChains(f *testing.F) {
	f.Add([]byte{0, 3, 1, 2, 0, 3, 1, 2})
	f.Add([]byte{0, 200, 1, 9, 1, 250, 7, 5, 0, 255, 30, 1, 0, 255, 1, 200})
	f.Add([]byte{0, 255, 1, 9, 0, 1, 250, 3, 0, 1, 251, 4, 0, 40, 240, 9, 1, 1, 1, 1})
	f.Fuzz(func(t *testing.T, choices []byte) {
		if len(choices) > 60 { // fifteen changes: more find nothing more, and the plain reading is slow
			return
		}
		log, plain := msgp.AppendMapHeader(nil, 4), &plainLog{standing: map[byte]plainEntry{}}
		log = msgp.AppendInt(msgp.AppendString(log, "tock"), 300)
		log = msgp.AppendString(msgp.AppendString(log, "node"), chainOrigin(0))
		log = msgp.AppendMapHeader(msgp.AppendString(log, "known"), 0)
		log = msgp.AppendMapHeader(msgp.AppendString(log, "nodes"), 0)
		for c := range slices.Chunk(choices, 4) {
			if len(c) == 4 {
				e := rollChain(c)
				log = e.append(log)
				plain.load(e)
			}
		}
		r := dump.Read(saveInput(log))
		if len(r.Dumps) != 1 || r.Failed() {
			t.Fatalf("%d dumps, %v", len(r.Dumps), r.Problems)
		}
		plain.compare(t, r.Dumps[0])
	})
}

// plainEntry is one change: its chain, newest first, and its tock.
type plainEntry struct {
	path  byte
	chain []dump.Link
	tock  byte
}

func chainOrigin(i int) string { return fmt.Sprintf("n%03d", i) }

// rollChain is a change of one of three paths, of up to 255 servers, one link each.
func rollChain(c []byte) plainEntry {
	e := plainEntry{path: c[0] % 3, tock: c[3]}
	for i := range max(1, int(c[1])) {
		e.chain = append(e.chain, dump.Link{Origin: chainOrigin((int(c[2]) + i*7) % 256), Tick: ticks.Tick(1 + (int(c[3])+i*int(c[2]))%50)})
	}
	return e
}

func (e *plainEntry) append(b []byte) []byte {
	b = msgp.AppendMapHeader(b, 5)
	path := msgp.AppendString(nil, string('x'+rune(e.path)))
	b = append(append(msgp.AppendString(b, "path"), 0xc7, byte(len(path)), 3), path...)
	b = msgp.AppendInt(msgp.AppendString(b, "depth"), 0)
	b = msgp.AppendInt(msgp.AppendString(b, "tock"), int(e.tock))
	b = msgp.AppendInt(msgp.AppendString(b, "value"), 1)
	b = msgp.AppendString(b, "chain")
	for _, l := range e.chain {
		b = msgp.AppendMapHeader(b, 3)
		b = msgp.AppendString(msgp.AppendString(b, "node"), l.Origin)
		b = msgp.AppendUint64(msgp.AppendString(b, "tick"), uint64(l.Tick))
		b = msgp.AppendString(b, "prev")
	}
	return msgp.AppendNil(b)
}

// plainLog is what a server has that loads a log, found the plain way.
type plainLog struct {
	standing map[byte]plainEntry
	dropped  []dump.Link
}

// load takes a change, unless what stands is as new, or neither knows of the other and
// what stands is of a later tock.
func (p *plainLog) load(e plainEntry) {
	was, some := p.standing[e.path]
	switch {
	case some && has(was.chain, e.chain[0]):
		return
	case some && !has(e.chain, was.chain[0]) && e.tock < was.tock:
		p.dropped = append(p.dropped, e.chain...)
		return
	}
	p.dropped = append(p.dropped, was.chain...)
	p.standing[e.path] = e
}

// has reports whether a chain knows of a change: it has it, or a later one of its origin.
func has(chain []dump.Link, change dump.Link) bool {
	return slices.ContainsFunc(chain, func(l dump.Link) bool { return l.Origin == change.Origin && l.Tick >= change.Tick })
}

func (p *plainLog) compare(t *testing.T, d *dump.Dump) {
	t.Helper()
	for i := range 256 {
		name := chainOrigin(i)
		var present, dropped ticks.Set
		for _, e := range p.standing {
			present = present.Union(of(e.chain, name))
		}
		dropped = of(p.dropped, name).Minus(present)
		got, superseded := d.Answer(dump.Present, name).Set, d.Answer(dump.Superseded, name).Set
		if !got.Equal(present) || !superseded.Equal(dropped) {
			t.Fatalf("%s: present %v, want %v; superseded %v, want %v", name, got, present, superseded, dropped)
		}
	}
}

func of(chain []dump.Link, origin string) (set ticks.Set) {
	for _, l := range chain {
		if l.Origin == origin {
			set = set.Union(ticks.Between(l.Tick, l.Tick+1))
		}
	}
	return set
}
