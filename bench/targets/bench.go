package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
)

// bench is one run of everything: what was made for it, and what came out.
type bench struct {
	*options
	folder string // for programs and dumps, removed at the end
	rows   []row
	tables []table
	facts  []string // what else the page says of this run
}

func newBench(o *options) (*bench, error) {
	folder, err := os.MkdirTemp("", "tickdiff-bench-")
	if err != nil {
		return nil, err
	}
	b := &bench{options: o, folder: folder}
	// As releases are built: without the system's C library, which takes its time to start.
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", folder, "./cmd/tickdiff", "./bench/gendumps", "./bench/peers/newlines", "./bench/peers/empty")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return nil, errors.Join(fmt.Errorf("%v: %w", build.Args, err), os.RemoveAll(folder))
	}
	return b, nil
}

// rounds is how often programs are run.
func (b *bench) rounds(full int) int {
	if b.quick {
		return min(full, 3)
	}
	return full
}

func (b *bench) program(name string) string { return filepath.Join(b.folder, name) }

// tickdiff is a program to measure, by its arguments.
func (b *bench) tickdiff(name string, args ...string) *program {
	return &program{name: name, argv: append([]string{b.program("tickdiff")}, args...)}
}

// dumps are files of one cluster.
type dumps struct {
	folder string
	files  []string
	size   int64
}

// The clusters that are measured, as flags of gendumps; [gen.Small] and its like
// are the same.
var (
	small  = []string{"-seed=1", "-servers=5", "-origins=10", "-ranges=100"}
	medium = []string{"-seed=2", "-servers=5", "-origins=20", "-ranges=2350"}
	large  = []string{"-seed=3", "-servers=10", "-origins=50", "-ranges=4700"}
	tiny   = []string{"-seed=4", "-servers=1", "-origins=5", "-ranges=36"}

	// damage is a little of everything that goes wrong.
	damage = []string{"-missing=0.002", "-lost=0.0005", "-diverge=0.002", "-overlap=0.0002", "-gap=0.0002", "-lag=20"}
)

// make writes dumps, by a program of its own: this one is to stay small.
func (b *bench) make(name string, flags ...string) (*dumps, error) {
	d := &dumps{folder: filepath.Join(b.folder, "dumps", name)}
	made := exec.Command(b.program("gendumps"), append(flags, "-out="+d.folder)...)
	made.Stderr = os.Stderr
	if err := made.Run(); err != nil {
		return nil, fmt.Errorf("%v: %w", made.Args, err)
	}
	return d, filepath.WalkDir(d.folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			d.files = append(d.files, path)
			d.size += info.Size()
		}
		return err
	})
}

// remove makes room for the next.
func (d *dumps) remove() error { return os.RemoveAll(d.folder) }
