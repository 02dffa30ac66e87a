package dump

import (
	"bytes"
	"io"

	"tickdiff/ticks"
)

// scanner reads a dump in exactly the style of the servers' printer, at the
// speed of the disk. It has no opinion on anything else: every method's ok is
// false as soon as it meets a byte it does not know for certain. Then nothing it
// has read counts, and the input is read from its start by the reader that
// decides.
type scanner struct {
	window
	limits Limits
	heard  *hearsay
	line   int               // number of the line read last
	names  map[string]string // by how they are printed
	list   []ticks.Range     // being read
	free   []ticks.Range     // memory for short lists
}

// scan reads an input that is one whole dump just as a server printed it. Of its
// source it knows only the lines.
func scan(r io.Reader, limits Limits, heard *hearsay) (*Dump, bool) {
	return scanWindow(newWindow(r, windowSize), limits, heard)
}

// scanText reads what is at hand as a whole.
func scanText(text []byte, limits Limits, heard *hearsay) (*Dump, bool) {
	// One byte more lets the end be seen at once.
	return scanWindow(newWindow(bytes.NewReader(text), min(windowSize, len(text)+1)), limits, heard)
}

func scanWindow(w window, limits Limits, heard *hearsay) (*Dump, bool) {
	s := &scanner{window: w, limits: limits, heard: heard, names: map[string]string{}}
	d, ok := s.dump()
	if !ok {
		return nil, false
	}
	d.Source.Line, d.Source.End = 1, s.line
	return d, true
}

// dump reads keys in order up to tock, which must end the input.
func (s *scanner) dump() (*Dump, bool) {
	d := &Dump{}
	last, named := "", false
	for last != "tock" {
		line, ok := s.next()
		key, value, colon := bytes.Cut(line, []byte(":"))
		if !ok || !colon || string(key) <= last {
			return nil, false
		}
		last = string(key)
		named = named || last == "node"
		if !s.value(d, last, value) {
			return nil, false
		}
	}
	s.fill(ahead)
	return d, named && s.atEnd()
}

// value reads what stands under a top-level key; rest is what follows the colon.
func (s *scanner) value(d *Dump, key string, rest []byte) (ok bool) {
	switch key {
	case "node":
		name, spaced := bytes.CutPrefix(rest, []byte(" "))
		d.Node, ok = s.name(name)
		return ok && spaced
	case "nodes":
		return s.nodes(&d.Nodes, rest)
	case "seq":
		d.Seq, d.HasSeq = count(rest)
		return d.HasSeq
	case "tock":
		d.Tock, d.HasTock = count(rest)
		return d.HasTock
	case "known":
		return s.section(&d.Superseded, key, rest)
	}
	for _, k := range Kinds {
		if k.String() == key {
			return s.section(d.Section(k), key, rest)
		}
	}
	return false
}

func (s *scanner) section(section *Section, key string, rest []byte) bool {
	if section.Said {
		return false // known and superseded at once
	}
	section.Said, section.Key, section.Place = true, key, Place{s.line, 1}
	if string(rest) == " {}" {
		return true
	}
	for s.inMapping() {
		line, ok := s.next()
		printed, colon := bytes.CutSuffix(line, []byte(":"))
		if !ok || !colon {
			return false
		}
		e := Entry{Place: Place{s.line, 3}}
		if e.Origin, ok = s.name(printed[2:]); !ok {
			return false
		}
		if n := len(section.Entries); n > 0 && section.Entries[n-1].Origin >= e.Origin {
			return false
		}
		if e.Ticks, ok = s.ranges(listOf{key, e.Origin}); !ok {
			return false
		}
		section.Entries = append(section.Entries, e)
	}
	return s.mapping(rest, len(section.Entries))
}

func (s *scanner) nodes(nodes *Nodes, rest []byte) bool {
	nodes.Said, nodes.Place = true, Place{s.line, 1}
	if string(rest) == " {}" {
		return true
	}
	for s.inMapping() {
		line, ok := s.next()
		colon := bytes.LastIndexByte(line, ':')
		if !ok || colon < 2 {
			return false
		}
		e := NodeEntry{Place: Place{s.line, 3}}
		if e.Name, ok = s.name(line[2:colon]); !ok {
			return false
		}
		if n := len(nodes.Entries); n > 0 && nodes.Entries[n-1].Name >= e.Name {
			return false
		}
		if e.Null = string(line[colon+1:]) == " null"; !e.Null {
			latest, ok := count(line[colon+1:])
			if !ok {
				return false
			}
			e.Tick = ticks.Tick(latest)
		}
		nodes.Entries = append(nodes.Entries, e)
	}
	return s.mapping(rest, len(nodes.Entries))
}

// mapping reports whether a mapping of so many names is one in block style.
func (s *scanner) mapping(rest []byte, names int) bool {
	return len(rest) == 0 && 0 < names && names <= s.limits.MaxNames
}

// next reads a line.
func (s *scanner) next() (line []byte, ok bool) {
	s.fill(ahead)
	line, _, ok = bytes.Cut(s.buf[s.pos:min(s.end, s.pos+ahead)], []byte("\n"))
	s.pos += len(line) + 1
	s.line++
	return line, ok
}

// inMapping reports whether the next line belongs to the mapping under a key.
func (s *scanner) inMapping() bool {
	s.fill(ahead)
	return s.buf[s.pos] == ' ' && s.buf[s.pos+1] == ' '
}
