package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"tickdiff": main, "measured": measured, "halted": halted, "terminal": terminal, "moat": standIn, "sleep": standInSleep,
	})
}

// TestScripts runs the scenarios: each begins with its story, then says what is
// run and what must come out. TICKDIFF_UPDATE=1 rewrites what comes out.
//
// Beside the usual commands there is "exits CODE PROGRAM…", which runs a program
// and holds it to an exit code, "replace OLD NEW FILE", and the program "terminal". $DUMPS is the folder of the real
// dumps. A scenario that names dumps/NAME, saves/NAME or reading/NAME has a copy of them,
// and one that names watch has one of docs/watch.
func TestScripts(t *testing.T) {
	real, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("TICKDIFF_UPDATE") != "",
		Setup: func(env *testscript.Env) error {
			env.Setenv("DUMPS", filepath.Join(real, "dumps"))
			env.Setenv("GORACE", os.Getenv("GORACE")) // each of these programs may be built to look for races
			return copyNamed(env.WorkDir, real)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "replace": replace},
	})
}

var namedFolder = regexp.MustCompile(`\b(?:(?:dumps|saves|reading)/[a-z-]+|watch)\b`)

// copyNamed copies the folders that a scenario names to where it runs. A copy of all
// takes longer than most scenarios.
func copyNamed(workDir, real string) error {
	scenario := strings.TrimPrefix(filepath.Base(workDir), "script-")
	text, err := os.ReadFile("testdata/script/" + scenario + ".txtar")
	if err != nil {
		return err
	}
	names := namedFolder.FindAllString(string(text), -1)
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		from := filepath.Join(real, name)
		if name == "watch" {
			from = filepath.Join(real, "../docs/watch")
		}
		if info, statErr := os.Stat(from); statErr == nil && info.IsDir() {
			err = errors.Join(err, os.CopyFS(filepath.Join(workDir, name), os.DirFS(from)))
		}
	}
	return err
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
