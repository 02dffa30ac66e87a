package main

import (
	"github.com/tinylib/msgp/msgp"

	"tickdiff/ticks"
)

// save is a server's save file: its state, then entries whose chains hold ticks of
// the truth, or any.
func (c *clusterDumps) save() []byte {
	b := msgp.AppendMapHeader(nil, 4)
	b = msgp.AppendInt(msgp.AppendString(b, "tock"), 10+c.roll(6))
	b = msgp.AppendString(msgp.AppendString(b, "node"), c.name())
	b = msgp.AppendMapHeader(msgp.AppendString(b, "known"), uint32(len(c.names)))
	for _, origin := range c.names {
		b = appendRanges(msgp.AppendString(b, origin), c.setsOf(origin)[1])
	}
	b = msgp.AppendMapHeader(msgp.AppendString(b, "nodes"), uint32(len(c.names)))
	for _, origin := range c.names {
		b = msgp.AppendInt(msgp.AppendString(b, origin), len(c.truth[origin]))
	}
	for i := range c.roll(5) {
		b = c.appendEntry(b, i)
	}
	if c.some(6) {
		b = b[:len(b)-c.roll(min(len(b), 40))] // it is cut
	}
	return b
}

func appendRanges(b []byte, set ticks.Set) []byte {
	b = msgp.AppendArrayHeader(b, uint32(set.NumRanges()))
	for r := range set.All() {
		b = msgp.AppendArrayHeader(b, 2)
		b = msgp.AppendUint64(msgp.AppendUint64(b, uint64(r.Begin)), uint64(r.End))
	}
	return b
}

// appendEntry adds an entry, or in a log a change or a deletion of one.
func (c *clusterDumps) appendEntry(b []byte, i int) []byte {
	change, deleted := c.some(3), c.some(5)
	size := uint32(5)
	if change {
		size = 7
	}
	if deleted {
		size--
	}
	b = msgp.AppendMapHeader(b, size)
	path := msgp.AppendString(nil, []string{"x", "a\nb", "\u202e", ""}[c.roll(4)])
	if c.some(6) {
		path = append([]byte{0xc0}, path...)
	}
	b = msgp.AppendString(b, "path")
	b = append(append(b, 0xc7, byte(len(path)), 3), path...)
	b = msgp.AppendInt(msgp.AppendString(b, "depth"), 0)
	b = msgp.AppendInt(msgp.AppendString(b, "tock"), 5+i)
	if !deleted {
		b = msgp.AppendString(msgp.AppendString(b, "value"), "secret")
	}
	if change {
		return c.appendLink(b, 1+c.roll(3))
	}
	b = msgp.AppendMapHeader(msgp.AppendString(b, "chain"), 3)
	return c.appendLink(b, 1+c.roll(3))
}

// appendLink adds the three keys of a link of a chain.
func (c *clusterDumps) appendLink(b []byte, links int) []byte {
	b = msgp.AppendString(msgp.AppendString(b, "node"), c.name())
	b = msgp.AppendInt(msgp.AppendString(b, "tick"), 1+c.roll(9))
	b = msgp.AppendString(b, "prev")
	if links <= 1 {
		return msgp.AppendNil(b)
	}
	return c.appendLink(msgp.AppendMapHeader(b, 3), links-1)
}
