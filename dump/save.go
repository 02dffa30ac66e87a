package dump

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"tickdiff/dump/internal/savefile"
	"tickdiff/ticks"
)

// save reads a save file or event log.
func (u *unpacker) save(source Source, content io.Reader) error {
	s := &saveReader{unpacker: u, source: source, chains: chains{}}
	s.finder.search = u.search
	s.reader = savefile.New(content, u.limits.MaxNames, u.limits.MaxName)
	s.reader.KeepValues, s.reader.DigestValues = u.search.Values, u.search.All
	if u.search.All {
		s.values = map[PathKey]Digest{}
	}
	err := s.read()
	var stop *savefile.Error
	if errors.As(err, &stop) {
		s.stopped(stop)
		err = nil
	}
	if s.finish(); err == nil && s.hasState {
		d := s.dump()
		s.remark(d)
		u.reading.Dumps = append(u.reading.Dumps, d)
	}
	return err
}

// saveReader gathers what a save file says, as a server does that loads it. Memory
// follows the chains that stand and the ranges of what does not.
type saveReader struct {
	*unpacker
	source Source
	reader *savefile.Reader

	hasState   bool
	whole      bool // it begins with the entries that stood then, if there were any
	changes    bool // it goes on with changes
	internal   bool // some record is of an internal entry
	node       savefile.Origin
	tock       uint64 // of the last state
	hasTock    bool
	latestTock uint64 // of any record
	deleted    uint32 // how many states say what is deleted; the last counts

	origins      []savedOrigin // by savefile.Origin
	chains       chains
	finder       finder
	values       map[PathKey]Digest // of the entries that are not deleted; nil: nobody asked for them
	foreign      int                // records of no known kind
	firstForeign int64
}

// savedOrigin is what a save file says of one origin.
type savedOrigin struct {
	listed     bool
	hasTick    bool
	deletedIn  uint32 // the number of the state that deleted is from
	tick       ticks.Tick
	superseded tickBag // known, dropped out of a chain, or deleted
	deleted    ticks.Set
	deletions  tickBag // in changes without a value
}

// read takes all records; it returns nil at the end of the file.
func (s *saveReader) read() error {
	var rec savefile.Record
	for {
		err := s.reader.Next(&rec)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		s.latestTock = max(s.latestTock, rec.Tock)
		if err := s.take(&rec); err != nil {
			return err
		}
	}
}

func (s *saveReader) take(rec *savefile.Record) error {
	switch rec.Kind {
	case savefile.StateRecord:
		return s.state(rec)
	case savefile.Entry:
		s.whole = true
		s.internal = s.internal || savefile.IsInternal(rec.Path)
		return s.entry(rec)
	case savefile.Change:
		s.changed()
		return s.entry(rec)
	case savefile.Deletion:
		s.changed()
		for _, l := range rec.Chain {
			s.origin(l.Origin).deletions.add(l.Tick)
		}
		s.finder.deletion(rec, s.reader.Names)
		if s.values != nil {
			delete(s.values, pathKeyOf(rec.Path))
		}
	case savefile.Foreign:
		if s.foreign++; s.foreign == 1 {
			s.firstForeign = rec.Begin
		}
	}
	return nil
}

// origin is the record of an origin, for as long as no new one is met.
func (s *saveReader) origin(o savefile.Origin) *savedOrigin {
	if missing := int(o) + 1 - len(s.origins); missing > 0 {
		s.origins = append(s.origins, make([]savedOrigin, missing)...)
	}
	return &s.origins[o]
}

func (s *saveReader) state(rec *savefile.Record) error {
	st := &rec.State
	if st.HasNode {
		if s.hasState && st.Node != s.node {
			return &savefile.Error{Begin: rec.Begin, At: rec.Begin,
				What: fmt.Sprintf("the state of %q in the file of %q", s.reader.Names[st.Node], s.reader.Names[s.node])}
		}
		s.hasState, s.node, s.tock, s.hasTock = true, st.Node, rec.Tock, rec.HasTock
	}
	for _, n := range st.Nodes {
		if o := s.heard(n.Origin); !n.Null {
			o.raise(n.Tick)
		}
	}
	for _, k := range st.Known {
		s.heard(k.Origin).superseded.addSet(k.Ticks)
	}
	if st.HasDeleted {
		s.deleted++
	}
	for _, d := range st.Deleted {
		o := s.heard(d.Origin)
		if o.deletedIn != s.deleted {
			o.deletedIn, o.deleted = s.deleted, ticks.Set{}
		}
		o.deleted = o.deleted.Union(d.Ticks)
		o.superseded.addSet(d.Ticks)
	}
	return nil
}

// heard lists an origin.
func (s *saveReader) heard(origin savefile.Origin) *savedOrigin {
	o := s.origin(origin)
	o.listed = true
	return o
}

// raise takes a tick that the origin has reached.
func (o *savedOrigin) raise(tick ticks.Tick) {
	o.hasTick = true
	o.tick = max(o.tick, tick)
}

// changed notes that changes begin. A log that begins with them was told to leave
// out what stood before ("log dest -i"), unless that was nothing.
func (s *saveReader) changed() {
	if !s.changes && !s.whole {
		s.whole = !slices.ContainsFunc(s.origins, func(o savedOrigin) bool { return o.tick > 0 })
	}
	s.changes = true
}

func (s *saveReader) entry(rec *savefile.Record) error {
	if len(rec.Chain) == 0 {
		return &savefile.Error{Begin: rec.Begin, At: rec.Begin, What: "an entry without a chain, which no server loads"}
	}
	for _, l := range rec.Chain {
		if o := s.heard(l.Origin); l.Tick > 0 {
			o.raise(l.Tick)
		}
	}
	if !rec.HasTock {
		rec.Tock = s.latestTock
	}
	key := pathKeyOf(rec.Path)
	if s.chains.apply(key, rec.Chain, rec.Tock, func(l savefile.Link) { s.origin(l.Origin).superseded.add(l.Tick) }) {
		s.finder.entry(key, rec, s.reader.Names)
		if s.values != nil {
			s.values[key] = rec.ValueDigest
		}
	}
	return nil
}
