package dump

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tickdiff/ticks"
)

// Encode writes a dump as a server's command line prints it, byte for byte: the
// sections that are said, in the order of their keys, with {} for an empty one,
// and every set in canonical ranges, whatever its Items. A superseded section
// without a Key goes by the name of today's servers. The form is that of
// moat-util 0.64.8 and later; before, servers also quoted the names True, TRUE,
// False and FALSE, and before 0.63.7 they folded long lines.
//
// Encode fails if w does, or on a name that is not UTF-8, before it writes
// anything: no server can print that.
func Encode(w io.Writer, d *Dump) error {
	p := printer{Writer: bufio.NewWriter(w)}
	return p.encode(d)
}

// EncodeWritten writes a dump as Encode does, but for three things that reading it
// again must find: the comment lines of a collection; ranges that no server prints, as
// they were written, see [Entry.Items]; and a dump that was cut off before its tock ends in a "debug"
// key, which carries nothing, lest its last section pass for the one cut short.
func EncodeWritten(w io.Writer, d *Dump) error {
	p := printer{Writer: bufio.NewWriter(w), written: true}
	return p.encode(d)
}

func (p *printer) encode(d *Dump) error {
	for name := range d.names {
		if !utf8.ValidString(name) {
			return fmt.Errorf("name %q: not UTF-8", name)
		}
	}
	if p.written && d.Collected != nil {
		p.WriteString(d.Collected.Lines())
	}
	if p.written && d.Spoiled {
		p.WriteString(collectionLine + "?\n")
	}
	p.section("deleted", &d.Deleted)
	if d.Superseded.Key == "known" {
		p.section("known", &d.Superseded)
	}
	p.section("missing", &d.Missing)
	p.WriteString("node: ")
	p.nameLine(d.Node, "  ")
	p.nodeDrop(d.NodeDrop)
	p.nodes(d.Nodes)
	p.section("present", &d.Present)
	p.section("remote_missing", &d.RemoteMissing)
	if d.HasSeq {
		p.numberLine("seq: ", d.Seq)
	}
	if d.Superseded.Key != "known" {
		p.section("superseded", &d.Superseded)
	}
	switch {
	case d.HasTock:
		p.numberLine("tock: ", d.Tock)
	case p.written:
		p.WriteString("debug: {}\n")
	}
	return p.Flush()
}

// names yields every name in the dump, as often as it stands there.
func (d *Dump) names(yield func(string) bool) {
	ok := yield(d.Node)
	for _, name := range d.NodeDrop.Names {
		ok = ok && yield(name)
	}
	for _, e := range d.Nodes.Entries {
		ok = ok && yield(e.Name)
	}
	for _, k := range Kinds {
		for _, e := range d.Section(k).Entries {
			ok = ok && yield(e.Origin)
		}
	}
}

// printer writes the parts of a dump. Its errors wait in the buffer for Flush.
type printer struct {
	*bufio.Writer
	written bool // ranges as they stood, where that is known
}

func (p *printer) section(key string, s *Section) {
	if !s.Said {
		return
	}
	p.opening(key, len(s.Entries), "{}")
	for _, e := range s.Entries {
		items := slices.Values(e.Items)
		if !p.written || e.Items == nil {
			items = itemsOf(e.Ticks)
		}
		p.list(p.key(e.Origin), items)
	}
}

func (p *printer) nodes(n Nodes) {
	if !n.Said {
		return
	}
	p.opening("nodes", len(n.Entries), "{}")
	for _, e := range n.Entries {
		p.key(e.Name)
		if e.Null {
			p.WriteString(" null\n")
			continue
		}
		p.numberLine(" ", uint64(e.Tick))
	}
}

func (p *printer) nodeDrop(n NodeDrop) {
	if !n.Said {
		return
	}
	p.opening("node_drop", len(n.Names), "[]")
	for _, name := range n.Names {
		if !n.Pairs {
			p.WriteString("- ")
			p.nameLine(name, "  ")
			continue
		}
		p.WriteString("- - ")
		p.nameLine(name, "    ")
		p.WriteString("  - null\n")
	}
}

// opening starts a top-level collection; an empty one stands on the key's line.
func (p *printer) opening(key string, size int, empty string) {
	p.WriteString(key)
	p.WriteByte(':')
	if size == 0 {
		p.WriteByte(' ')
		p.WriteString(empty)
	}
	p.WriteByte('\n')
}

// keyForm is how a name stands as a key, which decides where its value goes.
type keyForm int

const (
	simpleKey  keyForm = iota + 1 // "name:", the value's list from the next line
	complexKey                    // "? name", then ":" with the value beside it
)

// key writes a name as a key below a section, up to and with its colon.
func (p *printer) key(name string) keyForm {
	if isSimpleKey(name) {
		p.WriteString("  ")
		p.scalar(name, "    ")
		p.WriteByte(':')
		return simpleKey
	}
	p.WriteString("  ? ")
	p.nameLine(name, "    ")
	p.WriteString("  :")
	return complexKey
}

// itemsOf are the items of a set: a tick alone as a number, more as a pair.
func itemsOf(set ticks.Set) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		for r := range set.All() {
			if !yield(Item{Range: r, Pair: r.Len() != 1}) {
				return
			}
		}
	}
}

// list writes the value of a key.
func (p *printer) list(form keyForm, items iter.Seq[Item]) {
	first, indent := form.indents()
	before := first
	for i := range items {
		p.WriteString(before)
		before = indent
		if !i.Pair {
			p.numberLine("- ", uint64(i.Begin))
			continue
		}
		p.numberLine("- - ", uint64(i.Begin))
		p.WriteString(indent)
		p.numberLine("  - ", uint64(i.End))
	}
	if before == first {
		p.WriteString(" []\n")
	}
}

// indents are what stands before the first item of a key's list, and before the
// others.
func (f keyForm) indents() (before, indent string) {
	if f == complexKey {
		return " ", "    "
	}
	return "\n  ", "  "
}

func (p *printer) numberLine(before string, n uint64) {
	p.WriteString(before)
	p.Write(strconv.AppendUint(p.AvailableBuffer(), n, 10))
	p.WriteByte('\n')
}

// nameLine writes a name that ends its line; indent is for further lines. A name
// with a newline is always a literal block, and ends the line itself.
func (p *printer) nameLine(name, indent string) {
	if strings.Contains(name, "\n") {
		p.literal(name, indent)
		return
	}
	p.scalar(name, indent)
	p.WriteByte('\n')
}
