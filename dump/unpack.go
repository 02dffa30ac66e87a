package dump

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
)

// unpacker reads one input, and whatever is packed in it, into one reading.
//
// Every file is read twice, unless it is one dump just as a server printed it,
// which the first pass reads. Else that pass keeps nothing: it takes hash and
// size and finds out whether the limits hold, so that a bomb costs time but no
// memory. Only then is the file read for its content, whose size is known now.
type unpacker struct {
	limits   Limits
	search   Search
	unpacked int64 // bytes that came out of containers so far
	reading  *Reading
	cache    *rangeCache // nil while there can be no second dump
	other    bool        // things are in the input that are no dumps, and known
}

func (u *unpacker) problem(level Level, file string, p Place, what, hint string) {
	u.add(Problem{Level: level, File: file, Place: p, What: what, Hint: hint})
}

// add keeps a problem, up to the limit.
func (u *unpacker) add(p Problem) {
	n := len(u.reading.Problems)
	switch limit := u.limits.MaxProblems; {
	case n < limit:
		u.reading.Problems = append(u.reading.Problems, p)
	case n == limit:
		u.reading.Problems = append(u.reading.Problems, Problem{Level: Error, File: p.File,
			What: fmt.Sprintf("more than the limit of %d problems; the others are not listed", limit)})
	}
}

func (u *unpacker) fail(file string, err error) {
	hint := ""
	var size sizeError
	if errors.As(err, &size) {
		hint = "--max-size sets the limit"
	}
	what := err.Error()
	var foreign *foreignError
	switch {
	case errors.As(err, &foreign):
		hint = foreign.kind.cure
	case errors.Is(err, io.ErrUnexpectedEOF):
		what, hint = "packed, and its end is missing", "copy or download it again, whole"
	case errors.Is(err, zip.ErrFormat):
		what, hint = "a zip archive that is damaged, or its end is missing", "copy or download it again, whole"
	}
	u.problem(Error, file, Place{}, what, hint)
}

// file reads one file; depth counts the containers around it. Nothing is said of a file
// that was found and cannot hold a dump.
func (u *unpacker) file(in Input, depth int) (m Member, told bool) {
	s, err := u.survey(in, depth)
	m = Member{Name: in.Name, Size: s.size, SHA256: s.sha256}
	var foreign *foreignError
	switch {
	case in.Found && (s.strange || errors.As(err, &foreign) && !foreign.kind.packed()):
		return m, false
	case in.Found && errors.As(err, &foreign):
		u.problem(Note, in.Name, Place{}, err.Error(), foreign.kind.cure)
		u.other = true
		return m, true
	case err != nil:
	case s.dump != nil:
		s.dump.Source.File, s.dump.Source.SHA256 = in.Name, s.sha256
		u.reading.Dumps = append(u.reading.Dumps, s.dump)
	default:
		err = u.read(in, depth, s)
	}
	if err != nil {
		u.fail(in.Name, err)
	}
	return m, true
}

// survey is what the first pass learns of a file.
type survey struct {
	size    int64 // as given
	sha256  string
	content int64 // size without the layers around it
	dump    *Dump // nil: the content is still to be read
	strange bool  // it was found, and holds no dump
}

func (u *unpacker) survey(in Input, depth int) (survey, error) {
	f, err := u.open(in, depth, u.limits.MaxSize-u.unpacked, u.limits.Read)
	if err != nil {
		return survey{}, err
	}
	if in.Found && !f.mayHold(in) {
		return survey{strange: true}, f.raw.Close()
	}
	var d *Dump
	word := watcher{word: "tock"}
	if f.kind == plainText {
		head, _ := f.content.Peek(headSize)
		word.found = !in.Found || isFamiliar(in.Name) || bytes.IndexByte(head, 0) >= 0
		d, _ = scan(io.TeeReader(f.content, &word), u.limits, u.cache)
	}
	_, err = io.Copy(&word, f.content)
	err = cmp.Or(err, f.close())
	for _, layer := range f.layers {
		if layer.unpacked {
			u.unpacked += layer.size
		}
	}
	given := f.layers[0]
	s := survey{size: given.size, sha256: given.sum(), content: f.layers[len(f.layers)-1].size, dump: d}
	s.strange = in.Found && f.kind == plainText && !word.found && d == nil
	return s, err
}

// errChanged is an input that gave other bytes when it was read again.
var errChanged = errors.New("changed while it was read")

// read is the second pass.
func (u *unpacker) read(in Input, depth int, s survey) error {
	f, err := u.open(in, depth, u.limits.MaxSize, nil)
	if err != nil {
		return err
	}
	if f.kind != plainText && u.cache == nil {
		u.cache = newRangeCache()
	}
	switch {
	case f.kind.members != nil:
		err = f.kind.members(u, in, f, s.content)
	case f.kind == savedFile:
		err = u.save(Source{File: in.Name, SHA256: s.sha256, Save: true}, f.content)
	default:
		err = u.text(Source{File: in.Name, SHA256: s.sha256}, f, s.content)
	}
	err = cmp.Or(err, f.close())
	if err == nil && f.layers[0].sum() != s.sha256 {
		err = errChanged
	}
	return err
}
