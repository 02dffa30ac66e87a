package dump

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"sync/atomic"
)

// opened is a file opened down to its content, behind all layers that are packed.
type opened struct {
	raw     io.ReadCloser
	layers  []*tally // the file as given, then what each layer yields
	content *bufio.Reader
	kind    *kind
	depth   int // containers around the content
}

// open opens a file; what comes out of containers may have spare bytes. What is read
// is added to a count, if there is one.
func (u *unpacker) open(in Input, depth int, spare int64, count *atomic.Int64) (*opened, error) {
	raw, err := in.Open()
	if err != nil {
		return nil, err
	}
	f := &opened{raw: raw, depth: depth}
	given := &tally{from: raw, spare: u.limits.MaxSize, limit: u.limits.MaxSize, hash: sha256.New()}
	if in.inflated {
		given.spare, given.unpacked = spare, true
	}
	if depth == 0 || in.inflated { // else it was counted with what it is in
		given.count = count
	}
	f.layer(given)
	for err == nil && f.kind.inflate != nil {
		err = f.inflate(&tally{spare: spare, limit: u.limits.MaxSize, unpacked: true, count: count})
	}
	if err == nil {
		err = f.refuse()
	}
	if err != nil {
		return nil, cmp.Or(err, raw.Close())
	}
	return f, nil
}

func (f *opened) layer(t *tally) {
	f.layers = append(f.layers, t)
	f.content = bufio.NewReaderSize(t, 16<<10)
	// An error is kept by the reader for the next read.
	head, _ := f.content.Peek(headSize)
	f.kind = kindOf(head)
}

// inflate opens one more layer, whose bytes are tallied.
func (f *opened) inflate(t *tally) error {
	if f.depth == MaxPacked {
		return errTooDeep
	}
	f.depth++
	inner, err := f.kind.inflate(f.content)
	if err != nil {
		return err
	}
	t.from = inner
	f.layer(t)
	return nil
}

var errTooDeep = fmt.Errorf("packed deeper than the limit of %d", MaxPacked)

// refuse says no to a kind of content that is not read.
func (f *opened) refuse() error {
	switch {
	case f.kind.members != nil && f.depth == MaxPacked:
		return errTooDeep
	case f.kind.cure != "":
		return &foreignError{f.kind}
	}
	return nil
}

// foreignError is a file of a kind that is not read.
type foreignError struct{ kind *kind }

func (e *foreignError) Error() string { return e.kind.name + ", which is not read here" }

// all reads the content, which has the given size unless the file changed.
func (f *opened) all(size int64) ([]byte, error) {
	text := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	_, err := text.ReadFrom(f.content)
	return text.Bytes(), err
}

// close reads what is left, so that the hash is that of the whole file.
func (f *opened) close() error {
	_, err := io.Copy(io.Discard, f.layers[0])
	return cmp.Or(err, f.raw.Close())
}

// tally counts what is read through it and hashes it if asked.
type tally struct {
	from     io.Reader
	spare    int64 // how much may be read
	limit    int64 // the limit behind spare, to name it
	unpacked bool  // it is what a container yields
	size     int64
	count    *atomic.Int64 // of all inputs; may be nil
	whole    bool          // read to the end
	hash     hash.Hash     // nil: no hash
}

func (t *tally) Read(p []byte) (int, error) {
	n, err := t.from.Read(p)
	t.size += int64(n)
	if t.count != nil {
		t.count.Add(int64(n))
	}
	if t.size > t.spare {
		return 0, sizeError{t.limit, t.unpacked}
	}
	if t.hash != nil {
		t.hash.Write(p[:n])
	}
	t.whole = t.whole || err == io.EOF
	return n, err
}

// sum is the hash in hex, or nothing if not all was read.
func (t *tally) sum() string {
	if !t.whole {
		return ""
	}
	return hex.EncodeToString(t.hash.Sum(nil))
}
