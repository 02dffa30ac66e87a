package dump

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Endings are how the names of files end that are looked at in a folder or an
// archive. A file that the user names is read whatever its name.
var Endings = []string{".yaml", ".yml", ".txt", ".md", ".log", ".moat"}

// packedEndings are those of the containers, which are folders too.
var packedEndings = []string{".zip", ".tar", ".tar.gz", ".tgz"}

// Wanted reports whether a file found in a folder or an archive is read: its
// name has one of [Endings], with or without ".gz", or that of a container.
func Wanted(name string) bool {
	name = strings.ToLower(name)
	hasOne := func(ends []string, name string) bool {
		return slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(name, end) })
	}
	return hasOne(packedEndings, name) || hasOne(Endings, strings.TrimSuffix(name, ".gz"))
}

// archive goes through the members of one archive.
type archive struct {
	*unpacker
	in       Input
	depth    int
	inflates bool // members are compressed one by one
	count    int
	passed   []string // members not looked at
}

// takes counts a member of one of tar's kinds, and reports whether it is looked at;
// an error is only to stop.
func (a *archive) takes(name string, kind byte) (bool, error) {
	if a.count++; a.count > a.limits.MaxMembers {
		return false, fmt.Errorf("more than the limit of %d files in it", a.limits.MaxMembers)
	}
	if kind != tar.TypeReg || !Wanted(name) {
		a.passed = append(a.passed, name)
		return false, nil
	}
	return true, nil
}

// member reads one that is looked at.
func (a *archive) member(name string, open func() (io.ReadCloser, error)) {
	full := a.in.Name + "!" + name
	m := a.file(Input{Name: full, Open: open, Found: true, inflated: a.inflates}, a.depth+1)
	a.reading.Members = append(a.reading.Members, m)
}

// done says which members were not looked at.
func (a *archive) done() {
	if len(a.passed) > 0 {
		a.problem(Note, a.in.Name, Place{}, PassedOver(a.passed), "")
	}
}

// PassedOver says which files of a folder or an archive were not looked at.
func PassedOver(names []string) string {
	const most = 5
	quoted := make([]string, 0, most)
	for _, name := range names[:min(len(names), most)] {
		quoted = append(quoted, fmt.Sprintf("%q", name))
	}
	more := ""
	if len(names) > most {
		more = fmt.Sprintf(" and %d more", len(names)-most)
	}
	return fmt.Sprintf("passed over, by their names: %s%s", strings.Join(quoted, ", "), more)
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
	content, err := io.ReadAll(t)
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
