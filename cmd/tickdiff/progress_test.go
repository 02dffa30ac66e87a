package main

import (
	"bytes"
	"testing"
	"testing/synctest"
	"time"

	"tickdiff/dump"
)

// Nothing is said in the first second, then now and then, and the line is wiped.
func TestProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		said := func(took time.Duration) string {
			var b bytes.Buffer
			p := &progress{err: &b, stop: make(chan struct{}), done: make(chan struct{})}
			p.read.Store(12_345_678)
			go p.say()
			time.Sleep(took)
			close(p.stop)
			<-p.done
			return b.String()
		}
		if got := said(patience / 2); got != "" {
			t.Errorf("after half a second: %q", got)
		}
		if got, want := said(2*patience+1), "\r\x1b[Kreading: 12 MB\r\x1b[Kreading: 12 MB\r\x1b[K"; got != want {
			t.Errorf("after two seconds: %q, want %q", got, want)
		}
	})
}

// What is no terminal is told nothing.
func TestProgressOnlyOnTerminals(t *testing.T) {
	var b bytes.Buffer
	inputs := []dump.Input{{Name: "a"}}
	counted, finish := watch(inputs, &b)
	finish()
	if len(counted) != 1 || counted[0].Open != nil || b.Len() > 0 {
		t.Errorf("inputs %v, said %q", counted, b.String())
	}
}
