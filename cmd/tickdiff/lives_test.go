package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// snapshot is the dumps of a recorded life at one step, in a folder.
type snapshot struct {
	folder string
	gone   []string
}

// recordedLives unpacks the snapshots in testdata/lives.
func recordedLives(t *testing.T) []snapshot {
	t.Helper()
	packed, err := os.Open("../../testdata/lives/lives.tar.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	unzipped, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	var all []snapshot
	root := t.TempDir()
	for files := tar.NewReader(unzipped); ; {
		header, err := files.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(files)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(root, header.Name)
		if filepath.Base(name) == "gone" { // the first file of a snapshot
			all = append(all, snapshot{filepath.Dir(name), strings.Fields(string(text))})
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		written(t, name, string(text))
	}
}

// show runs a command on a snapshot, 80 columns wide.
func (s snapshot) show(t *testing.T, command string, flags ...string) string {
	t.Helper()
	args := append([]string{command, "--width", "80"}, flags...)
	for _, name := range s.gone {
		args = append(args, "--gone", name)
	}
	return shownIn80(t, append(args, s.folder)...)
}

func shownIn80(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if code := run(args, stdio{strings.NewReader(""), &out, &errs}); code == exitUsage || code == exitUnread {
		t.Fatalf("%v: exit code %d: %s", args, code, errs.String())
	}
	return out.String()
}

// TestTextIsShort holds plan and report to what somebody can take in at night, over
// clusters as they come: most of them fit a screen. Nothing of the commands is cut for
// that.
func TestTextIsShort(t *testing.T) {
	lives := recordedLives(t)
	if len(lives) < 400 {
		t.Fatalf("only %d snapshots", len(lives))
	}
	for _, bound := range []struct {
		command       string
		median, tenth int // lines: of the one in the middle, and of that which nine of ten do not exceed
	}{
		{"plan", 20, 45},
		{"report", 30, 80},
	} {
		var lines []int
		for _, s := range lives {
			text := s.show(t, bound.command)
			lines = append(lines, strings.Count(text, "\n"))
			if bound.command == "plan" {
				holdsCommands(t, s, text)
			}
		}
		slices.Sort(lines)
		median, tenth := lines[len(lines)/2], lines[len(lines)*9/10]
		t.Logf("%s: median %d, p90 %d, longest %d", bound.command, median, tenth, lines[len(lines)-1])
		if median > bound.median || tenth > bound.tenth {
			t.Errorf("%s: median %d of %d lines, p90 %d of %d", bound.command, median, bound.median, tenth, bound.tenth)
		}
	}
}

// holdsCommands holds that every mark stands in the text of a plan.
func holdsCommands(t *testing.T, s snapshot, text string) {
	t.Helper()
	for line := range strings.Lines(s.show(t, "plan", "--format", "commands")) {
		if !strings.HasPrefix(line, ": ") && !strings.Contains(text, "\n  "+line) {
			t.Errorf("%s: the plan does not show %q", s.folder, line)
		}
	}
}

// The two that people see first have bounds of their own.
func TestFirstTextsAreShort(t *testing.T) {
	test := func(most int, args ...string) {
		t.Helper()
		text := shownIn80(t, append([]string{"plan", "--width", "80"}, args...)...)
		if lines := strings.Count(text, "\n"); lines > most {
			t.Errorf("%v: %d lines, more than %d:\n%s", args, lines, most, text)
		}
	}
	test(12, "../../testdata/dumps/manual")
	test(24, "--gone", "test_0", "../../testdata/dumps/outage/2-later")
}
