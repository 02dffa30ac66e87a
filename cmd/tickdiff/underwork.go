package main

import (
	"io"
	"maps"
	"slices"
	"sync"

	"tickdiff/dump"
)

// underWork knows which inputs are being read, for when that fails as a whole.
type underWork struct {
	sync.Mutex
	open map[string]int // how often an input is open
}

// names are the inputs that are open, sorted.
func (u *underWork) names() []string {
	u.Lock()
	defer u.Unlock()
	return slices.Sorted(maps.Keys(u.open))
}

// add counts one more opening of an input, or one less.
func (u *underWork) add(name string, n int) {
	u.Lock()
	defer u.Unlock()
	if u.open == nil {
		u.open = map[string]int{}
	}
	if u.open[name] += n; u.open[name] == 0 {
		delete(u.open, name)
	}
}

// noting returns the inputs so that they are known while they are open.
func (u *underWork) noting(inputs []dump.Input) []dump.Input {
	noted := slices.Clone(inputs)
	for i, in := range inputs {
		noted[i].Open = func() (io.ReadCloser, error) {
			r, err := in.Open()
			if err != nil {
				return nil, err
			}
			u.add(in.Name, 1)
			return &notedReader{r, func() { u.add(in.Name, -1) }}, nil
		}
	}
	return noted
}

// notedReader tells when it is closed.
type notedReader struct {
	io.ReadCloser
	closed func()
}

func (r *notedReader) Close() error {
	r.closed()
	return r.ReadCloser.Close()
}
