package main

import (
	"bytes"
	"io"
	"strings"
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
			var u underWork
			u.read.Store(12_345_678)
			finish := u.sayProgress(&b)
			time.Sleep(took)
			finish()
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
	synctest.Test(t, func(t *testing.T) {
		var b bytes.Buffer
		c := &call{stdio: stdio{err: &b}}
		slow := func() (io.ReadCloser, error) {
			time.Sleep(2 * patience)
			return io.NopCloser(strings.NewReader(someDump)), nil
		}
		read := c.read([]dump.Input{{Name: "a.yaml", Open: slow}}, dump.Limits{}, dump.Search{})
		if len(read) != 1 || c.reading.read.Load() == 0 || b.Len() > 0 {
			t.Errorf("read %v, said %q", read, b.String())
		}
	})
}
