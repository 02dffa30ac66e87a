package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"

	"tickdiff/report/doc"
)

// What a run may cost by what it was given: memory and output each so many bytes a
// byte, and something for the least input. TestCost holds that what is foreseen stays
// below; the bound is for what is not.
const (
	boundPerByte = 40
	freeMemory   = 128 << 20
	freeOutput   = 1 << 20
)

// countTo adds up the bytes written to it.
type countTo struct{ *atomic.Int64 }

func (n countTo) Write(p []byte) (int, error) {
	n.Add(int64(len(p)))
	return len(p), nil
}

// outputLimit is how much may be written, and what sets that.
func (d *destination) outputLimit(c *call) (most int64, from string) {
	if d.maxOutput > 0 {
		return int64(d.maxOutput), "--max-output"
	}
	return boundPerByte*c.given.Load() + freeOutput, "the size of the input"
}

// bounded passes on no more than so many bytes. The first error sticks.
type bounded struct {
	w       io.Writer
	most    int64
	from    string // what sets that
	written int64
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.written+int64(len(p)) > b.most {
		b.written = b.most // nothing shorter slips in behind a gap
		return 0, &outputError{b.limit(), nil}
	}
	n, err := b.w.Write(p)
	b.written += int64(n)
	return n, err
}

// full reports that a document should end: the last quarter is for the element that
// is being written, and for what closes it.
func (b *bounded) full() bool { return b.written >= b.most-b.most/4 }

func (b *bounded) limit() string { return fmt.Sprintf("%d bytes of output by %s", b.most, b.from) }

// outputError says that the output is not whole.
type outputError struct {
	limit string
	left  []string // the sections of a document that were left out; nil: it is no document
}

func (e *outputError) Error() string {
	if e.left == nil {
		return "the limit of " + e.limit + " is reached: the rest is left out, and what was written is not whole"
	}
	return "the limit of " + e.limit + " is reached: left out, whole or in part: " + strings.Join(e.left, ", ")
}

// Hint names what raises the limit, and what needs less.
func (e *outputError) Hint() string {
	return "--max-output sets another; fewer inputs at once, or text without --all, need less"
}

// roomIn is where a document ends: where the output does, or memory.
func (c *call) roomIn(b *bounded) *doc.Room {
	why := func() string {
		if m := c.short.Load(); m != nil {
			return "the limit of " + m.String()
		}
		return "the limit of " + b.limit()
	}
	return &doc.Room{Full: func() bool { return b.full() || c.short.Load() != nil }, Why: why}
}

// endable writes a document that is ended where there is no more room.
func (c *call) endable(d *doc.Document, w *bounded, write func() error) error {
	d.Room = c.roomIn(w)
	c.document.Store(true)
	defer c.document.Store(false)
	return cmp.Or(write(), c.ended(d.Room, w))
}

// saysLeft reports whether what failed is a document that says what is left out of it.
func saysLeft(err error) bool {
	var output *outputError
	var memory *memoryError
	return errors.As(err, &output) && output.left != nil || errors.As(err, &memory) && memory.left != nil
}

// ended is the error of a document that is not whole; nil if it is.
func (c *call) ended(room *doc.Room, b *bounded) error {
	if len(room.Left()) == 0 {
		return nil
	}
	if m := c.short.Load(); m != nil {
		return &memoryError{*m, stageWriting, nil, room.Left()}
	}
	return &outputError{b.limit(), room.Left()}
}
