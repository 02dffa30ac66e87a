package savefile

import (
	"io"

	"github.com/tinylib/msgp/msgp"
)

// Limits of what one file may hold.
const (
	maxPath  = 1 << 16 // bytes in a path
	maxChain = 1000    // links in a chain: a server stands in it once
)

// Reader reads the records of one file in order.
type Reader struct {
	// KeepValues fills [Record.Value], or DigestValues [Record.ValueDigest].
	KeepValues, DigestValues bool
	// Names are the servers' names met so far.
	Names []string

	m                 *msgp.Reader
	maxNames, maxName int
	origins           map[string]Origin
	path              path
	fields            fields
	scratch, suffix   []byte
	digester          digester
	at                int64 // where errors in what is being read stand
}

// New returns a reader of a stream that may hold so many names of so many bytes.
func New(r io.Reader, maxNames, maxName int) *Reader {
	// The library would seek over values if it could, past the end of the file
	// if their length says so.
	m := msgp.NewReaderSize(struct{ io.Reader }{r}, 1<<16)
	m.SetMaxStringLength(uint64(maxName))
	return &Reader{m: m, maxNames: maxNames, maxName: maxName, origins: map[string]Origin{}}
}

// Next reads the next record into rec. It returns io.EOF at the end, an *[Error]
// where the file is not as a server writes it, and other errors of the stream as
// they are. After an error there is nothing more to read.
func (r *Reader) Next(rec *Record) error {
	begin := r.m.R.InputOffset()
	if _, err := r.m.R.PeekByte(); err != nil {
		return err
	}
	*rec = Record{Begin: begin, Chain: append(rec.Chain[:0], Link{}), Value: rec.Value[:0]}
	f := &r.fields
	*f = fields{Record: rec}
	err := r.readMap(f)
	if err == nil {
		r.at = begin
		err = r.settle(f)
	}
	return r.explain(begin, err)
}

// fields are the keys of a map that has not been told yet to be of one kind.
type fields struct {
	*Record
	hasNode, hasValue, hasPath, hasState bool
	hasChain                             bool // under its own key, not as node, tick and prev
	inInfo                               bool // while the info of a record is read
	node                                 Link
	depth                                uint64
}

// readMap reads the keys and values of a record, or of the info in one.
func (r *Reader) readMap(f *fields) error {
	n, err := r.m.ReadMapHeader()
	for ; n > 0 && err == nil; n-- {
		var key []byte
		if key, err = r.key(); err != nil {
			return err
		}
		if string(key) == "info" && !f.inInfo {
			f.hasState, f.inInfo = true, true
			err = r.readMap(f)
			f.inInfo = false
			continue
		}
		err = r.readField(f, string(key))
	}
	return err
}

func (r *Reader) readField(f *fields, key string) (err error) {
	switch key {
	case "node":
		f.hasNode = true
		f.node.Origin, err = r.origin()
	case "tick":
		f.node.Tick, err = r.tickOrNil()
	case "tock":
		f.Tock, f.HasTock, err = r.numberOrNil()
	case "chain":
		f.hasChain = true
		err = r.chain(f, 0)
	case "prev":
		err = r.chain(f, 1)
	case "depth":
		f.depth, _, err = r.numberOrNil()
	case "path":
		f.hasPath = true
		err = r.readPath()
	case "value":
		f.hasValue = true
		err = r.value(f.Record)
	case "nodes":
		f.hasState = true
		f.State.Nodes, err = r.nodes()
	case "known":
		f.hasState = true
		f.State.Known, err = r.sets()
	case "deleted":
		f.hasState, f.State.HasDeleted = true, true
		f.State.Deleted, err = r.sets()
	default:
		err = r.skip(nil)
	}
	return err
}

// settle tells what kind of record the keys make.
func (r *Reader) settle(f *fields) error {
	switch {
	case f.hasPath && f.hasValue && f.hasChain:
		f.Kind = Entry
	case f.hasPath && f.hasValue:
		f.Kind = Change
	case f.hasPath:
		f.Kind = Deletion
	case f.hasState || f.HasTock:
		f.Kind = StateRecord
		f.State.Node, f.State.HasNode = f.node.Origin, f.hasNode
		return nil
	default:
		f.Kind = Foreign
		return nil
	}
	switch {
	case f.hasChain:
	case f.hasNode:
		f.Chain[0] = f.node
	default:
		f.Chain = f.Chain[:0]
	}
	if err := r.path.follow(f.depth, r.suffix); err != nil {
		return err
	}
	f.Path = r.path.bytes
	return nil
}
