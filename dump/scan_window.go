package dump

import "io"

const (
	windowSize  = 64 << 10
	longestItem = 64 // more than the bytes of a range with two numbers of 19 digits
	// ahead is how much is in sight at least. That is enough for any line with a
	// name, and for more items than a short list has.
	ahead = (shortList + 2) * longestItem
)

// window is the stretch of an input that a scanner sees.
type window struct {
	source   io.Reader
	buf      []byte
	pos, end int  // what is still to be read of buf
	done     bool // the source has no more
	failed   bool // the source broke off
}

// newWindow sees so many bytes at a time.
func newWindow(r io.Reader, size int) window {
	return window{source: r, buf: make([]byte, max(size, ahead)+ahead)}
}

// show has the window see another source from its start.
func (w *window) show(r io.Reader) { *w = window{source: r, buf: w.buf} }

// fill brings the next bytes into sight: as many as asked for, or all that are
// left and then zeros, which stand nowhere in a dump.
func (w *window) fill(bytes int) {
	if w.end-w.pos >= bytes || w.done {
		return
	}
	w.end = copy(w.buf, w.buf[w.pos:w.end])
	w.pos = 0
	n, err := io.ReadFull(w.source, w.buf[w.end:len(w.buf)-ahead])
	w.end += n
	if err != nil {
		w.done = true
		w.failed = err != io.EOF && err != io.ErrUnexpectedEOF
		clear(w.buf[w.end : w.end+ahead])
	}
}

// atEnd reports whether everything has been read, and read well.
func (w *window) atEnd() bool {
	w.fill(ahead)
	return w.done && !w.failed && w.pos == w.end
}

// whole is how far items may begin to be in sight to their ends.
func (w *window) whole() int {
	if w.done {
		return w.end
	}
	return w.end - longestItem
}
