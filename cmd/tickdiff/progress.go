package main

import (
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"tickdiff/dump"
)

// patience is how long reading may take without a word.
const patience = time.Second

// progress says on a terminal, now and then, how much has been read.
type progress struct {
	err  io.Writer
	read atomic.Int64
	stop chan struct{}
	done chan struct{}
}

// watch counts what is read of the inputs, and says so on a terminal once it
// takes long; finish ends that and wipes the line.
func watch(inputs []dump.Input, err io.Writer) (counted []dump.Input, finish func()) {
	if !onTerminal(err) {
		return inputs, func() {}
	}
	p := &progress{err: err, stop: make(chan struct{}), done: make(chan struct{})}
	for _, in := range inputs {
		open := in.Open
		in.Open = func() (io.ReadCloser, error) {
			r, err := open()
			if err != nil {
				return nil, err
			}
			return &countedReader{r, &p.read}, nil
		}
		counted = append(counted, in)
	}
	go p.say()
	return counted, func() {
		close(p.stop)
		<-p.done
	}
}

func (p *progress) say() {
	defer guardGoroutine(stdio{err: p.err})
	defer close(p.done)
	every := time.NewTicker(patience)
	defer every.Stop()
	said := false
	for {
		select {
		case <-every.C:
			said = true
			fmt.Fprintf(p.err, "\r\x1b[Kreading: %d MB", p.read.Load()/1e6)
		case <-p.stop:
			if said {
				io.WriteString(p.err, "\r\x1b[K")
			}
			return
		}
	}
}

type countedReader struct {
	io.ReadCloser
	read *atomic.Int64
}

func (r *countedReader) Read(p []byte) (int, error) {
	n, err := r.ReadCloser.Read(p)
	r.read.Add(int64(n))
	return n, err
}
