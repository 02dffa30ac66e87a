package savefile

import (
	"bytes"
	"crypto/sha256"
	"hash"
	"slices"

	"github.com/tinylib/msgp/msgp"
)

// Digest stands for a value of any size. Equal values have equal digests, in whatever
// order their maps were written: a server gets the keys of some maps in another order
// than the one that sent them.
type Digest [16]byte

// maxNesting is how deep a value may nest. The library of the servers reads nothing
// that nests as deep.
const maxNesting = 512

// digester makes digests of values as they are read. What a value holds goes into the
// hash of the map around it, whole; but each pair of a map has a hash of its own, and
// of these only the sums go into the hash around, sorted.
type digester struct {
	hashes []hash.Hash // of the value, and of the pair at hand of each map that is open
	maps   int         // that are open
	open   []container
	header []byte
}

// container is a map or list of which something is still to come.
type container struct {
	left  uint64 // keys, values or elements
	isMap bool
	sums  [][sha256.Size]byte // of the pairs so far
}

// digest passes over one value.
func (r *Reader) digest() (Digest, error) {
	d := &r.digester
	d.begin()
	for {
		kind, err := r.m.NextType()
		if err != nil {
			return Digest{}, err
		}
		var inside uint32
		switch kind {
		case msgp.MapType:
			if inside, err = r.m.ReadMapHeader(); err == nil {
				err = r.inside(container{left: 2 * uint64(inside), isMap: true}, msgp.AppendMapHeader(d.header[:0], inside))
			}
		case msgp.ArrayType:
			if inside, err = r.m.ReadArrayHeader(); err == nil {
				err = r.inside(container{left: uint64(inside)}, msgp.AppendArrayHeader(d.header[:0], inside))
			}
		default:
			_, err = r.m.CopyNext(d)
			d.ended()
		}
		if err != nil {
			return Digest{}, err
		}
		if len(d.open) == 0 {
			return d.sum(), nil
		}
	}
}

// inside opens a map or list.
func (r *Reader) inside(c container, header []byte) error {
	d := &r.digester
	d.header = header
	_, _ = d.Write(header)
	switch {
	case c.left == 0:
		d.ended()
	case len(d.open) == maxNesting:
		r.here()
		return shapeError("a value that nests deeper than any server reads")
	default:
		d.into(c)
	}
	return nil
}

func (d *digester) begin() {
	d.open, d.maps = d.open[:0], 0
	d.hashHere().Reset()
}

// hashHere is the hash that takes what is read next.
func (d *digester) hashHere() hash.Hash {
	for len(d.hashes) <= d.maps {
		d.hashes = append(d.hashes, sha256.New())
	}
	return d.hashes[d.maps]
}

// Write adds bytes of the value.
func (d *digester) Write(p []byte) (int, error) { return d.hashHere().Write(p) }

func (d *digester) into(c container) {
	d.open = append(d.open, c)
	if c.isMap {
		d.maps++
		d.hashHere().Reset()
	}
}

// ended notes that a key, value or element is whole, and with it perhaps what is
// around it.
func (d *digester) ended() {
	for len(d.open) > 0 {
		c := &d.open[len(d.open)-1]
		if c.left--; c.isMap && c.left%2 == 0 {
			c.sums = append(c.sums, [sha256.Size]byte(d.hashHere().Sum(nil)))
			d.hashHere().Reset()
		}
		if c.left > 0 {
			return
		}
		d.outOf(c)
	}
}

func (d *digester) outOf(c *container) {
	d.open = d.open[:len(d.open)-1]
	if !c.isMap {
		return
	}
	d.maps--
	slices.SortFunc(c.sums, func(a, b [sha256.Size]byte) int { return bytes.Compare(a[:], b[:]) })
	for i := range c.sums {
		_, _ = d.Write(c.sums[i][:])
	}
}

func (d *digester) sum() (short Digest) {
	copy(short[:], d.hashHere().Sum(nil))
	return short
}
