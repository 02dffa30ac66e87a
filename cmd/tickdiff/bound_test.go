package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tickdiff/dump"
)

// TestMemoryStops holds that each stage of each command ends where memory does, says so,
// and leaves no file.
func TestMemoryStops(t *testing.T) {
	folder, err := filepath.Abs("../../testdata/dumps/lost")
	if err != nil {
		t.Fatal(err)
	}
	plan := filepath.Join(t.TempDir(), "plan.json")
	if code := run([]string{"plan", "--format", "json", "-o", plan, folder}, stdio{strings.NewReader(""), io.Discard, io.Discard}); code != exitUndecided {
		t.Fatalf("exit code %d", code)
	}
	for _, test := range []struct {
		command *command
		args    []string
		stages  []stage
	}{
		{planCommand(), []string{folder}, []stage{stageReading, stageMerging, stageDeciding, stageWriting}},
		{reportCommand(), []string{folder}, []stage{stageReading, stageMerging, stageDeciding, stageChecking, stageWriting}},
		{diffCommand(), []string{folder, folder}, []stage{stageReading, stageMerging, stageComparing, stageWriting}},
		{verifyCommand(), []string{plan, folder}, []stage{stageReading, stageMerging, stageVerifying, stageWriting}},
		{explainCommand(), []string{"test_0:8", folder}, []stage{stageReading, stageMerging, stageDeciding, stageWriting}},
		{redactCommand(), []string{folder}, []stage{stageReading, stageWriting}},
	} {
		for _, at := range test.stages {
			out := filepath.Join(t.TempDir(), "out")
			if err := test.command.flagSet().Parse([]string{"-o", out}); err != nil {
				t.Fatal(err)
			}
			err := stoppedAt(test.command, test.args, at)
			var stop *memoryError
			if !errors.As(err, &stop) || stop.stage != at || !strings.Contains(err.Error(), string(at)) {
				t.Errorf("%s: stopped by %v, want a stop while %s", test.command.name, err, at)
			}
			if _, err := os.Stat(out); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("%s: something is left of the output, stopped while %s: %v", test.command.name, at, err)
			}
		}
	}
}

// stoppedAt runs a command for which memory ends at a stage.
func stoppedAt(c *command, args []string, at stage) (err error) {
	defer func() {
		if what := recover(); what != nil {
			err = failure(what, args)
		}
	}()
	made := &call{stdio: stdio{strings.NewReader(""), io.Discard, io.Discard}, args: args}
	made.look = func() *memoryLimit {
		if *made.stage.Load() != at {
			return nil
		}
		return &memoryLimit{bytes: 1, from: "a test"}
	}
	_, err = c.run(made)
	return err
}

// TestDocumentEndsForMemory holds that a document that is being written when memory runs
// out is ended, and says so.
func TestDocumentEndsForMemory(t *testing.T) {
	for _, format := range []string{"text", "html"} {
		var out bytes.Buffer
		c := reportCommand()
		if err := c.flagSet().Parse([]string{"--format", format}); err != nil {
			t.Fatal(err)
		}
		made := &call{stdio: stdio{strings.NewReader(""), &out, io.Discard}, args: []string{"../../testdata/dumps/lost"}}
		made.short.Store(&memoryLimit{bytes: 1 << 20, from: "a test"})
		_, err := c.run(made)
		var stop *memoryError
		if !errors.As(err, &stop) || !slices.Contains(stop.left, "findings") {
			t.Errorf("%s: %v", format, err)
		}
		if !strings.Contains(out.String(), ": this ends early, at the limit of 1 MiB by a test.") {
			t.Errorf("%s does not say that it ends early:\n%s", format, &out)
		}
	}
}

// TestBoundFollowsInput holds what is counted of inputs: each byte that is read, once, and
// each that comes out of a packed one.
func TestBoundFollowsInput(t *testing.T) {
	text := []byte("node: s\nnodes:\n  o: 9\npresent:\n  o:\n  - 1\n  - 3\ntock: 1\n")
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(text); err != nil || w.Close() != nil {
		t.Fatal("not packed")
	}
	folder, mended := t.TempDir(), append([]byte("$ moat kv\n"), text...)
	var want int64
	for name, content := range map[string][]byte{"a.yaml": text, "b.yaml": mended, "c.yaml.gz": packed.Bytes()} {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
		want += int64(len(content))
	}
	want += int64(len(text))
	c := &call{stdio: stdio{strings.NewReader(""), io.Discard, io.Discard}, args: []string{folder}}
	if _, err := (&reading{order: "tock"}).readDumps(c, c.args, dump.Search{}); err != nil {
		t.Fatal(err)
	}
	if given := c.given.Load(); given != want || c.byInput().bytes != boundPerByte*want+freeMemory {
		t.Errorf("%d bytes are counted, want %d", given, want)
	}
}
