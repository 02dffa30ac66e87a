//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// TestSpecialFilesAreRefused names what is no file wherever a command takes one: it would
// wait for ever, or never end.
func TestSpecialFilesAreRefused(t *testing.T) {
	dumps, err := filepath.Abs("../../testdata/dumps/lost")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	ran(t, "redact", "--key", "key.json", "-o", "public.yaml", dumps)
	ran(t, "plan", "-f", "json", "-o", "plan.json", "public.yaml")
	refused := regexp.MustCompile(`\b(a named pipe|a socket|a device), not a file|a folder, where a file|exists already`)
	for _, special := range specialFiles(t) {
		for _, args := range placesOfFiles(special, dumps) {
			var out, errs bytes.Buffer
			code := run(args, stdio{strings.NewReader(""), &out, &errs})
			if code != exitUnread && code != exitUsage || !refused.MatchString(errs.String()) || strings.Contains(errs.String(), "internal error") {
				t.Errorf("%v: exit code %d, %s", args, code, &errs)
			}
		}
	}
}

// specialFiles are one of each kind, and links to them.
func specialFiles(t *testing.T) []string {
	t.Helper()
	socket, err := net.Listen("unix", "socket")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { socket.Close() })
	err = errors.Join(syscall.Mkfifo("pipe", 0o600), os.Mkdir("folder", 0o700))
	all := []string{"pipe", "socket", "folder", "/dev/zero", "/dev/null"}
	for i, name := range all {
		link := fmt.Sprint("link", i)
		err = errors.Join(err, os.Symlink(name, link))
		all = append(all, link)
	}
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// placesOfFiles are command lines with a file in each place that takes one. As a dump, a
// folder is well.
func placesOfFiles(file, dumps string) [][]string {
	info, err := os.Stat(file)
	folder := err == nil && info.IsDir()
	all := [][]string{{"show", file}, {"verify", file, dumps}, {"redact", "--undo", file, "plan.json"}, {"redact", "--undo", "key.json", file}}
	if !folder {
		all = append(all, []string{"verify", "plan.json", file}, []string{"diff", file, dumps}, []string{"diff", dumps, file},
			[]string{"explain", "test_0:1", file}, []string{"entries", file, "test_0:1"})
	}
	for _, c := range commands() {
		operand := dumps
		if c.name == "show" || c.name == "verify" {
			operand = "plan.json"
		}
		if !folder && strings.HasPrefix(c.args, "DUMP") {
			all = append(all, []string{c.name, file})
		}
		for _, f := range c.flagHelps() {
			args := []string{c.name, "--" + f.long, file, operand}
			switch {
			case f.value != "FILE" || f.long == "undo":
				continue
			case c.name == "explain":
				args = slices.Insert(args, 3, "test_0:1")
			case c.name == "entries":
				args = append(args, "test_0:1")
			case c.name == "verify" || c.name == "diff":
				args = append(args, dumps)
			}
			all = append(all, args)
		}
	}
	return all
}
