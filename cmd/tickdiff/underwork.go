package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"tickdiff/dump"
)

// underWork knows which inputs are being read, for when that fails as a whole, and
// how much was read.
type underWork struct {
	sync.Mutex
	open map[string]int // how often an input is open
	read atomic.Int64   // bytes
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
			return &notedReader{r, u, in.Name}, nil
		}
	}
	return noted
}

// notedReader tells what is read, and when it is closed.
type notedReader struct {
	io.ReadCloser
	of   *underWork
	name string
}

func (r *notedReader) Read(p []byte) (int, error) {
	n, err := r.ReadCloser.Read(p)
	r.of.read.Add(int64(n))
	return n, err
}

func (r *notedReader) Close() error {
	r.of.add(r.name, -1)
	return r.ReadCloser.Close()
}

// patience is how long reading may take without a word.
const patience = time.Second

// sayProgress says now and then how much has been read; finish ends that and wipes
// the line.
func (u *underWork) sayProgress(err io.Writer) (finish func()) {
	said := false
	stop := repeat(patience, stdio{err: err}, func() {
		said = true
		fmt.Fprintf(err, "\r\x1b[Kreading: %d MB", u.read.Load()/1e6)
	})
	return func() {
		stop()
		if said {
			io.WriteString(err, "\r\x1b[K")
		}
	}
}

// repeat does something again and again in another goroutine, until stop returns.
func repeat(after time.Duration, std stdio, do func()) (stop func()) {
	ended, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer guardGoroutine(std)
		defer close(done)
		every := time.NewTicker(after)
		defer every.Stop()
		for {
			select {
			case <-every.C:
				do()
			case <-ended:
				return
			}
		}
	}()
	return func() {
		close(ended)
		<-done
	}
}

// read reads inputs, and says on a terminal how far it is, unless somebody types
// there.
func (c *call) read(inputs []dump.Input, limits dump.Limits, search dump.Search) []dump.Reading {
	if onTerminal(c.err) && !(slices.Contains(c.args, "-") && onTerminal(c.in)) {
		defer c.reading.sayProgress(c.err)()
	}
	return dump.ReadSearching(c.reading.noting(inputs), limits, search)
}
