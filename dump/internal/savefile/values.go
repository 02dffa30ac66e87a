package savefile

import (
	"fmt"
	"unicode/utf8"

	"github.com/tinylib/msgp/msgp"

	"tickdiff/ticks"
)

// here is the place of errors about what is read next.
func (r *Reader) here() { r.at = r.m.R.InputOffset() }

// key reads a map's key; it holds until the next read.
func (r *Reader) key() ([]byte, error) {
	r.here()
	var err error
	r.scratch, err = r.m.ReadStringAsBytes(r.scratch[:0])
	return r.scratch, err
}

// origin reads a server's name.
func (r *Reader) origin() (Origin, error) {
	name, err := r.key()
	if err != nil {
		return 0, err
	}
	if o, ok := r.origins[string(name)]; ok {
		return o, nil
	}
	if !utf8.Valid(name) {
		return 0, shapeError(fmt.Sprintf("the name %q, which is not UTF-8", name))
	}
	if len(r.Names) >= r.maxNames {
		return 0, shapeError(fmt.Sprintf("more than the limit of %d names", r.maxNames))
	}
	o := Origin(len(r.Names))
	r.Names = append(r.Names, string(name))
	r.origins[r.Names[o]] = o
	return o, nil
}

func (r *Reader) number() (uint64, error) {
	r.here()
	n, err := r.m.ReadUint64()
	if err == nil && n > uint64(ticks.Max) {
		err = shapeError(fmt.Sprintf("%d, which is more than 63 bits can hold", n))
	}
	return n, err
}

func (r *Reader) numberOrNil() (n uint64, ok bool, err error) {
	if r.m.IsNil() {
		return 0, false, r.m.ReadNil()
	}
	n, err = r.number()
	return n, err == nil, err
}

func (r *Reader) tickOrNil() (ticks.Tick, error) {
	n, _, err := r.numberOrNil()
	return ticks.Tick(n), err
}

// chain reads a chain into f from link at on. A chain without a node is none.
func (r *Reader) chain(f *fields, at int) error {
	f.Chain = f.Chain[:at]
	if r.m.IsNil() {
		return r.m.ReadNil()
	}
	if at == maxChain {
		r.here()
		return shapeError(fmt.Sprintf("a chain of more than the limit of %d links", maxChain))
	}
	f.Chain = append(f.Chain, Link{})
	hasNode := false
	n, err := r.m.ReadMapHeader()
	for ; n > 0 && err == nil; n-- {
		var key []byte
		if key, err = r.key(); err != nil {
			return err
		}
		switch string(key) {
		case "node":
			hasNode = true
			f.Chain[at].Origin, err = r.origin()
		case "tick":
			f.Chain[at].Tick, err = r.tickOrNil()
		case "prev":
			err = r.chain(f, at+1)
		default:
			err = r.skip(nil)
		}
	}
	if err == nil && !hasNode {
		f.Chain = f.Chain[:at]
	}
	return err
}

func (r *Reader) nodes() (nodes []NodeTick, err error) {
	n, err := r.m.ReadMapHeader()
	for ; n > 0 && err == nil; n-- {
		var e NodeTick
		if e.Origin, err = r.origin(); err != nil {
			break
		}
		e.Null = r.m.IsNil()
		e.Tick, err = r.tickOrNil()
		nodes = append(nodes, e)
	}
	return nodes, err
}

func (r *Reader) sets() (sets []OriginSet, err error) {
	n, err := r.m.ReadMapHeader()
	for ; n > 0 && err == nil; n-- {
		var s OriginSet
		if s.Origin, err = r.origin(); err != nil {
			break
		}
		s.Ticks, err = r.ranges()
		sets = append(sets, s)
	}
	return sets, err
}

// ranges reads a list of bare ticks and [begin, end) pairs.
func (r *Reader) ranges() (ticks.Set, error) {
	n, err := r.m.ReadArrayHeader()
	var list []ticks.Range
	for ; n > 0 && err == nil; n-- {
		var item ticks.Range
		item, err = r.item()
		list = append(list, item)
	}
	return ticks.Adopt(list), err
}

func (r *Reader) item() (ticks.Range, error) {
	kind, err := r.m.NextType()
	if err != nil {
		return ticks.Range{}, err
	}
	if kind != msgp.ArrayType {
		begin, err := r.number()
		if err == nil && begin == 0 {
			err = shapeError("tick 0, where ticks count from 1")
		}
		return ticks.Range{Begin: ticks.Tick(begin), End: ticks.Tick(begin) + 1}, err
	}
	r.here()
	if n, err := r.m.ReadArrayHeader(); err != nil || n != 2 {
		return ticks.Range{}, orShape(err, fmt.Sprintf("a range of %d numbers, where it should be [begin, end)", n))
	}
	begin, err := r.m.ReadUint64()
	if err != nil {
		return ticks.Range{}, err
	}
	end, err := r.m.ReadUint64()
	if err == nil && (begin == 0 || end < begin || ticks.Tick(end) > ticks.Max+1) {
		err = shapeError(fmt.Sprintf("[%d, %d], which is no range of ticks", begin, end))
	}
	return ticks.Range{Begin: ticks.Tick(begin), End: ticks.Tick(end)}, err
}

// pathExtension is the type of MessagePack extension that MoaT writes paths as.
const pathExtension = 3

// readPath reads the path's own elements into suffix.
func (r *Reader) readPath() error {
	r.here()
	if kind, err := r.m.NextType(); err != nil {
		return err
	} else if kind == msgp.ArrayType {
		return r.readElements()
	}
	// The library reads an extension whole, so its declared length is bounded first.
	r.m.SetMaxElements(maxPath)
	kind, raw, err := r.m.ReadExtensionRaw()
	r.m.SetMaxElements(0)
	switch {
	case err == msgp.ErrLimitExceeded:
		return errLongPath
	case err != nil:
		return err
	case kind != pathExtension:
		return shapeError(fmt.Sprintf("an extension of type %d where a path should be, which is of type %d", kind, pathExtension))
	}
	r.suffix = append(r.suffix[:0], raw...)
	return nil
}

// readElements reads a path that is a list, as DistKV writes those that it has
// shortened.
func (r *Reader) readElements() error {
	n, err := r.m.ReadArrayHeader()
	kept := &clipped{bytes: r.suffix[:0]}
	for ; n > 0 && err == nil && len(kept.bytes) <= maxPath; n-- {
		err = r.skip(kept)
	}
	r.suffix = kept.bytes
	if err == nil && len(r.suffix) > maxPath {
		return errLongPath
	}
	return err
}
