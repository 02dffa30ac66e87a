package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tickdiff": main, "measured": measured, "moat": standIn, "sleep": standInSleep})
}

// TestScripts runs the scenarios: each begins with its story, then says what is
// run and what must come out. TICKDIFF_UPDATE=1 rewrites what comes out.
//
// Beside the usual commands there is "exits CODE PROGRAM…", which runs a program
// and holds it to an exit code, and "replace OLD NEW FILE". $DUMPS is the folder of the real
// dumps; dumps and saves are copies of the real files, watch is one of docs/watch.
func TestScripts(t *testing.T) {
	dumps, err := filepath.Abs("../../testdata/dumps")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("TICKDIFF_UPDATE") != "",
		Setup: func(env *testscript.Env) error {
			env.Setenv("DUMPS", dumps)
			env.Setenv("GORACE", os.Getenv("GORACE")) // each of these programs may be built to look for races
			saves := filepath.Join(filepath.Dir(dumps), "saves")
			copied := func(to, from string) error { return os.CopyFS(filepath.Join(env.WorkDir, to), os.DirFS(from)) }
			return errors.Join(copied("dumps", dumps), copied("saves", saves), copied("watch", filepath.Join(dumps, "../../docs/watch")))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "replace": replace},
	})
}

// exits runs a program that must end with the given exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARG…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	default:
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// replace puts one text for another in a file, wherever it stands.
func replace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace OLD NEW FILE")
	}
	text := ts.ReadFile(args[2])
	if !strings.Contains(text, args[0]) {
		ts.Fatalf("no %q in %s", args[0], args[2])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(strings.ReplaceAll(text, args[0], args[1])), 0o666))
}
