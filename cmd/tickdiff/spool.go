package main

import "io"

// spool keeps what was read from a stream, so that it can be read again from
// its start. It never reads further than it is asked to.
type spool struct {
	from io.Reader
	kept []byte
}

func (s *spool) open() (io.ReadCloser, error) {
	return io.NopCloser(&spoolReader{spool: s}), nil
}

type spoolReader struct {
	*spool
	at int
}

func (r *spoolReader) Read(p []byte) (int, error) {
	if r.at < len(r.kept) {
		n := copy(p, r.kept[r.at:])
		r.at += n
		return n, nil
	}
	n, err := r.from.Read(p)
	r.kept = append(r.kept, p[:n]...)
	r.at += n
	return n, err
}
