package report_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"mvdan.cc/sh/v3/syntax"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
	"tickdiff/internal/gate"
	"tickdiff/report"
	"tickdiff/report/doc"
	"tickdiff/ticks"
)

// promisedShells are those that a repair script promises to run under.
var promisedShells = [][]string{{"dash"}, {"bash"}, {"busybox", "sh"}, {"zsh"}, {"mksh"}}

// repairShells are those to run scripts under: all in the gate, else one.
func repairShells() [][]string {
	if i := slices.IndexFunc(promisedShells, installed); i >= 0 && !gate.Whole() {
		return promisedShells[i : i+1]
	}
	return promisedShells
}

// hostileOrigins is a cluster in which a misses two ticks of every origin that
// has a hostile name; b knows them to be gone.
func hostileOrigins(t testing.TB) *plan.Plan {
	t.Helper()
	names := slices.Sorted(slices.Values(hostileNames))
	a, b := emptyDump("a", names), emptyDump("b", names)
	for i, name := range names {
		set := ticks.Between(1, 3)
		a.Missing.Entries = append(a.Missing.Entries, dump.Entry{Origin: name, Ticks: set})
		b.Superseded.Entries = append(b.Superseded.Entries, dump.Entry{Origin: name, Ticks: set})
		if i%3 == 0 {
			b.Deleted.Entries = append(b.Deleted.Entries, dump.Entry{Origin: name, Ticks: set})
		}
	}
	return planOf(t, []*dump.Dump{a, b}, names, plan.Options{})
}

// hostileServers is a cluster in which servers with hostile names, which are
// taken for their hosts, each miss a tick of the server o.
func hostileServers(t testing.TB) *plan.Plan { return serversCalled(t, hostileNames) }

func serversCalled(t testing.TB, called []string) *plan.Plan {
	t.Helper()
	names := append(slices.Clone(called), "o")
	o := emptyDump("o", names)
	o.Superseded.Entries = []dump.Entry{{Origin: "o", Ticks: ticks.Between(1, 2)}}
	dumps := []*dump.Dump{o}
	for _, name := range called {
		d := emptyDump(name, names)
		d.Missing.Entries = []dump.Entry{{Origin: "o", Ticks: ticks.Between(1, 2)}}
		dumps = append(dumps, d)
	}
	p := planOf(t, dumps, nil, plan.Options{Dialect: plan.DistKV})
	if len(p.Commands) != len(called) {
		t.Fatalf("%d commands for %d servers", len(p.Commands), len(called))
	}
	return p
}

// emptyDump says everything, and knows servers of these names.
func emptyDump(node string, names []string) *dump.Dump {
	d := &dump.Dump{Node: node, Tock: 7, HasTock: true, Source: dump.Source{File: node + ".yaml", Line: 1, SHA256: strings.Repeat("0", 64)}}
	for _, k := range dump.Kinds {
		d.Section(k).Said = true
	}
	d.Nodes.Said = true
	for _, name := range slices.Sorted(slices.Values(names)) {
		d.Nodes.Entries = append(d.Nodes.Entries, dump.NodeEntry{Name: name, Tick: 2})
	}
	return d
}

func planOf(t testing.TB, dumps []*dump.Dump, gone []string, o plan.Options) *plan.Plan {
	t.Helper()
	view, err := cluster.Merge(dumps, cluster.Options{Gone: gone})
	if err != nil {
		t.Fatal(err)
	}
	return plan.Make(view, o)
}

// manyTicks is a plan with more ticks than are spelled out unasked, and more
// than fit into one command: every other of count.
func manyTicks(t testing.TB, count ticks.Tick) *plan.Plan {
	t.Helper()
	a, b := emptyDump("a", []string{"b"}), emptyDump("b", []string{"b"})
	var ranges []ticks.Range
	for tick := ticks.Tick(1_000_001); tick < 1_000_000+2*count; tick += 2 {
		ranges = append(ranges, ticks.Range{Begin: tick, End: tick + 1})
	}
	for _, d := range []*dump.Dump{a, b} {
		d.Nodes.Entries[0].Tick = 1_000_000 + 2*count
	}
	a.Missing.Entries = []dump.Entry{{Origin: "b", Ticks: ticks.Of(ranges...)}}
	b.Superseded.Entries = a.Missing.Entries
	return planOf(t, []*dump.Dump{a, b}, nil, plan.Options{})
}

func scriptText(t testing.TB, p *plan.Plan, starts ...report.ServerStart) string {
	t.Helper()
	var b strings.Builder
	if err := report.Script(&b, p, doc.Run{Version: "tickdiff (test)"}, starts); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// wantCalls is what a script should call, in order: every server asked that is
// gone, all others dumped and saved, every mark made, all others dumped again.
func wantCalls(p *plan.Plan) [][]string {
	var gone, dumps, saves, marks [][]string
	for _, c := range p.Servers {
		if argv := p.Client(c.Name).State(); c.Status == cluster.Gone && argv != nil {
			gone = append(gone, argv)
		}
	}
	for _, r := range p.Dumps() {
		dumps = append(dumps, r.Argv)
		saves = append(saves, append(p.Client(r.Server).SaveInto(), "FILE"))
	}
	listed, _ := p.SpelledOut()
	for _, c := range listed {
		argvs, _ := c.Calls()
		marks = append(marks, slices.Collect(argvs)...)
	}
	return slices.Concat(gone, dumps, saves, marks, dumps)
}

func allScripts(t testing.TB) map[string]*plan.Plan {
	all := realPlans(t)
	all["hostile origins"], all["hostile servers"], all["many ticks"] = hostileOrigins(t), hostileServers(t), manyTicks(t, 20_000)
	return all
}

// standIn stands in for the client of a cluster whose servers are reached by their
// names: it records what it is called with, and answers as the server would.
// $ANSWERS has a file for each host that answers.
const standIn = `#!/bin/sh
printf '%s\0' "${0##*/}" "$@" '' >>"$CALLS"
cat
answer=$ANSWERS/$(printf '%s' "$3" | od -An -v -tx1 | tr -d ' \n')
case "$*" in
*' log save '*) ;;
*) cat "$answer" ;;
esac
`

// writeStandIn puts the stand-in into a folder, for a plan's servers, and one for the
// clock.
func writeStandIn(t testing.TB, dir, program string, p *plan.Plan) []string {
	t.Helper()
	for _, name := range []string{"bin/moat", "bin/distkv"} {
		write(t, filepath.Join(dir, name), program, 0o700)
	}
	write(t, filepath.Join(dir, "bin/sleep"), "#!/bin/sh\nexec /bin/sleep 0.1\n", 0o700)
	for _, c := range p.Servers {
		if c.Status == cluster.Gone {
			continue
		}
		var b strings.Builder
		if err := dump.Encode(&b, &dump.Dump{Node: c.Name, Tock: 8, HasTock: true}); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, "answers", hex.EncodeToString([]byte(p.Target(c.Name).Host))), b.String(), 0o600)
	}
	return []string{"PATH=" + filepath.Join(dir, "bin") + ":/usr/bin:/bin", "TMPDIR=" + dir, "CALLS=" + filepath.Join(dir, "calls"), "ANSWERS=" + filepath.Join(dir, "answers")}
}

// runScript runs a repair script with a stand-in that records what it is called
// with, without tickdiff on the PATH.
func runScript(t *testing.T, shell []string, p *plan.Plan, script string, args ...string) (calls [][]string, out string) {
	t.Helper()
	dir := t.TempDir()
	env := writeStandIn(t, dir, standIn, p)
	write(t, filepath.Join(dir, "repair.sh"), script, 0o600)
	cmd := exec.Command(shell[0], append(append(shell[1:len(shell):len(shell)], "repair.sh"), args...)...)
	cmd.Dir, cmd.Env = dir, env
	cmd.Stdin = strings.NewReader("this is for nobody\n")
	text, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if len(args) == 0 {
		return nil, string(text)
	}
	plan, err := os.ReadFile(filepath.Join(dir, "run/plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := report.ReadPlan(plan); err != nil {
		t.Errorf("the plan in the script: %v", err)
	}
	return savedAnywhere(t, callsIn(t, filepath.Join(dir, "calls"))), string(text)
}

// savedAnywhere puts FILE for the names of the files that servers were to save
// into. Each is another.
func savedAnywhere(t testing.TB, calls [][]string) [][]string {
	t.Helper()
	seen := map[string]bool{}
	for _, call := range calls {
		last := len(call) - 1
		if i := slices.Index(call, "log"); i < 0 || i+3 != last || filepath.IsAbs(call[last]) {
			continue
		}
		if seen[call[last]] || !regexp.MustCompile(`^tickdiff-[0-9a-f]{12}-\d{8}T\d{6}Z-\d+-\d+\.moat$`).MatchString(call[last]) {
			t.Errorf("saved into %q", call[last])
		}
		seen[call[last]] = true
		call[last] = "FILE"
	}
	return calls
}

func write(t testing.TB, name, text string, mode os.FileMode) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
}

// Every name and every tick reaches the servers' command as it is, in every
// shell, and nothing else is called. One shell has all hostile names: each that
// quotes is tried on them elsewhere.
func TestScriptCallsExactly(t *testing.T) {
	t.Parallel()
	some := func(each int) (names []string) {
		for i := 0; i < len(hostileNames); i += each {
			names = append(names, hostileNames[i])
		}
		return names
	}
	one := repairShells()[:1]
	for i, run := range []struct {
		shells [][]string
		plan   *plan.Plan
	}{
		{promisedShells, realPlans(t)["outage, gone"]},
		{repairShells(), serversCalled(t, some(12))},
		{one, serversCalled(t, some(3))},
		{one, hostileOrigins(t)},
		{one, manyTicks(t, 20_000)},
	} {
		script, want := scriptText(t, run.plan), wantCalls(run.plan)
		eachShell(t, run.shells, func(t *testing.T, shell []string) {
			got, _ := runScript(t, shell, run.plan, script, "--run", "--unguarded", "--dir", "run")
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("plan %d (-want +called):\n%s", i, diff)
			}
		})
	}
}

// A server is known by its name however servers write it: old ones fold long lines,
// and quote more names. Another name is another server.
func TestScriptKnowsServersByName(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("long name ", 12) + "end"
	p := serversCalled(t, []string{long, "True"})
	script := scriptText(t, p)
	folded := "node: " + strings.Replace(long, "long name long", "long\n  name long", 2) + "\ntock: 8\n"
	eachShell(t, repairShells(), func(t *testing.T, shell []string) {
		for answer, want := range map[string]string{folded: "", "node: " + long + "x\ntock: 8\n": "a server answered as: " + long + "x "} {
			dir := t.TempDir()
			env := writeStandIn(t, dir, standIn, p)
			write(t, filepath.Join(dir, "answers", hex.EncodeToString([]byte(long))), answer, 0o600)
			write(t, filepath.Join(dir, "answers", hex.EncodeToString([]byte("True"))), "known: {}\nnode: 'True'\nnodes:\n  node: 3\ntock: 8\n", 0o600)
			write(t, filepath.Join(dir, "repair.sh"), script, 0o600)
			cmd := exec.Command(shell[0], append(shell[1:len(shell):len(shell)], "repair.sh", "--run", "--unguarded", "--dir", "run")...)
			cmd.Dir, cmd.Env = dir, env
			out, err := cmd.CombinedOutput()
			if (err == nil) != (want == "") || !strings.Contains(string(out), want) {
				t.Errorf("answered by %q: %v\n%s", answer, err, out)
			}
		}
	})
}

// Not told to run, it calls nothing, and shows every command as it could be
// typed: read again, it is the command. Of one that holds what does not show it shows a
// remark.
func TestScriptOnlyShows(t *testing.T) {
	t.Parallel()
	for _, p := range []*plan.Plan{hostileOrigins(t), hostileServers(t)} {
		script, want := scriptText(t, p), wantCalls(p)
		want = want[:len(want)-len(p.Dumps())]
		for i, argv := range want {
			if !moatcmd.Pastable(argv) {
				want[i] = quotedWords(t, syntax.LangPOSIX, moatcmd.PastedLine(argv))
			}
		}
		eachShell(t, repairShells(), func(t *testing.T, shell []string) {
			_, out := runScript(t, shell, p, script)
			if strings.ContainsFunc(out, func(r rune) bool { return r != '\n' && moatcmd.Hidden(r) }) {
				t.Errorf("it shows what does not show: %q", out)
			}
			var shown [][]string
			for line := range strings.SplitSeq(out, "\n") {
				if command, ok := strings.CutPrefix(line, "  "); ok {
					shown = append(shown, quotedWords(t, syntax.LangPOSIX, command))
				}
			}
			if diff := cmp.Diff(want, shown); diff != "" {
				t.Errorf("(-want +shown):\n%s", diff)
			}
		})
	}
}

// A script that was cut short on its way does nothing at all, wherever it was
// cut, but for the line end behind its last word.
func TestScriptCutShortDoesNothing(t *testing.T) {
	t.Parallel()
	script := scriptText(t, realPlans(t)["outage, gone"])
	dir := t.TempDir()
	write(t, filepath.Join(dir, "distkv"), "#!/bin/sh\n: >called\n", 0o700)
	end := len(script) - len(" \"$@\"\n") // behind the name of the last call
	for i := range end {
		if script[i] != '\n' && i%401 != 0 && i < end-10 {
			continue
		}
		cmd := exec.Command("sh", "-s", "--", "--run", "--unguarded", "--dir", fmt.Sprint("run", i))
		cmd.Dir, cmd.Env, cmd.Stdin = dir, []string{"PATH=" + dir + ":/usr/bin:/bin"}, strings.NewReader(script[:i])
		_ = cmd.Run() // most of these are syntax errors
		if left, err := filepath.Glob(filepath.Join(dir, "[cr]*")); err != nil || len(left) > 0 {
			t.Fatalf("cut after %q it left %q behind", script[max(0, i-40):i], left)
		}
	}
}

// In every script, whatever is called is written out word for word: no variable,
// no command, no pattern. It says what it rests on.
func TestScriptHoldsOnlyLiterals(t *testing.T) {
	for name, p := range allScripts(t) {
		script := scriptText(t, p)
		for _, want := range []string{report.PlanID(p), "tickdiff (test)"} {
			if !strings.Contains(script, want) {
				t.Errorf("%s: no %s in the script", name, want)
			}
		}
		for _, c := range p.Servers {
			for _, s := range c.Sources {
				if !strings.Contains(script, "#   "+s.SHA256+"  ") {
					t.Errorf("%s: the hash of %s is not in the script", name, s.File)
				}
			}
		}
		for _, line := range strings.Split(script, "\n") {
			if words, ok := strings.CutPrefix(line, "\ttarget "); ok {
				quotedWords(t, syntax.LangPOSIX, words)
			}
			if words, ok := strings.CutPrefix(line, "\tmark "); ok {
				holdsMark(t, name, quotedWords(t, syntax.LangPOSIX, words))
			}
		}
		if _, err := syntax.NewParser(syntax.Variant(syntax.LangPOSIX)).Parse(strings.NewReader(script), name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// holdsMark looks at the words behind "mark": a number, words for people, the name
// of the server, and a command that names an origin and at least one tick, and is not too long.
func holdsMark(t *testing.T, name string, words []string) {
	t.Helper()
	argv := words[3:]
	last := len(argv) - 1
	for argv[last] != "" && strings.Trim(argv[last], "0123456789") == "" && argv[last-1] != "--" {
		last--
	}
	length := 0
	for _, arg := range argv {
		length += len(arg) + 1
	}
	if argv[last] == "" || argv[last-1] != "--" || last == len(argv)-1 || length > moatcmd.MaxArgvBytes {
		t.Errorf("%s: %q, %d bytes", name, argv[:min(len(argv), 20)], length)
	}
}

// A plan of far too many ticks names them in no command, and says so.
func TestScriptSaysWhatItLeavesOut(t *testing.T) {
	script := scriptText(t, hugePlan(t))
	if !strings.Contains(script, "\nmarks() {\n\t:\n\tsay 'not in this script: 4611686018427387904 ticks of a on a: ") || !strings.Contains(script, "\ntotal=0\n") {
		t.Error(script[:2000])
	}
	many := manyTicks(t, 20_000)
	if len(many.Commands) > 0 || !strings.Contains(scriptText(t, many), " 1039999 ") {
		t.Error("ticks that are spelled out in scripts only are not in the script")
	}
}

// shellcheck has nothing to say about any script.
func TestScriptPassesShellcheck(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("shellcheck"); err != nil {
		t.Skip("NOT TESTED: no shellcheck here")
	}
	texts := map[string]string{}
	for name, p := range allScripts(t) {
		texts[name] = scriptText(t, p)
	}
	p, starts := startedServers(t)
	texts["started servers"] = scriptText(t, p, starts...)
	names := []string{"started servers", "hostile origins", "outage, gone", "hostile servers", "healthy", "unlisted"}
	if !gate.Whole() {
		names = names[:2]
	}
	for _, name := range names {
		cmd := exec.Command("shellcheck", "--shell=sh", "-")
		cmd.Stdin = strings.NewReader(texts[name])
		if out, err := cmd.CombinedOutput(); err != nil || len(bytes.TrimSpace(out)) > 0 {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}
