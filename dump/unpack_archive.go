package dump

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// archive goes through the members of one archive.
type archive struct {
	*unpacker
	in       Input
	depth    int
	inflates bool // members are compressed one by one
	count    int
	passed   []string // members in which nothing is
}

// takes counts a member of one of tar's kinds, and reports whether it is looked at;
// an error is only to stop.
func (a *archive) takes(name string, kind byte) (bool, error) {
	if a.count++; a.count > a.limits.MaxMembers {
		return false, fmt.Errorf("more than the limit of %d files in it", a.limits.MaxMembers)
	}
	if kind != tar.TypeReg {
		a.passed = append(a.passed, name)
	}
	return kind == tar.TypeReg, nil
}

// member reads one that is looked at.
func (a *archive) member(name string, open func() (io.ReadCloser, error)) {
	full := a.in.Name + "!" + name
	m, told := a.file(Input{Name: full, Open: open, Found: true, inflated: a.inflates}, a.depth+1)
	if !told {
		a.passed = append(a.passed, name)
		return
	}
	a.reading.Members = append(a.reading.Members, m)
}

// done says in which members there was nothing to read.
func (a *archive) done() {
	if len(a.passed) > 0 {
		a.problem(Note, a.in.Name, Place{}, NoDumpIn(a.passed), "")
	}
}

// NoDumpIn says in which files of a folder or an archive there was nothing to read.
func NoDumpIn(names []string) string {
	const most = 5
	quoted := make([]string, 0, most)
	for _, name := range names[:min(len(names), most)] {
		quoted = append(quoted, fmt.Sprintf("%q", name))
	}
	more := ""
	if len(names) > most {
		more = fmt.Sprintf(" and %d more", len(names)-most)
	}
	return fmt.Sprintf("no dump in %s%s", strings.Join(quoted, ", "), more)
}

func (u *unpacker) unzip(in Input, f *opened, size int64) error {
	content, err := f.all(size)
	if err != nil {
		return err
	}
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return err
	}
	a := archive{unpacker: u, in: in, depth: f.depth, inflates: true}
	defer a.done()
	for _, m := range z.File {
		if m.FileInfo().IsDir() {
			continue
		}
		open := m.Open
		if m.Flags&1 != 0 {
			open = func() (io.ReadCloser, error) { return nil, errEncrypted }
		}
		wanted, err := a.takes(m.Name, tar.TypeReg)
		if err != nil {
			return err
		}
		if wanted {
			a.member(m.Name, open)
		}
	}
	return nil
}

var errEncrypted = errors.New("encrypted; unpack it first")

// untar reads the members of a tar archive of the given size.
func (u *unpacker) untar(in Input, f *opened, size int64) error {
	a := archive{unpacker: u, in: in, depth: f.depth}
	defer a.done()
	end := endZeros{from: f.content}
	t := tar.NewReader(&end)
	for {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return end.check()
		}
		if err == nil {
			err = a.tarMember(t, h, size)
		}
		if err != nil {
			return err
		}
	}
}

func (a *archive) tarMember(t *tar.Reader, h *tar.Header, size int64) error {
	if h.Typeflag == tar.TypeDir {
		return nil
	}
	if wanted, err := a.takes(h.Name, h.Typeflag); !wanted {
		return err
	}
	if h.Size > size {
		return fmt.Errorf("%q in it is a sparse file, larger than the archive", h.Name)
	}
	from := bufio.NewReaderSize(t, headSize)
	if head, _ := from.Peek(headSize); kindOf(head) == plainText && !mayBeText(head) {
		a.passed = append(a.passed, h.Name) // it need not be kept
		return nil
	}
	content, err := io.ReadAll(from)
	if err != nil {
		return err
	}
	a.member(h.Name, func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil })
	return nil
}

// endZeros counts the zero bytes at the end of a tar archive: without 1024 of
// them it was cut, which the library does not say.
type endZeros struct {
	from  io.Reader
	count int
}

func (z *endZeros) Read(p []byte) (int, error) {
	n, err := z.from.Read(p)
	if rest := len(bytes.TrimRight(p[:n], "\x00")); rest > 0 {
		z.count = n - rest
	} else {
		z.count += n
	}
	return n, err
}

func (z *endZeros) check() error {
	_, err := io.Copy(io.Discard, z)
	if err == nil && z.count < 1024 {
		return errors.New("the archive is cut off: it has no end mark")
	}
	return err
}
