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
	limits  Limits
	cache   *rangeCache
	line    int               // number of the line read last
	names   map[string]string // by how they are printed
	list    []ticks.Range     // being read
	free    []ticks.Range     // memory for more lists
	long    []ticks.Range     // memory to read a list in that is longer
	settled int               // ranges that were read
}

func newScanner(w window, limits Limits, cache *rangeCache) *scanner {
	return &scanner{window: w, limits: limits, cache: cache, names: map[string]string{}}
}

// scan reads an input that is one whole dump just as a server printed it. Of its
// source it knows only the lines.
func scan(r io.Reader, limits Limits, cache *rangeCache) (*Dump, bool) {
	s := newScanner(newWindow(r, windowSize), limits, cache)
	d, ok := s.dump()
	if !ok {
		return nil, false
	}
	cache.share(d)
	return d, true
}

// dump reads keys in order up to tock, which must end the input.
func (s *scanner) dump() (*Dump, bool) {
	d := &Dump{}
	if s.fill(ahead); s.buf[s.pos] == '#' && !s.collected(d) {
		return nil, false
	}
	first := s.line + 1
	last, named := "", false
	for last != "tock" {
		key, ok := s.key(d, last)
		if !ok {
			return nil, false
		}
		last = key
		named = named || last == "node"
	}
	d.Source.Line, d.Source.End = first, s.line
	return d, named && s.atEnd()
}

// collected reads the comment lines of a collection.
func (s *scanner) collected(d *Dump) (ok bool) {
	lines := make([]string, CollectedLines)
	for i := range lines {
		line, ok := s.next()
		if !ok {
			return false
		}
		lines[i] = string(line)
	}
	silence := ""
	d.Collected, silence, ok = parseCollected(lines)
	return ok && silence == ""
}

// key reads a top-level key that comes after another one, and what stands under it.
func (s *scanner) key(d *Dump, last string) (key string, ok bool) {
	line, ok := s.next()
	name, value, colon := bytes.Cut(line, []byte(":"))
	if !ok || !colon || string(name) <= last {
		return "", false
	}
	key = string(name)
	return key, s.value(d, key, value)
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
	}
	section := d.under(key)
	return section != nil && s.section(section, key, rest)
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
		e, ok := s.entry(key)
		if n := len(section.Entries); !ok || n > 0 && section.Entries[n-1].Origin >= e.Origin {
			return false
		}
		section.Entries = append(section.Entries, e)
	}
	return s.mapping(rest, len(section.Entries))
}

// entry reads a name in a section and its ranges.
func (s *scanner) entry(key string) (e Entry, ok bool) {
	line, ok := s.next()
	printed, colon := bytes.CutSuffix(line, []byte(":"))
	if !ok || !colon {
		return e, false
	}
	e.Place = Place{s.line, 3}
	if e.Origin, ok = s.name(printed[2:]); ok {
		e.Ticks, ok = s.ranges(listOf{key, e.Origin})
	}
	return e, ok
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
