package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"

	"tickdiff/analyze/prose"
)

// writeNew writes a file that must not exist yet. It has its name only when it is whole:
// until then it stands beside it under another, which nothing leaves behind, not even a
// panic or an end by a signal. A document that says what is left out of it counts as whole.
func (c *call) writeNew(name string, mode os.FileMode, to func(io.Writer) error) error {
	if _, err := os.Lstat(name); err == nil {
		return existsAlready(name)
	}
	f, err := createBeside(name, mode)
	if err != nil {
		return notWritten(name, err)
	}
	part := f.Name()
	c.unfinished.Store(&part)
	defer c.abandon()
	defer c.abandonOnSignals()()
	b := bufio.NewWriter(f)
	failed := to(b)
	err = cmp.Or(b.Flush(), f.Sync(), f.Close())
	if err == nil && (failed == nil || saysLeft(failed)) {
		err = appear(part, name)
	}
	err = cmp.Or(failed, err)
	var at *fs.PathError
	if errors.As(err, &at) && at.Path == part {
		return notWritten(name, err)
	}
	return err
}

func notWritten(name string, err error) error {
	return fmt.Errorf("%s: it cannot be written: %s", prose.Visible(name), plain(err))
}

func existsAlready(name string) error {
	return &usageError{fmt.Sprintf("%s: it exists already and is not overwritten", prose.Visible(name)), "give a new name"}
}

// What begins and ends so is a file that is not whole. Whatever looks for dumps in its
// folder passes it over.
const (
	partPrefix = ".tickdiff-"
	partEnd    = ".part"
)

func isPart(name string) bool {
	return strings.HasPrefix(name, partPrefix) && strings.HasSuffix(name, partEnd)
}

// createBeside makes a file in the folder of another. A name that an ended process left
// there is passed over.
func createBeside(name string, mode os.FileMode) (f *os.File, err error) {
	for try := range 100 {
		part := fmt.Sprintf(partPrefix+"%d-%d"+partEnd, os.Getpid(), try)
		f, err = os.OpenFile(filepath.Join(filepath.Dir(name), part), os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	return f, err
}

// appear gives a whole file its name, unless something has that by now. Where a file
// cannot have two names at a time, only looking first tells.
func appear(part, name string) error {
	err := os.Link(part, name)
	if err == nil {
		return nil
	}
	switch _, missing := os.Lstat(name); {
	case missing == nil:
		return existsAlready(name)
	case errors.Is(missing, fs.ErrNotExist):
		err = os.Rename(part, name)
	}
	if err != nil {
		err = notWritten(name, err)
	}
	return err
}

// abandon removes what is written so far of a new file.
func (c *call) abandon() {
	if part := c.unfinished.Swap(nil); part != nil {
		os.Remove(*part)
	}
}

// abandonOnSignals does so when the process is to end, which then ends as it would have;
// stop leaves that to others again. A signal that is ignored stays so, as under nohup.
func (c *call) abandonOnSignals() (stop func()) {
	signals := make(chan os.Signal, 1)
	for _, s := range endings {
		if !signal.Ignored(s) {
			signal.Notify(signals, s)
		}
	}
	go func() {
		s, more := <-signals
		if !more {
			return
		}
		c.abandon()
		signal.Reset(s)
		if self, err := os.FindProcess(os.Getpid()); err != nil || self.Signal(s) != nil {
			os.Exit(exitUnread)
		}
	}()
	return func() {
		signal.Stop(signals)
		close(signals)
	}
}
