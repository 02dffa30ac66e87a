package main

import (
	"bytes"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// failing is a command that does what a mistake would make of it.
func failing(run func(*call) error) *command {
	return &command{name: "fail", run: func(c *call) (int, error) { return exitClean, run(c) }}
}

// TestCrash holds that a mistake of the program is said with the inputs that
// showed it, and is no wrong usage.
func TestCrash(t *testing.T) {
	var none []int
	for what, run := range map[string]func(*call) error{
		`"seven"`: func(*call) error { panic("seven") },
		`"runtime error: index out of range [3] with length 0"`: func(c *call) error { c.argv[0] = c.args[none[len(c.argv)-1]]; return nil },
	} {
		var errs bytes.Buffer
		std := stdio{strings.NewReader(""), io.Discard, &errs}
		code, err := failing(run).start([]string{"a.yaml", "b\x1b.yaml"}, std)
		code = exitOf(code, err, std)
		want := "tickdiff: internal error: " + what + " in tickdiff/cmd/tickdiff.TestCrash.func"
		if code != exitUnread || !strings.HasPrefix(errs.String(), want) || !strings.Contains(errs.String(), `, on a.yaml, "b\x1b.yaml"`) {
			t.Errorf("exit code %d, said %q, want %q…", code, errs.String(), want)
		}
		if !strings.Contains(errs.String(), "\nhint: please report this") {
			t.Errorf("no hint: %q", errs.String())
		}
	}
}

// TestCrashLeavesNoOutput holds that half an output is not taken for a whole one.
func TestCrashLeavesNoOutput(t *testing.T) {
	name := filepath.Join(t.TempDir(), "out")
	run := func(c *call) error {
		return c.writeNew(name, 0o600, func(w io.Writer) error { io.WriteString(w, "half"); panic("seven") })
	}
	var caught *crash
	if _, err := failing(run).start([]string{"a"}, stdio{strings.NewReader(""), io.Discard, io.Discard}); !errors.As(err, &caught) {
		t.Fatalf("no crash: %v", err)
	}
	if _, err := os.Stat(name); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something is left of the output: %v", err)
	}
}

// TestUnderWork holds that an input is known as long as it is open.
func TestUnderWork(t *testing.T) {
	folderOf(t, "a.yaml", "b.yaml")
	inputs, _, _ := gather([]string{"b.yaml", "a.yaml"}, nil)
	var u underWork
	noted := u.noting(inputs)
	var open []io.Closer
	for _, in := range []int{0, 1, 1} {
		r, err := noted[in].Open()
		if err != nil {
			t.Fatal(err)
		}
		open = append(open, r)
	}
	for _, want := range []string{"a.yaml b.yaml", "a.yaml", "a.yaml", ""} {
		if got := strings.Join(u.names(), " "); got != want {
			t.Errorf("open: %q, want %q", got, want)
		}
		if len(open) > 0 {
			open[0].Close()
			open = open[1:]
		}
	}
}

// TestOverLimit holds that both kinds of limit are kept, and named.
func TestOverLimit(t *testing.T) {
	space := func(left int64) []memoryLimit {
		return []memoryLimit{{1 << 40, "ulimit -v", func() int64 { return 1<<40 - left }, leastSpace}}
	}
	for _, test := range []struct {
		limit int64
		space []memoryLimit
		want  string
	}{
		{1 << 40, nil, ""},
		{1 << 40, space(leastSpace), ""},
		{1 << 40, space(leastSpace - 1), "ulimit -v"},
		{1 << 10, space(leastSpace), "the machine"},
	} {
		got := ""
		if over := passed(append(test.space, memoryLimit{test.limit, "the machine", memoryInUse, 0})); over != nil {
			got = over.from
		}
		if got != test.want {
			t.Errorf("limit %d: over the one by %q, want %q", test.limit, got, test.want)
		}
	}
}

// TestAvailableMemory holds that a limit is found.
func TestAvailableMemory(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux has such files")
	}
	if m := availableMemory(); m.bytes <= 0 || m.bytes == math.MaxInt64 || m.from == "" {
		t.Errorf("memory: %+v", m)
	}
	for _, s := range spaceLimits() {
		if s.used() <= 0 {
			t.Errorf("%s: nothing is in use", s.from)
		}
	}
}
