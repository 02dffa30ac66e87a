package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/metrics"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"tickdiff/analyze/moatcmd"
)

// maxFuzzed is how long an input may be: longer ones find nothing that shorter ones
// do not, and slow everything down.
const maxFuzzed = 16 << 10

// fuzzed is what one command line is made from.
type fuzzed struct {
	*clusterDumps
	dir   string
	files []string // the dumps, in the order of their names
	text  string   // a file of anything

	honest bool // the saved plan is as it was made
}

// fuzzCommands are the command lines that read dumps, in every format. Where the
// order of the dumps must not matter, they stand for themselves.
var fuzzCommands = []struct {
	args   func(*fuzzed) []string
	format string
}{
	{planArgsOf("plan"), "text"}, {planArgsOf("plan"), "markdown"}, {planArgsOf("plan"), "html"}, {planArgsOf("plan"), "json"}, {planArgsOf("plan"), "commands"}, {planArgsOf("plan"), "script"},
	{planArgsOf("report"), "text"}, {planArgsOf("report"), "markdown"}, {planArgsOf("report"), "html"}, {planArgsOf("report"), "json"}, {planArgsOf("report"), "jsonl"},
	{planArgsOf("predict"), ""},
	{explainArgs, "text"}, {explainArgs, "markdown"}, {explainArgs, "html"}, {explainArgs, "json"},
	{diffArgs, "text"}, {diffArgs, "markdown"}, {diffArgs, "html"}, {diffArgs, "json"},
	{entriesArgs, "text"}, {entriesArgs, "markdown"}, {entriesArgs, "html"}, {entriesArgs, "json"},
	{verifyArgs, "text"}, {verifyArgs, "markdown"}, {verifyArgs, "html"}, {verifyArgs, "json"},
	{showArgs, "text"}, {showArgs, "markdown"}, {showArgs, "html"}, {showArgs, "json"}, {showArgs, "commands"}, {showArgs, "script"},
	{func(*fuzzed) []string { return []string{"redact", inputs} }, ""},
	{undoArgs, ""},
}

// inputs stands for the dumps in a command line.
const inputs = "DUMP…"

// FuzzCommands runs whole commands on made-up dumps, and on text of any kind beside
// them. Whatever comes, no command may crash, end with a code that is none of the
// documented, write what a terminal obeys, work out of proportion, or answer
// otherwise when its inputs stand in another order.
func FuzzCommands(f *testing.F) {
	random := rand.New(rand.NewPCG(3, 9))
	roll := func(n int) []byte {
		out := make([]byte, n)
		for i := range out {
			out[i] = byte(random.Uint32())
		}
		return out
	}
	for which := range fuzzCommands {
		for range 4 {
			f.Add(byte(which), roll(20), []byte(nil))
		}
	}
	for i, text := range realInputs(f) {
		f.Add(byte(i), roll(20), text)
	}
	f.Fuzz(func(t *testing.T, which byte, choices, text []byte) {
		if len(choices) > 2000 || len(text) > maxFuzzed {
			return
		}
		c := &fuzzCommands[int(which)%len(fuzzCommands)]
		in := rollInputs(t, newDice(choices), text)
		args := c.args(in)
		if c.format != "" {
			args = slices.Insert(args, 1, "--format", c.format)
		}
		first := in.run(t, args, in.files)
		first.check(t, c.format)
		if in.honest && args[0] == "show" && first.code == exitUnread {
			t.Fatalf("%s\na plan is refused as it was saved: %s", first.args, first.errs)
		}
		in.checkOrder(t, args, first)
	})
}

// checkOrder holds that the order of the inputs does not count, unless it is asked
// for. Where the command line stands in the output, that would differ; and redact
// keeps the order, for whoever is to give it.
func (in *fuzzed) checkOrder(t *testing.T, args []string, first *outcome) {
	t.Helper()
	other := slices.Clone(in.files)
	if !slices.Contains(args, "given") && !slices.ContainsFunc([]string{"markdown", "html", "script", "verify", "redact"}, func(s string) bool { return slices.Contains(args, s) }) {
		slices.Reverse(other)
	}
	if again := in.run(t, args, other); again.out != first.out || again.code != first.code {
		t.Fatalf("%s\nexit codes %d and %d; the output differs when it is run again:\n%s", first.args, first.code, again.code, cmp.Diff(first.out, again.out))
	}
}

// realInputs are the real dumps of each folder in one text, and each save file.
func realInputs(f *testing.F) (texts [][]byte) {
	f.Helper()
	for _, folder := range []string{"../../testdata/dumps/*", "../../testdata/dumps/*/*", "../../testdata/saves/*/*.moat"} {
		names, err := filepath.Glob(folder)
		if err != nil || len(names) == 0 {
			f.Fatalf("%s: %d files, %v", folder, len(names), err)
		}
		for _, name := range names {
			dumps, err := filepath.Glob(filepath.Join(name, "*.yaml"))
			if strings.HasSuffix(name, ".moat") {
				dumps = []string{name}
			}
			var all []byte
			for _, d := range dumps {
				text, readErr := os.ReadFile(d)
				err = errors.Join(err, readErr)
				all = append(all, text...)
			}
			if err != nil {
				f.Fatal(err)
			}
			if len(all) > 0 {
				texts = append(texts, all)
			}
		}
	}
	return texts
}

// rollInputs makes up a cluster and writes some dumps of it into files.
func rollInputs(t *testing.T, d *dice, text []byte) *fuzzed {
	t.Helper()
	in := &fuzzed{clusterDumps: rollCluster(d), dir: t.TempDir()}
	write := func(name string, content []byte) string {
		name = filepath.Join(in.dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o700), os.WriteFile(name, content, 0o600)); err != nil {
			t.Fatal(err)
		}
		return name
	}
	in.text = write("text/text.yaml", text)
	for i := range 1 + d.roll(6) {
		content := encoded(t, in.dump())
		if d.some(5) {
			content = in.save()
		}
		in.files = append(in.files, write(fmt.Sprintf("dumps/%d.yaml", i), content))
	}
	if len(text) > 0 {
		in.files = append(in.files, in.text)
	}
	return in
}

// outcome is what came out of one run.
type outcome struct {
	args      string
	code      int
	out, errs string
}

func (in *fuzzed) run(t *testing.T, args, files []string) *outcome {
	t.Helper()
	var all []string
	for _, arg := range args {
		if arg == inputs {
			all = append(all, files...)
		} else {
			all = append(all, arg)
		}
	}
	size := 0
	for _, name := range in.files {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		size += int(info.Size())
	}
	var out, errs bytes.Buffer
	before := allocated()
	code := run(all, stdio{strings.NewReader(""), &out, &errs})
	o := &outcome{strings.Join(all, " "), code, out.String(), errs.String()}
	if work := allocated() - before; work > 64<<20+uint64(size)*10_000 || out.Len() > 1<<20+size*200 {
		t.Fatalf("%s\n%d bytes of input took %d bytes of memory, and gave %d", o.args, size, work, out.Len())
	}
	return o
}

// allocated is all memory that was ever allocated, which grows with the work done.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// check holds what is true of every run.
func (o *outcome) check(t *testing.T, format string) {
	t.Helper()
	what := ""
	switch {
	case strings.Contains(o.errs, "internal error"):
		what = "a crash"
	case o.code < exitClean || o.code > exitUndecided:
		what = "no such exit code"
	case (o.code == exitUsage || o.code == exitUnread) && o.errs == "":
		what = "an error without a word"
	case o.code == exitUsage && o.out != "":
		what = "output in spite of wrong usage"
	case strings.ContainsFunc(o.out+o.errs, obeyed):
		what = "characters that a terminal obeys"
	case strings.ContainsFunc(o.errs, unseen) || !o.exact(format) && strings.ContainsFunc(o.out, unseen):
		what = "characters that do not show"
	case format == "json" && o.out != "" && !json.Valid([]byte(o.out)):
		what = "no JSON"
	}
	if what != "" {
		t.Fatalf("%s\n%s, exit code %d: %s\n%s", o.args, what, o.code, o.errs, o.out)
	}
}

// exact reports whether the output has names as they are, and is not to be pasted: a
// script, and the dumps that a prediction writes byte for byte as servers print them.
func (o *outcome) exact(format string) bool {
	return format == "script" || strings.HasPrefix(o.args, "predict ")
}

// unseen are characters of names that may stand in exact output only.
func unseen(r rune) bool { return r != '\n' && r != '\t' && moatcmd.Hidden(r) }

// obeyed are controls, but for those of a script's own text.
func obeyed(r rune) bool { return r != '\n' && r != '\t' && unicode.IsControl(r) }
