package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tickdiff/analyze/prose"
	"tickdiff/dump"
)

// gather finds what to read: files, the files of folders, and "-" for standard
// input, in the order of args and within a folder by name. What cannot be an
// input is a problem, and the rest is still read. No file is read yet; size is that
// of all whose size is known.
func gather(args []string, stdin io.Reader) (inputs []dump.Input, size int64, problems []dump.Problem) {
	g := gathering{stdin: stdin}
	for _, arg := range args {
		if err := g.add(arg); err != nil {
			g.problem(dump.Error, arg, plain(err))
		}
	}
	return g.inputs, g.size, g.problems
}

type gathering struct {
	stdin    io.Reader // nil once it is used
	inputs   []dump.Input
	size     int64 // of the files among them
	problems []dump.Problem
}

func (g *gathering) problem(level dump.Level, file, what string) {
	g.problems = append(g.problems, dump.Problem{Level: level, File: file, What: what})
}

func (g *gathering) add(arg string) error {
	if arg == "-" {
		if g.stdin == nil {
			return errors.New("standard input can be read only once")
		}
		g.inputs = append(g.inputs, dump.Input{Name: arg, Open: (&spool{from: g.stdin}).open})
		g.stdin = nil
		return nil
	}
	info, err := os.Stat(arg)
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return g.addFolder(arg)
	case info.Mode().IsRegular():
		g.addFile(info, dump.Input{Name: arg, Open: opener(arg)})
		return nil
	}
	file, err := openFile(arg)
	if err != nil {
		return fmt.Errorf("%s; pipe its content in and give - instead", plain(err))
	}
	g.inputs = append(g.inputs, dump.Input{Name: arg, Open: (&spool{from: file}).open}) // a pipe can be read only once
	return nil
}

// addFolder takes the files in a folder, and in folders inside it.
func (g *gathering) addFolder(folder string) error {
	var passed []string
	_, noCase := os.Stat(filepath.Join(folder, dump.CaseFile))
	before := len(g.inputs)
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			g.problem(dump.Error, name, plain(err))
		case noCase == nil && isOwn(name):
		case !entry.IsDir():
			info, err := os.Stat(name) // of what a link points to
			if err == nil && info.Mode().IsRegular() && !isPart(entry.Name()) {
				g.addFile(info, dump.Input{Name: name, Open: opener(name), Found: true, Folder: folder})
			} else {
				passed = append(passed, strings.TrimPrefix(name, folder+string(filepath.Separator)))
			}
		}
		return nil
	})
	if len(passed) > 0 {
		g.problem(dump.Note, folder, dump.NoDumpIn(passed))
	}
	if len(g.inputs) == before && err == nil {
		return errors.New("no file in this folder")
	}
	return err
}

func (g *gathering) addFile(info fs.FileInfo, in dump.Input) {
	g.inputs = append(g.inputs, in)
	g.size += info.Size()
}

// What is no dump is read whole, up to so many bytes. A plan of a million servers takes
// half of the first; a configuration has [dump.MaxHostsSize].
const (
	maxPlanSize   = 1 << 30
	maxKeySize    = 256 << 20
	maxAcceptSize = 16 << 20
)

// readText reads a file that is no dump, or "-" where there is a standard input.
func (c *call) readText(name string, limit int64, stdin io.Reader) ([]byte, error) {
	tooLarge := fmt.Errorf("%s: larger than the limit of %d bytes", prose.Visible(name), limit)
	from := stdin
	if name != "-" || stdin == nil {
		f, err := openFile(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %s", prose.Visible(name), plain(err))
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil && info.Size() > limit {
			return nil, tooLarge
		}
		from = f
	}
	text, err := io.ReadAll(io.TeeReader(io.LimitReader(from, limit+1), countTo{&c.given}))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %s", prose.Visible(name), plain(err))
	case int64(len(text)) > limit:
		return nil, tooLarge
	}
	return text, nil
}

// openFile opens a file to read, or what a shell opened as for "<(command)". It is the one
// door to all files: anything else that is special could be endless, or wait for ever. So
// it is asked what it is before it is opened, and again when it is open, since it may
// have been replaced in between.
func openFile(name string) (*os.File, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if filepath.Dir(name) == "/dev/fd" {
		return os.Open(name)
	}
	if err := regular(info); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(name, os.O_RDONLY|withoutWaiting, 0)
	if err != nil {
		return nil, err
	}
	if info, err = f.Stat(); err == nil {
		err = regular(info)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// regular holds that a file is one.
func regular(info fs.FileInfo) error {
	switch {
	case info.Mode().IsRegular():
		return nil
	case info.IsDir():
		return errors.New("a folder, where a file should be")
	}
	return fmt.Errorf("%s, not a file", special(info.Mode()))
}

func special(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "something special"
}

// plain takes the file's name out of an error, since problems name it anyway.
func plain(err error) string {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		err = path.Err
	case errors.As(err, &link):
		err = link.Err
	}
	return err.Error()
}

// opener opens a file to read, from its start each time.
func opener(name string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		file, err := openFile(name)
		if err != nil {
			return nil, errors.New(plain(err))
		}
		before, err := file.Stat()
		if err != nil {
			return nil, errors.Join(err, file.Close())
		}
		return &watched{file, before}, nil
	}
}

// watched is a file that notices if somebody writes to it meanwhile.
type watched struct {
	*os.File
	before fs.FileInfo
}

// Close fails if the file is not as it was when it was opened.
func (w *watched) Close() error {
	after, err := w.Stat()
	if err == nil && (after.Size() != w.before.Size() || !after.ModTime().Equal(w.before.ModTime())) {
		err = errors.New("changed while it was read")
	}
	return errors.Join(err, w.File.Close())
}

// spool keeps what was read from a stream, so that it can be read again from
// its start. It never reads further than it is asked to.
type spool struct {
	from io.Reader
	kept []byte
	end  error // why there is no more; a terminal would wait for more after its end
}

func (s *spool) open() (io.ReadCloser, error) {
	return io.NopCloser(&spoolReader{spool: s}), nil
}

type spoolReader struct {
	*spool
	at int
}

func (r *spoolReader) Read(p []byte) (int, error) {
	if r.at < len(r.kept) {
		n := copy(p, r.kept[r.at:])
		r.at += n
		return n, nil
	}
	if r.end != nil {
		return 0, r.end
	}
	n, err := r.from.Read(p)
	r.kept, r.end = append(r.kept, p[:n]...), err
	r.at += n
	return n, err
}
