package main

import (
	"io"
	"testing"
)

// endless is a terminal: whoever reads on after its end waits for a new one.
type endless struct{ ends int }

func (e *endless) Read([]byte) (int, error) {
	e.ends++
	return 0, io.EOF
}

// Standard input is read as often as it takes, and ended by whoever types only once.
func TestStandardInputEndsOnce(t *testing.T) {
	var typed endless
	s := &spool{from: &typed}
	for range 2 {
		r, err := s.open()
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if _, err := io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
	}
	if typed.ends != 1 {
		t.Errorf("it had to be ended %d times", typed.ends)
	}
}
