package savefile

import (
	"io"

	"github.com/tinylib/msgp/msgp"
)

// maxValue is how many bytes of a value are kept when values are asked for.
const maxValue = 1 << 16

// value passes over an entry's value, or keeps it, or its digest.
func (r *Reader) value(rec *Record) error {
	before := r.m.R.InputOffset()
	var err error
	switch {
	case r.DigestValues:
		rec.ValueDigest, err = r.digest()
	case r.KeepValues:
		kept := &clipped{bytes: rec.Value[:0]}
		err = r.skip(kept)
		rec.Value = kept.bytes
	default:
		err = r.skip(nil)
	}
	rec.ValueSize = r.m.R.InputOffset() - before
	if rec.ValueSize > maxValue {
		rec.Value = rec.Value[:0]
	}
	return err
}

// skip passes over one value of any kind and copies it to kept, if there is one.
// It counts what is still to come instead of calling itself: how deep a file
// nests is its writer's choice.
func (r *Reader) skip(kept *clipped) error {
	for todo := uint64(1); todo > 0; todo-- {
		kind, err := r.m.NextType()
		if err != nil {
			return err
		}
		var inside uint32
		switch kind {
		case msgp.MapType:
			inside, err = r.m.ReadMapHeader()
			kept.append(msgp.AppendMapHeader, inside)
			todo += 2 * uint64(inside)
		case msgp.ArrayType:
			inside, err = r.m.ReadArrayHeader()
			kept.append(msgp.AppendArrayHeader, inside)
			todo += uint64(inside)
		default:
			err = r.skipPlain(kept)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *Reader) skipPlain(kept *clipped) error {
	if kept == nil {
		return r.m.Skip()
	}
	_, err := r.m.CopyNext(kept)
	return err
}

// clipped keeps the first bytes written to it, a little more than maxValue.
type clipped struct {
	bytes []byte
}

var _ io.Writer = (*clipped)(nil)

func (c *clipped) Write(p []byte) (int, error) {
	if room := maxValue + 1 - len(c.bytes); room > 0 {
		c.bytes = append(c.bytes, p[:min(room, len(p))]...)
	}
	return len(p), nil
}

func (c *clipped) append(header func([]byte, uint32) []byte, n uint32) {
	if c != nil && len(c.bytes) <= maxValue {
		c.bytes = header(c.bytes, n)
	}
}
