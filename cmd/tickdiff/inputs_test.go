//go:build unix

package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/dump"
)

const someDump = "missing: {}\nnode: x\ntock: 3\n"

// folderOf makes a folder of empty files; a name that ends in a slash is a folder.
func folderOf(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range names {
		full := filepath.Join(dir, name)
		err := os.MkdirAll(filepath.Dir(full), 0o755)
		if strings.HasSuffix(name, "/") {
			err = os.MkdirAll(full, 0o755)
		} else if err == nil {
			err = os.WriteFile(full, []byte(someDump), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	return dir
}

func TestGather(t *testing.T) {
	folderOf(t, "b.yaml", "a.txt.gz", "c.pdf", "d.TAR.GZ", "later/e.yaml", "none/x.pdf", "empty/")
	if err := syscall.Mkfifo("pipe", 0o644); err != nil {
		t.Fatal(err)
	}
	test := func(args string, want ...string) {
		t.Helper()
		inputs, _, problems := gather(strings.Fields(args), strings.NewReader(someDump))
		var got []string
		for _, in := range inputs {
			got = append(got, fmt.Sprintf("%s %v", in.Name, in.Found))
		}
		for _, p := range problems {
			got = append(got, fmt.Sprintf("%v %s", p.Level, p.Error()))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", args, diff)
		}
	}
	test("c.pdf - b.yaml", "c.pdf false", "- false", "b.yaml false")
	test(".", "a.txt.gz true", "b.yaml true", "c.pdf true", "d.TAR.GZ true", "later/e.yaml true", "none/x.pdf true", `note .: no dump in "pipe"`)
	test("later/ b.yaml later", "later/e.yaml true", "b.yaml false", "later/e.yaml true")
	test("gone.yaml b.yaml", "b.yaml false", "error gone.yaml: no such file or directory")
	test("empty", "error empty: no file in this folder")
	test("- -", "- false", "error -: standard input can be read only once")
	test("pipe", "error pipe: a named pipe, not a file; pipe its content in and give - instead")
	test("/dev/zero", "error /dev/zero: a device, not a file; pipe its content in and give - instead")
}

func TestUnreadable(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	folderOf(t, "a.yaml")
	if err := os.Chmod("a.yaml", 0); err != nil {
		t.Fatal(err)
	}
	inputs, _, _ := gather([]string{"a.yaml"}, nil)
	if r := dump.Read(inputs[0]); len(r.Problems) != 1 || r.Problems[0].Error() != "a.yaml: permission denied" {
		t.Errorf("problems %v", r.Problems)
	}
}

// A file somebody still writes to may be half of what it will be.
func TestChangingFile(t *testing.T) {
	folderOf(t, "a.yaml")
	inputs, _, _ := gather([]string{"a.yaml"}, nil)
	f, err := inputs[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("a.yaml", []byte(someDump+"more"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err == nil || err.Error() != "changed while it was read" {
		t.Errorf("close: %v", err)
	}
}

// Standard input cannot be read twice, but its spool can, and only what was
// asked for is taken from it.
func TestSpool(t *testing.T) {
	inputs, _, _ := gather([]string{"-"}, strings.NewReader(someDump))
	if r := dump.Read(inputs[0]); len(r.Dumps) != 1 || r.Failed() {
		t.Errorf("%d dumps, problems %v", len(r.Dumps), r.Problems)
	}
	endless := &spool{from: strings.NewReader(strings.Repeat("#", 1000))}
	r, _ := endless.open()
	if _, err := io.ReadFull(r, make([]byte, 10)); err != nil || len(endless.kept) != 10 {
		t.Errorf("kept %d bytes, %v", len(endless.kept), err)
	}
}

func TestDescriptor(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.WriteString(someDump); err != nil {
		t.Fatal(err)
	}
	w.Close()
	name := fmt.Sprintf("/dev/fd/%d", r.Fd())
	inputs, _, problems := gather([]string{name}, nil)
	if len(problems) > 0 || len(dump.Read(inputs[0]).Dumps) != 1 {
		t.Errorf("%d inputs, problems %v", len(inputs), problems)
	}
}
