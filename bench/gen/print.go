package gen

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"tickdiff/ticks"
)

// wants reports whether the dumps have a section that one of the flags asks for.
func (o Options) wants(flags string) bool {
	return strings.ContainsAny(o.Keys, flags+"a")
}

// WriteDump writes the dump of an observer, counted from 0: keys in order, block
// style, [begin, end) pairs, bare numbers for single ticks.
func (c *Cluster) WriteDump(w io.Writer, observer int) error {
	o := c.options
	views := make([]view, len(c.names))
	for origin := range c.bounds {
		views[origin] = c.look(observer, origin)
	}
	p := printer{bufio.NewWriter(w), c}
	section := func(key, flags string, of func(v view) []ticks.Range) {
		if o.wants(flags) {
			p.section(key, func(origin int) ticks.Set { return ticks.Adopt(of(views[origin])) })
		}
	}
	superseded := func(v view) []ticks.Range { return v.superseded }
	section("deleted", "d", func(v view) []ticks.Range { return v.deleted })
	if o.Known {
		section("known", "sk", superseded)
	}
	section("missing", "m", func(v view) []ticks.Range { return v.missing })
	fmt.Fprintf(p, "node: %s\n", c.names[observer].printed)
	if o.wants("n") {
		p.nodes(views)
	}
	section("present", "p", func(v view) []ticks.Range { return v.present })
	if o.wants("r") {
		p.section("remote_missing", func(origin int) ticks.Set { return c.remoteMissing(observer, origin) })
	}
	if !o.Known {
		section("superseded", "sk", superseded)
	}
	fmt.Fprintf(p, "tock: %d\n", c.tocks[observer])
	return p.Flush()
}

// printer leaves errors to its bufio.Writer, which keeps the first for Flush.
type printer struct {
	*bufio.Writer
	cluster *Cluster
}

func (p printer) nodes(views []view) {
	p.WriteString("nodes:\n")
	for _, i := range p.cluster.order {
		latest := "null"
		if i < len(p.cluster.bounds) {
			latest = strconv.FormatUint(uint64(views[i].latest), 10)
		}
		fmt.Fprintf(p, "  %s: %s\n", p.cluster.names[i].printed, latest)
	}
}

// section leaves out origins with nothing to say, as servers do.
func (p printer) section(key string, of func(origin int) ticks.Set) {
	empty := true
	for _, origin := range p.cluster.order {
		set := of(origin)
		if set.Empty() {
			continue
		}
		if empty {
			p.WriteString(key + ":\n")
			empty = false
		}
		p.WriteString("  " + p.cluster.names[origin].printed + ":\n")
		for r := range set.All() {
			p.ticks(r)
		}
	}
	if empty {
		p.WriteString(key + ": {}\n")
	}
}

func (p printer) ticks(r ticks.Range) {
	b := append(p.AvailableBuffer(), "  - "...)
	if r.Len() > 1 {
		b = append(b, "- "...)
	}
	b = strconv.AppendUint(b, uint64(r.Begin), 10)
	if r.Len() > 1 {
		b = append(b, "\n    - "...)
		b = strconv.AppendUint(b, uint64(r.End), 10)
	}
	p.Write(append(b, '\n'))
}
