package report_test

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	diff "github.com/google/go-cmp/cmp"
	"mvdan.cc/sh/v3/syntax"

	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/report"
)

// startedServers is a plan for a few servers with hostile names, and how two of them
// are started, with every hostile word that a command line can hold.
func startedServers(t testing.TB) (*plan.Plan, []report.ServerStart) {
	t.Helper()
	var words []string
	for _, name := range hostileNames {
		if _, err := report.Words(moatcmd.Shell(name)); err == nil && name != "--" {
			words = append(words, name)
		}
	}
	p := serversCalled(t, []string{"-d", "$(id)", `it's "a" \ b`, "*", "a"})
	var out []report.ServerStart
	for _, i := range []int{1, 3} {
		s, err := report.NewServerStart(p.Of(plan.Marked)[i].Server, moatcmd.ScriptLine(append([]string{"start server", "-l"}, words...)))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	if len(words) < 100 {
		t.Fatalf("only %d words", len(words))
	}
	return p, out
}

// In every shell, servers are asked first, started as the operator said, with
// --force; then asked until they answer, dumped and marked like all others, saved,
// told to end and asked once more.
func TestScriptStartsServers(t *testing.T) {
	t.Parallel()
	p, starts := startedServers(t)
	script := scriptText(t, p, starts...)
	eachShell(t, repairShells(), func(t *testing.T, shell []string) {
		dir, calls := runWithServers(t, shell, p, script)
		var want, asks, saves [][]string
		for i, s := range starts {
			asks = append(asks, p.Client(s.Server).State())
			saves = append(saves, append(p.Client(s.Server).SaveInto(), fmt.Sprintf("%s/run/saved/%d.moat", dir, i+1)))
		}
		want = slices.Concat(asks, asks, wantCalls(p), saves, asks)
		if d := diff.Diff(want, slices.CompactFunc(calls, slices.Equal)); d != "" {
			t.Errorf("(-want +called):\n%s", d)
		}
		var started [][]string
		for _, s := range starts {
			started = append(started, s.Forced)
		}
		if d := diff.Diff(started, callsIn(t, filepath.Join(dir, "served"))); d != "" {
			t.Errorf("(-want +started):\n%s", d)
		}
		if ended, err := os.ReadFile(filepath.Join(dir, "ended")); string(ended) != strings.Repeat("ended\n", len(starts)) {
			t.Errorf("told to end: %q, %v", ended, err)
		}
	})
}

// standInStarted is the client of servers that answer while $DIR/up is there, and
// write the files that they are to save into if they can.
const standInStarted = standIn + `
case "$*" in
*' log save '*/*) for last; do :; done; echo saved >"$last" ;;
*' state '*) [ -e "$DIR/up" ] ;;
esac
`

// standInServer is a server: $DIR/up is there while it runs, and $DIR/ended has a
// line for each that was told to end.
const standInServer = `#!/bin/sh
printf '%s\0' "${0##*/}" "$@" '' >>"$DIR/served"
trap 'rm -f "$DIR/up"; echo ended >>"$DIR/ended"; exit' TERM
: >"$DIR/up"
n=0
while [ "$n" -lt 300 ]; do n=$((n + 1)); sleep 2; done
`

// runWithServers runs a script with stand-ins for the client, for servers and for
// the clock. Each server answers from its start to its end.
func runWithServers(t *testing.T, shell []string, p *plan.Plan, script string) (dir string, calls [][]string) {
	t.Helper()
	dir = t.TempDir()
	env := append(writeStandIn(t, dir, standInStarted, p), "DIR="+dir)
	write(t, filepath.Join(dir, "bin/start server"), standInServer, 0o700)
	write(t, filepath.Join(dir, "repair.sh"), script, 0o600)
	cmd := exec.Command(shell[0], append(shell[1:len(shell):len(shell)], "repair.sh", "--run", "--unguarded", "--dir", "run")...)
	cmd.Dir, cmd.Env = dir, env
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return dir, savedAnywhere(t, callsIn(t, filepath.Join(dir, "calls")))
}

// callsIn are recorded calls: words end in NUL, and a call in an empty word.
func callsIn(t testing.TB, file string) (calls [][]string) {
	t.Helper()
	recorded, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var call []string
	for word := range strings.SplitSeq(strings.TrimSuffix(string(recorded), "\x00"), "\x00") {
		if word = cmp.Or(word, "\n"); word != "\n" {
			call = append(call, word)
			continue
		}
		calls, call = append(calls, call), nil
	}
	return calls
}

// What the script does to servers is written out word for word, too, and told
// before it is done.
func TestScriptTellsWhatItStarts(t *testing.T) {
	p, starts := startedServers(t)
	script := scriptText(t, p, starts...)
	for _, s := range starts {
		for call, argv := range map[string][]string{"start": s.Forced, "ask": p.Client(s.Server).State(), "save": p.Client(s.Server).SaveInto(), "end_started": s.Argv} {
			found := false
			for line := range strings.SplitSeq(script, "\n") {
				if words, ok := strings.CutPrefix(line, "\t"+call+" "); ok && slices.Contains(quotedWords(t, syntax.LangPOSIX, words), prose.Visible(s.Server)) {
					got := quotedWords(t, syntax.LangPOSIX, words)
					found = slices.Equal(got[len(got)-len(argv):], argv)
				}
			}
			if !found {
				t.Errorf("no %s of %q with %q", call, s.Server, argv)
			}
		}
	}
	_, out := runScript(t, []string{"sh"}, p, script)
	if !strings.Contains(out, "\n  'start server' -l ") || !strings.Contains(out, " FILE\nNothing was done.") {
		t.Error(out)
	}
}
