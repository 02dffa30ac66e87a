package dump

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"unicode/utf8"

	"tickdiff/dump/internal/yamltree"
)

// Input is one thing to read: a file, an archive member or standard input.
// Open may be called more than once and must give the same bytes each time.
type Input struct {
	Name string // as given by the user; "-" is standard input
	Open func() (io.ReadCloser, error)
}

// Reading is what came out of one input.
type Reading struct {
	Name     string
	Size     int64
	SHA256   string // of the bytes as given, in hex
	Dumps    []*Dump
	Problems []Problem
}

// Failed reports whether something in the input could not be read.
func (r *Reading) Failed() bool {
	for _, p := range r.Problems {
		if p.Level == Error {
			return true
		}
	}
	return false
}

// Read reads all dumps in one input. It never fails as a whole: whatever went
// wrong stands in Problems.
func Read(in Input) Reading {
	reading := Reading{Name: in.Name}
	text, err := readAll(in)
	if err != nil {
		reading.Problems = []Problem{{Level: Error, File: in.Name, What: err.Error()}}
		return reading
	}
	sum := sha256.Sum256(text)
	reading.Size, reading.SHA256 = int64(len(text)), hex.EncodeToString(sum[:])
	t := treeReader{source: Source{File: in.Name, SHA256: reading.SHA256}}
	t.readText(text)
	reading.Dumps, reading.Problems = t.dumps, t.problems
	if len(reading.Dumps) == 0 && len(reading.Problems) == 0 {
		reading.Problems = []Problem{{Level: Error, File: in.Name, What: "no dump found",
			Hint: "a dump is what \"moat kv internal state -a\" prints"}}
	}
	return reading
}

func readAll(in Input) ([]byte, error) {
	r, err := in.Open()
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(r)
	return text, errors.Join(err, r.Close())
}

// readText reads the YAML documents of a text.
func (t *treeReader) readText(text []byte) {
	if place, ok := badUTF8(text); ok {
		t.problem(Error, place, "not UTF-8", "")
		return
	}
	docs, err := yamltree.Parse(text)
	for i, doc := range docs {
		t.source.Line, t.source.End = doc.Line, lastLine(text)
		if i+1 < len(docs) {
			t.source.End = docs[i+1].Line - 1
		}
		t.readDocument(doc)
	}
	if err != nil {
		t.treeError(err)
	}
}

// badUTF8 finds the first byte that is not UTF-8; the YAML library would refuse
// it without saying where.
func badUTF8(text []byte) (Place, bool) {
	if utf8.Valid(text) {
		return Place{}, false
	}
	place := Place{Line: 1, Col: 1}
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		if r == utf8.RuneError && size == 1 {
			break
		}
		place.Col++
		if r == '\n' {
			place.Line, place.Col = place.Line+1, 1
		}
		text = text[size:]
	}
	return place, true
}

func lastLine(text []byte) int {
	n := bytes.Count(text, []byte("\n"))
	if !bytes.HasSuffix(text, []byte("\n")) {
		n++
	}
	return n
}
