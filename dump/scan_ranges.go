package dump

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strconv"

	"tickdiff/ticks"
)

// shortList is how many ranges are too few to look for a server that printed
// the same.
const shortList = 8

// ranges reads the list of an origin in a section, up to the first line that is
// no item of it. Only lists in the servers' own form are taken, so that
// [Entry.Items] is not needed.
func (s *scanner) ranges(of listOf) (ticks.Set, bool) {
	known, open := s.cache.find(of)
	same := s.follow(known)
	if same > 0 && same == len(known.pieces) && !s.atItem() {
		return s.cache.again(known), true
	}
	s.list = s.free[:0]
	pieces := slices.Clone(known.pieces[:same])
	if same > 0 {
		s.list = append(s.list, known.list[:pieces[same-1].ranges]...)
	}
	for s.atItem() {
		start, line, before := s.pos, s.line, len(s.list)
		for s.items(); len(s.list) == cap(s.list); s.items() {
			s.grow()
		}
		if len(s.list) == before {
			return ticks.Set{}, false
		}
		if open && len(s.list) > shortList {
			text := bytes.Clone(s.buf[start:s.pos])
			pieces = append(pieces, piece{text, s.line - line, len(s.list)})
		}
	}
	if len(s.list) <= shortList {
		return ticks.Adopt(s.settle()), len(s.list) > 0
	}
	free := s.free
	set, kept := s.cache.add(of, pieces, s.settle())
	if !kept {
		s.free = free
	}
	return set, true
}

// Lists stand one after the other in stretches of memory, so that most of them
// are never copied. Little of what is made may be left over, so stretches are
// short at first, and long lists have memory of their own.
const (
	shortStretch = 16 // ranges
	longStretch  = 64 << 10
)

// grow moves the list at hand, which has no more room, to where it has.
func (s *scanner) grow() {
	if len(s.list) < cap(s.long) {
		s.list = append(s.long[:0], s.list...)
		return
	}
	s.list = slices.Grow(s.list, max(len(s.list), shortStretch))
	s.long = s.list[:0]
}

// settle gives the list at hand memory to stay in.
func (s *scanner) settle() []ticks.Range {
	n := len(s.list)
	s.settled += n
	if n > len(s.free) {
		stretch := min(max(s.settled/4, shortStretch), longStretch)
		if n > stretch/8 {
			return slices.Clone(s.list)
		}
		s.free = make([]ticks.Range, stretch)
		copy(s.free, s.list)
	}
	list := s.free[:n:n]
	s.free = s.free[n:]
	return list
}

// follow passes over the pieces of a known list that stand here word for word,
// and counts them.
func (s *scanner) follow(known printed) (same int) {
	for _, p := range known.pieces {
		s.fill(len(p.text) + ahead)
		if !bytes.HasPrefix(s.buf[s.pos:s.end], p.text) {
			break
		}
		s.pos += len(p.text)
		s.line += p.lines
		same++
	}
	return same
}

// What stands before the numbers of an item, as the processor reads it.
const (
	itemMark = ' ' | ' '<<8 | '-'<<16 | ' '<<24
	pairMark = itemMark | '-'<<32 | ' '<<40
	endMark  = ' ' | ' '<<8 | ' '<<16 | ' '<<24 | '-'<<32 | ' '<<40
	markBits = 1<<48 - 1
)

func (s *scanner) atItem() bool {
	s.fill(ahead)
	return binary.LittleEndian.Uint32(s.buf[s.pos:]) == itemMark
}

// items adds the items in sight to the list, as long as it has room, up to
// whatever else it meets.
func (s *scanner) items() {
	before := len(s.list)
	list, size, pairs := readItems(s.buf[s.pos:], s.whole()-s.pos, s.list)
	s.list = list
	s.pos += size
	s.line += len(list) - before + pairs
}

// readItems reads the items that begin before stop. This is where the time goes;
// little is kept in mind here, so that the processor's registers hold all of it.
func readItems(b []byte, stop int, list []ticks.Range) (all []ticks.Range, size, pairs int) {
	end := ticks.Tick(0) // of the range before
	if len(list) > 0 {
		end = list[len(list)-1].End
	}
	for size < stop && len(list) < cap(list) {
		mark := binary.LittleEndian.Uint64(b[size:])
		if uint32(mark) != itemMark {
			break
		}
		at := size + 4
		if byte(mark>>32) == '-' {
			at = size + 6
		}
		begin, next := number(b, at)
		if begin <= end || begin > ticks.Max {
			break
		}
		end = begin + 1
		if byte(mark>>32) == '-' {
			if mark&markBits != pairMark || binary.LittleEndian.Uint64(b[next:])&markBits != endMark {
				break
			}
			end, next = number(b, next+6)
			if end <= begin+1 || end > ticks.Max+1 {
				break
			}
			pairs++
		}
		list = append(list, ticks.Range{Begin: begin, End: end})
		size = next
	}
	return list, size, pairs
}

// number reads a number that does not begin with 0, and the end of its line. It
// returns 0 for anything else. Inlined, it would have to share the registers.
//
//go:noinline
func number(b []byte, at int) (t ticks.Tick, next int) {
	first := at
	for uint(at) < uint(len(b)) {
		digit := b[at] - '0'
		if digit > 9 {
			break
		}
		t = t*10 + ticks.Tick(digit)
		at++
	}
	if uint(at) >= uint(len(b)) || b[at] != '\n' || at-first > 19 || b[first] == '0' {
		return 0, first
	}
	return t, at + 1
}

// count reads a space and a number of up to 63 bits.
func count(b []byte) (uint64, bool) {
	if len(b) < 2 || b[0] != ' ' || b[1] < '0' || b[1] > '9' || b[1] == '0' && len(b) > 2 {
		return 0, false
	}
	v, err := strconv.ParseUint(string(b[1:]), 10, 63)
	return v, err == nil
}
