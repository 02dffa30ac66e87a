package main

import "io"

// spool keeps what was read from a stream, so that it can be read again from
// its start. It never reads further than it is asked to.
type spool struct {
	from io.Reader
	kept []byte
	end  error // why there is no more; a terminal would wait for more after its end
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
	if r.end != nil {
		return 0, r.end
	}
	n, err := r.from.Read(p)
	r.kept, r.end = append(r.kept, p[:n]...), err
	r.at += n
	return n, err
}
