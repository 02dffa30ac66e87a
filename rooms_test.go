// Package tickdiff_test holds what is true of the project as a whole.
package tickdiff_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// room is a package.
type room struct {
	is    string   // what it makes, and what it knows nothing of
	may   []string // the rooms that it may import
	never []string // what it must not import of the world
}

// pure is what no stage of the analysis may touch: the same dumps give the same values.
var pure = []string{"os", "io", "log", "time", "math/rand", "math/rand/v2", "gopkg.in/yaml.v3", "github.com/spf13/pflag"}

// rooms are all packages. Data flows one way: a room imports only rooms above it.
var rooms = map[string]room{
	"ticks": {is: "sets of ticks; it knows no server",
		never: []string{"os", "gopkg.in/yaml.v3"}},
	"analyze/moatcmd": {is: "makes every command line for servers, and quotes it; it runs nothing",
		may: []string{"ticks"}, never: slices.Concat(pure, []string{"regexp"})},

	"dump/internal/yamltree": {is: "parses YAML into a tree, and is alone with the library"},
	"dump/internal/savefile": {is: "reads the records of a save file",
		may: []string{"ticks"}},
	"dump/internal/scalar": {is: "knows how servers write names"},
	"dump/internal/lift": {is: "takes dumps out of the text around them; it knows no file",
		may: []string{"dump/internal/scalar"}, never: []string{"os", "io", "gopkg.in/yaml.v3"}},
	"dump/internal/shape": {is: "takes texts out of what they arrived in; it knows no file, and reads no dump",
		may: []string{"dump/internal/lift", "dump/internal/scalar"}, never: []string{"os", "io", "gopkg.in/yaml.v3"}},
	"dump/internal/logline": {is: "reads the lines of a server's log",
		may: []string{"ticks", "dump/internal/lift"}, never: []string{"os", "io", "gopkg.in/yaml.v3"}},
	"dump": {is: "reads inputs; it alone makes a Dump, and says what is wrong with an input",
		may:   []string{"ticks", "dump/internal/yamltree", "dump/internal/savefile", "dump/internal/scalar", "dump/internal/lift", "dump/internal/logline", "dump/internal/shape", "analyze/moatcmd"},
		never: []string{"os", "gopkg.in/yaml.v3", "github.com/tinylib/msgp/msgp", "log"}},

	"analyze/prose": {is: "makes sentences that know their names and commands; it knows no format",
		may: []string{"ticks", "analyze/moatcmd"}, never: pure},
	"analyze/cluster": {is: "puts dumps side by side, and decides nothing",
		may: []string{"analyze/prose", "dump", "ticks"}, never: pure},
	"analyze/plan": {is: "decides on each missing tick; it knows no check",
		may: []string{"analyze/cluster", "analyze/moatcmd", "analyze/prose", "dump", "ticks"}, never: pure},
	"analyze/check": {is: "looks for trouble in views and plans; it writes no command itself",
		may: []string{"analyze/cluster", "analyze/plan", "analyze/prose", "docs", "dump", "ticks"}, never: pure},
	"analyze/verify": {is: "holds newer dumps against a plan, and plans and checks them again",
		may: []string{"analyze/check", "analyze/cluster", "analyze/plan", "dump", "ticks"}, never: pure},
	"analyze/diff": {is: "holds two views against each other; it knows no plan",
		may: []string{"analyze/cluster", "dump", "ticks"}, never: pure},
	"analyze/heal": {is: "finds entries that differ between saves, and what makes them equal; it reads no value",
		may: []string{"analyze/cluster", "analyze/plan", "dump"}, never: pure},
	"analyze/redact": {is: "gives dumps other names; it concludes nothing",
		may: []string{"analyze/cluster", "analyze/moatcmd", "dump"}, never: pure},
	"analyze": {is: "holds the proofs of the stages together, and no code"},
	"analyze/internal/toy": {is: "is a cluster for tests that obeys marks",
		may: []string{"ticks", "dump"}},
	"analyze/internal/mutants": {is: "breaks each condition of the rules, and asks whether a test notices"},

	"docs": {is: "holds the pages that the program shows, too"},

	"report/doc": {is: "is what people are told; it knows no format",
		may: []string{"ticks", "analyze/cluster", "analyze/moatcmd", "analyze/prose"}},
	"report/text": {is: "writes documents for terminals",
		may: []string{"analyze/cluster", "analyze/prose", "report/doc"}},
	"report/markdown": {is: "writes documents for posts",
		may: []string{"analyze/prose", "report/doc", "report/text"}},
	"report/html": {is: "writes documents for browsers",
		may: []string{"ticks", "analyze/cluster", "analyze/prose", "report/doc"}},
	"report": {is: "tells values in documents, JSON and scripts; it decides nothing",
		may:   []string{"ticks", "dump", "analyze/check", "analyze/cluster", "analyze/diff", "analyze/heal", "analyze/plan", "analyze/redact", "analyze/verify", "analyze/moatcmd", "analyze/prose", "docs", "report/doc"},
		never: []string{"os", "time", "gopkg.in/yaml.v3", "github.com/spf13/pflag"}},
	"cmd/tickdiff": {is: "knows flags, files and exit codes; it looks into no set of ticks",
		may:   []string{"dump", "analyze/check", "analyze/cluster", "analyze/diff", "analyze/heal", "analyze/plan", "analyze/redact", "analyze/verify", "analyze/moatcmd", "analyze/prose", "docs", "report", "report/doc", "report/text", "report/markdown", "report/html"},
		never: []string{"gopkg.in/yaml.v3"}},

	"internal/gate": {is: "tells tests how much they are to try"},
	"bench/gen": {is: "makes up clusters",
		may: []string{"ticks"}},
	"bench/gendumps":       {is: "writes the dumps of a made-up cluster", may: []string{"bench/gen"}},
	"bench/gensaves":       {is: "writes made-up save files"},
	"bench/inturn":         {is: "runs two programs in turn"},
	"bench/peers/newlines": {is: "counts lines, as fast as can be"},
	"bench/peers/empty":    {is: "does nothing, as fast as can be"},
}

func TestRooms(t *testing.T) {
	seen := map[string]bool{}
	for _, file := range goFiles(t) {
		name := filepath.ToSlash(filepath.Dir(file))
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		room, known := rooms[name]
		if !known {
			t.Errorf("%s: no room is called %q; add it to the map, with what it is and may import", file, name)
			continue
		}
		seen[name] = true
		for _, path := range importsOf(t, file) {
			if own, ok := strings.CutPrefix(path, "tickdiff/"); ok && !slices.Contains(room.may, own) {
				t.Errorf("%s imports %s, but %s %s: it may import %v", file, path, name, room.is, room.may)
			}
			if slices.Contains(room.never, path) {
				t.Errorf("%s imports %s, but %s %s", file, path, name, room.is)
			}
		}
	}
	for name := range rooms {
		if !seen[name] {
			t.Errorf("the room %s has no code", name)
		}
	}
}

// TestArchitectureNamesFiles holds that each file and folder of the page is there.
func TestArchitectureNamesFiles(t *testing.T) {
	page, err := os.ReadFile("docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	err = filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if path = "/" + filepath.ToSlash(path); err == nil && d.IsDir() {
			path += "/"
		}
		paths = append(paths, path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`([a-z_/0-9-]+(?:/|\\.go|\\.tmpl|\\.yaml))`").FindAllStringSubmatch(string(page), -1)
	if len(named) == 0 {
		t.Error("the page names nothing")
	}
	for _, name := range named {
		if !slices.ContainsFunc(paths, func(path string) bool { return strings.HasSuffix(path, "/"+name[1]) }) {
			t.Errorf("docs/architecture.md names %s, which is not there", name[1])
		}
	}
}

// TestOffline holds that nothing linked could talk to a server or run a program, on any
// system that there is a release for.
func TestOffline(t *testing.T) {
	for _, target := range append(releaseTargets(t), "js/wasm") {
		deps := depsOn(t, target)
		if !slices.Contains(deps, "tickdiff/analyze/plan") {
			t.Fatalf("%s: the list of dependencies is not what it should be: %v", target, deps)
		}
		for _, path := range []string{"net/http", "net/rpc", "net/smtp", "crypto/tls", "log/syslog", "os/exec", "plugin", "runtime/cgo"} {
			if slices.Contains(deps, path) {
				t.Errorf("tickdiff for %s links %s", target, path)
			}
		}
	}
}

// releaseTargets are the systems that scripts/release builds for.
func releaseTargets(t *testing.T) []string {
	t.Helper()
	script, err := os.ReadFile("scripts/release")
	if err != nil {
		t.Fatal(err)
	}
	list := regexp.MustCompile(`(?m)\|\| set -- (.+)$`).FindSubmatch(script)
	if list == nil {
		t.Fatal("scripts/release lists no targets")
	}
	return strings.Fields(string(list[1]))
}

// depsOn are all packages that tickdiff is linked from.
func depsOn(t *testing.T, target string) []string {
	t.Helper()
	system, processor, _ := strings.Cut(target, "/")
	list := exec.Command("go", "list", "-deps", "./cmd/tickdiff")
	list.Env = append(os.Environ(), "GOOS="+system, "GOARCH="+processor, "CGO_ENABLED=0")
	out, err := list.Output()
	if err != nil {
		t.Fatalf("%s: %v", target, err)
	}
	return strings.Fields(string(out))
}

// reachesOut are the calls of the standard library that reach another machine or start
// another program, as far as what may be linked has any.
var reachesOut = regexp.MustCompile(`\b(net\.(Dial|Listen|Lookup|Resolve|Resolver)|os\.StartProcess|syscall\.(Exec|ForkExec|StartProcess|Socket|Connect)\b)`)

// TestReachesNobody holds that tickdiff's own code asks for neither.
func TestReachesNobody(t *testing.T) {
	for _, file := range goFiles(t) {
		if strings.HasPrefix(file, "bench") || strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if call := reachesOut.Find(text); call != nil {
			t.Errorf("%s calls %s", file, call)
		}
	}
}

// doors are the files through which tickdiff reads and writes others: what is special or too
// large is refused in one of them, and a new file is whole in the other.
var doors = map[string]bool{"inputs.go": true, "newfile.go": true, "memory_linux.go": true}

var opensFiles = regexp.MustCompile(`\bos\.(Open|OpenFile|OpenInRoot|ReadFile|Create|CreateTemp|WriteFile|Rename|Link|Symlink|Truncate)\(`)

// TestFilesHaveDoors holds that no command opens a file by itself.
func TestFilesHaveDoors(t *testing.T) {
	for _, file := range goFiles(t) {
		if filepath.Dir(file) != filepath.Join("cmd", "tickdiff") || strings.HasSuffix(file, "_test.go") || doors[filepath.Base(file)] {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if call := opensFiles.Find(text); call != nil {
			t.Errorf("%s calls %s; openFile and readText read, writeNew writes", file, strings.TrimSuffix(string(call), "("))
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
