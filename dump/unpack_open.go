package dump

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"sync/atomic"

	"tickdiff/dump/internal/savefile"
)

// opened is a file opened down to its content, behind all gzip layers.
type opened struct {
	raw     io.ReadCloser
	layers  []*tally // the file as given, then what each gzip layer yields
	content *bufio.Reader
	kind    kind
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
	for err == nil && f.kind == gzipped {
		err = f.gunzip(&tally{spare: spare, limit: u.limits.MaxSize, unpacked: true, count: count})
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

// gunzip opens one more layer, whose bytes are tallied.
func (f *opened) gunzip(t *tally) error {
	if f.depth == MaxPacked {
		return errTooDeep
	}
	f.depth++
	inner, err := gzip.NewReader(f.content)
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
	switch f.kind {
	case zipped, tarred:
		if f.depth == MaxPacked {
			return errTooDeep
		}
	case foreign:
		return errors.New("packed in a way that is not read here; unpack it first")
	}
	return nil
}

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

// kind is what a file holds by its first bytes; its name says nothing.
type kind int

const (
	text    kind = iota + 1
	gzipped      // gzip
	zipped       // zip
	tarred       // tar
	foreign      // packed in another way
	saved        // a save file or event log
)

// headSize is how much of a file must be seen to know its kind.
const headSize = 512

func kindOf(head []byte) kind {
	for _, m := range magics {
		if len(head) >= m.at && bytes.HasPrefix(head[m.at:], []byte(m.mark)) {
			return m.kind
		}
	}
	if savefile.Sniff(head) {
		return saved
	}
	return text
}

var magics = []struct {
	at   int
	mark string
	kind kind
}{
	{0, "\x1f\x8b", gzipped},
	{0, "PK\x03\x04", zipped},
	{0, "PK\x05\x06", zipped}, // an empty one
	{257, "ustar", tarred},
	{0, "BZh", foreign},
	{0, "\xfd7zXZ\x00", foreign},
	{0, "\x28\xb5\x2f\xfd", foreign}, // zstd
	{0, "7z\xbc\xaf\x27\x1c", foreign},
	{0, "Rar!\x1a\x07", foreign},
}
