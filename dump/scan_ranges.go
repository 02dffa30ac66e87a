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
	known, listening := s.heard.find(of)
	same := s.follow(known)
	if same > 0 && same == len(known.pieces) && !s.atItem() {
		return s.heard.again(known), true
	}
	s.list = s.list[:0]
	pieces := slices.Clone(known.pieces[:same])
	if same > 0 {
		s.list = append(s.list, known.list[:pieces[same-1].ranges]...)
	}
	for s.atItem() {
		start, line, before := s.pos, s.line, len(s.list)
		if s.items(); len(s.list) == before {
			return ticks.Set{}, false
		}
		if listening && len(s.list) > shortList {
			text := bytes.Clone(s.buf[start:s.pos])
			pieces = append(pieces, piece{text, s.line - line, len(s.list)})
		}
	}
	if len(s.list) <= shortList {
		return s.short(), len(s.list) > 0
	}
	return s.heard.add(of, pieces, slices.Clone(s.list)), true
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

// items adds the items in sight to the list, up to whatever else it meets. This
// is where the time goes.
func (s *scanner) items() {
	end := ticks.Tick(0) // of the range before
	if len(s.list) > 0 {
		end = s.list[len(s.list)-1].End
	}
	list, pos, line := s.list, s.pos, s.line
	for stop := s.whole(); pos < stop; {
		b := s.buf[pos : pos+64]
		if binary.LittleEndian.Uint32(b) != itemMark {
			break
		}
		if b[4] != '-' {
			tick, size := number(b[4:])
			if tick <= end || tick > ticks.Max {
				break
			}
			end = tick + 1
			list = append(list, ticks.Range{Begin: tick, End: end})
			pos += 4 + size
			line++
			continue
		}
		begin, size := number(b[6:])
		b2 := b[6+size:]
		next, size2 := number(b2[6:])
		if binary.LittleEndian.Uint64(b)&markBits != pairMark || binary.LittleEndian.Uint64(b2)&markBits != endMark ||
			begin <= end || next <= begin+1 || next > ticks.Max+1 {
			break
		}
		end = next
		list = append(list, ticks.Range{Begin: begin, End: end})
		pos += 6 + size + 6 + size2
		line += 2
	}
	s.list, s.pos, s.line = list, pos, line
}

// number reads a number that does not begin with 0, and the end of its line. It
// returns 0 for anything else.
func number(b []byte) (t ticks.Tick, size int) {
	for size < len(b) && b[size]-'0' <= 9 {
		t = t*10 + ticks.Tick(b[size]-'0')
		size++
	}
	if size > 19 || size == len(b) || b[0] == '0' || b[size] != '\n' {
		return 0, 0
	}
	return t, size + 1
}

// short returns the set of a short list; many share one stretch of memory.
func (s *scanner) short() ticks.Set {
	n := len(s.list)
	if len(s.free) < n {
		s.free = make([]ticks.Range, 1024)
	}
	own := s.free[:n:n]
	s.free = s.free[n:]
	copy(own, s.list)
	return ticks.Adopt(own)
}

// count reads a space and a number of up to 63 bits.
func count(b []byte) (uint64, bool) {
	if len(b) < 2 || b[0] != ' ' || b[1] < '0' || b[1] > '9' || b[1] == '0' && len(b) > 2 {
		return 0, false
	}
	v, err := strconv.ParseUint(string(b[1:]), 10, 63)
	return v, err == nil
}
