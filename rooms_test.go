// Package tickdiff_test holds what is true of the project as a whole.
package tickdiff_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rooms says what each package may import of the project: only rooms to its
// left, so that data flows one way.
//
// The rooms inside dump each know one thing and nothing of dumps: yamltree the
// YAML library, savefile the records of a save file, scalar the servers' style of
// names, lift the text around a dump, and logline the servers' log lines. None of
// them knows a file or an archive. dump joins them: it alone makes a Dump, and
// says what is wrong with an input.
var rooms = map[string][]string{
	"ticks":                    {},
	"dump/internal/yamltree":   {},
	"dump/internal/savefile":   {"ticks"},
	"dump/internal/scalar":     {},
	"dump/internal/lift":       {"dump/internal/scalar"},
	"dump/internal/logline":    {"ticks", "dump/internal/lift"},
	"dump":                     {"ticks", "dump/internal/yamltree", "dump/internal/savefile", "dump/internal/scalar", "dump/internal/lift", "dump/internal/logline", "analyze/moatcmd"},
	"analyze/moatcmd":          {"ticks"},
	"analyze/cluster":          {"analyze/prose", "dump", "ticks"},                                    // puts dumps side by side, and decides nothing
	"analyze/plan":             {"analyze/cluster", "analyze/moatcmd", "dump", "ticks"},               // decides on each missing tick; it knows no check
	"analyze/check":            {"analyze/cluster", "analyze/plan", "analyze/prose", "dump", "ticks"}, // looks for trouble in views and plans; it writes no command itself
	"analyze/verify":           {"analyze/check", "analyze/cluster", "analyze/plan", "dump", "ticks"}, // holds newer dumps against a plan, and plans and checks them again
	"analyze/diff":             {"analyze/cluster", "dump", "ticks"},                                  // holds two views against each other; it knows no plan
	"analyze/redact":           {"analyze/cluster", "analyze/moatcmd", "dump"},                        // gives dumps other names; it concludes nothing
	"analyze":                  {},                                                                    // holds the proofs of the stages together, and no code
	"analyze/internal/toy":     {"ticks", "dump"},
	"analyze/internal/mutants": {},
	"internal/gate":            {},
	"analyze/prose":            {"ticks", "analyze/moatcmd"},
	"report/doc":               {"analyze/cluster", "analyze/moatcmd", "analyze/prose"},
	"report/text":              {"analyze/cluster", "analyze/prose", "report/doc"},
	"report/markdown":          {"analyze/prose", "report/doc", "report/text"},
	"report/html":              {"ticks", "analyze/cluster", "analyze/prose", "report/doc"},
	"report":                   {"ticks", "dump", "analyze/check", "analyze/cluster", "analyze/diff", "analyze/plan", "analyze/redact", "analyze/verify", "analyze/moatcmd", "analyze/prose", "report/doc"},
	"cmd/tickdiff":             {"dump", "analyze/check", "analyze/cluster", "analyze/diff", "analyze/plan", "analyze/redact", "analyze/verify", "analyze/moatcmd", "analyze/prose", "report", "report/doc", "report/text", "report/markdown", "report/html"},
	"bench/gen":                {"ticks"},
	"bench/gendumps":           {"bench/gen"},
	"bench/inturn":             {},
	"bench/gensaves":           {},
	"bench/peers/newlines":     {},
	"bench/peers/empty":        {},
}

// pure is what no stage of the analysis may touch: the same dumps give the same values.
var pure = []string{"os", "io", "log", "time", "math/rand", "math/rand/v2", "gopkg.in/yaml.v3", "github.com/spf13/pflag"}

// forbidden says what a room must not import of the world.
var forbidden = map[string][]string{
	"ticks":                 {"os", "gopkg.in/yaml.v3"},
	"analyze/moatcmd":       {"os", "io", "regexp", "gopkg.in/yaml.v3"},
	"dump/internal/lift":    {"os", "io", "gopkg.in/yaml.v3"},
	"dump/internal/logline": {"os", "io", "gopkg.in/yaml.v3"},
	"dump":                  {"os", "gopkg.in/yaml.v3", "github.com/tinylib/msgp/msgp", "log"},
	"analyze/cluster":       pure,
	"analyze/plan":          pure,
	"analyze/check":         pure,
	"analyze/verify":        pure,
	"analyze/diff":          pure,
	"analyze/redact":        pure,
	"report":                {"os", "time", "gopkg.in/yaml.v3", "github.com/spf13/pflag"},
	"cmd/tickdiff":          {"tickdiff/ticks", "gopkg.in/yaml.v3"},
}

func TestRooms(t *testing.T) {
	seen := map[string]bool{}
	for _, file := range goFiles(t) {
		room := filepath.ToSlash(filepath.Dir(file))
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		allowed, known := rooms[room]
		if !known {
			t.Errorf("%s: no room is called %q; add it to the map, with what it may import", file, room)
			continue
		}
		seen[room] = true
		for _, path := range importsOf(t, file) {
			if own, ok := strings.CutPrefix(path, "tickdiff/"); ok && !slices.Contains(allowed, own) {
				t.Errorf("%s imports %s: %s may import %v", file, path, room, allowed)
			}
			if slices.Contains(forbidden[room], path) {
				t.Errorf("%s imports %s, which %s must not", file, path, room)
			}
		}
	}
	for room := range rooms {
		if !seen[room] {
			t.Errorf("the room %s has no code", room)
		}
	}
}

// TestOffline holds that nothing linked could talk to a server.
func TestOffline(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "./cmd/tickdiff").Output()
	if err != nil {
		t.Fatal(err)
	}
	deps := strings.Fields(string(out))
	if !slices.Contains(deps, "tickdiff/analyze/plan") {
		t.Fatalf("the list of dependencies is not what it should be: %v", deps)
	}
	for _, path := range []string{"net/http", "crypto/tls", "os/exec", "plugin"} {
		if slices.Contains(deps, path) {
			t.Errorf("tickdiff links %s", path)
		}
	}
}

// TestNoHiddenState holds that nothing registers itself: no init functions.
func TestNoHiddenState(t *testing.T) {
	for _, file := range goFiles(t) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "\nfunc init()") {
			t.Errorf("%s has an init function", file)
		}
	}
}

func goFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && (strings.HasPrefix(d.Name(), ".") && path != "." || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if err == nil && filepath.Ext(path) == ".go" && filepath.Dir(path) != "." {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) < 20 {
		t.Fatalf("%d Go files, %v", len(files), err)
	}
	return files
}

func importsOf(t *testing.T, file string) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, spec := range f.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}
