package dump

import (
	"fmt"
	"slices"
	"strings"

	"tickdiff/dump/internal/savefile"
)

func (s *saveReader) note(level Level, what, hint string) {
	s.problem(level, s.source.File, Place{}, what, hint)
}

// stopped says where and why reading ended early.
func (s *saveReader) stopped(stop *savefile.Error) {
	s.source.Cut = true
	if stop.Cut {
		s.note(Cut, fmt.Sprintf("byte %d: the file ends within a record; what stands before byte %d is used", stop.At, stop.Begin),
			"if the server's own file is longer, copy it again")
		return
	}
	s.note(Error, fmt.Sprintf("%v; only what stands before byte %d is used", stop, stop.Begin), "")
}

// finish says what else there is to say of the file.
func (s *saveReader) finish() {
	if !s.hasState {
		s.note(Error, "no whole state record: without the server's name a save file cannot be used", "")
	}
	if s.partial() {
		s.note(Note, "a log of changes alone: what was present before it began is not said", "a save of the same server has the rest")
	}
	if s.foreign > 0 {
		s.note(Note, fmt.Sprintf("byte %d: a record that is no part of a save file; %d such passed over", s.firstForeign, s.foreign), "")
	}
}

// partial reports whether entries of the server may stand in another file.
func (s *saveReader) partial() bool { return s.changes && !s.whole }

// LeavesOut reports whether the dump is a plain save that lacks some tick, so that it
// does not tell what became of that.
func (d *Dump) LeavesOut() bool {
	lacks := func(e NodeEntry) bool { return !d.Answer(Missing, e.Name).Set.Empty() }
	return d.Source.Plain && slices.ContainsFunc(d.Nodes.Entries, lacks)
}

// remark says of a plain save that it does not tell about what it lacks.
func (s *saveReader) remark(d *Dump) {
	if d.LeavesOut() {
		s.note(Note, "it holds no internal entry, so it does not tell about the ticks it lacks, which may be theirs",
			"if the server runs, save it in full (log save -f FILE); tickdiff explain save-not-full says what else tells")
	}
}

// plain reports whether the file may be a save without internal entries. An event
// log has them all, and always goes on with changes once there are any.
func (s *saveReader) plain() bool { return !s.internal && !s.changes }

// dump is the state of a server that has loaded the file.
func (s *saveReader) dump() *Dump {
	s.source.Plain = s.plain()
	d := &Dump{Source: s.source, Node: s.reader.Names[s.node], Tock: s.tock, HasTock: s.hasTock}
	present := s.chains.ticks(len(s.origins))
	d.Nodes.Said, d.Superseded.Said, d.Deletions.Said = true, true, true
	d.Present.Said, d.Deleted.Said = !s.partial(), s.deleted > 0
	for _, i := range s.inOrder() {
		o, name, here := &s.origins[i], s.reader.Names[i], present[i].all()
		if o.listed {
			d.Nodes.Entries = append(d.Nodes.Entries, NodeEntry{Name: name, Tick: o.tick, Null: !o.hasTick})
		}
		gone := o.superseded.all().Minus(here)
		if d.Present.Said {
			d.Present.Put(name, here)
		}
		d.Superseded.Put(name, gone)
		if o.deletedIn == s.deleted {
			d.Deleted.Put(name, o.deleted)
		}
		d.Deletions.Put(name, o.deletions.all().Minus(here).Minus(gone))
	}
	d.Records, d.MoreRecords = s.finder.records(s.reader.Names, s.chains), s.finder.more
	if s.values != nil {
		d.All = newEntries(s.chains, s.values, s.reader.Names)
	}
	return d
}

// inOrder are the origins in the order of their names.
func (s *saveReader) inOrder() []int {
	order := make([]int, len(s.origins))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(s.reader.Names[a], s.reader.Names[b]) })
	return order
}
