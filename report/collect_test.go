//go:build unix

package report_test

import (
	"bytes"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
	"tickdiff/internal/gate"
	"tickdiff/report"
	"tickdiff/report/doc"
)

func collectScript(t testing.TB, names []string, save bool) string {
	t.Helper()
	var b strings.Builder
	c := &report.Collecting{Servers: names, Options: plan.Options{Dialect: plan.DistKV}, Into: "-case", Save: save, Case: "servers: {}\n"}
	if err := report.CollectScript(&b, c, doc.Run{Version: "tickdiff (test)"}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// collectStandIn answers as the servers would, notes what it is called with, and takes
// long for a server called slow.
const collectStandIn = `#!/bin/sh
call=$CALLS/$$
printf '%s\0' "${0##*/}" "$@" '' >>"$call"
name=$(printf '%s' "$3" | od -An -v -tx1 | tr -d ' \n')
if [ "$3" = slow ]; then exec /bin/sleep 50; fi
case "$*" in
*' log save '*) ;;
*) cat "$ANSWERS/$name" ;;
esac
`

// collectIn prepares a folder in which servers of these names answer.
func collectIn(t testing.TB, names []string) (dir string, env []string) {
	t.Helper()
	dir = t.TempDir()
	write(t, filepath.Join(dir, "bin/distkv"), collectStandIn, 0o700)
	write(t, filepath.Join(dir, "bin/sleep"), "#!/bin/sh\nexec /bin/sleep 0.1\n", 0o700)
	for _, name := range names {
		var b bytes.Buffer
		if err := dump.Encode(&b, &dump.Dump{Node: name, Tock: 8, HasTock: true}); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, "answers", hex.EncodeToString([]byte(name))), b.String(), 0o600)
	}
	if err := os.Mkdir(filepath.Join(dir, "calls"), 0o700); err != nil {
		t.Fatal(err)
	}
	return dir, []string{"PATH=" + filepath.Join(dir, "bin") + ":/usr/bin:/bin", "TMPDIR=" + dir, "CALLS=" + filepath.Join(dir, "calls"), "ANSWERS=" + filepath.Join(dir, "answers")}
}

// collectCommand runs the script as people do: through a pipe.
func collectCommand(dir string, env, shell []string, script string, args ...string) *exec.Cmd {
	cmd := exec.Command(shell[0], slices.Concat(shell[1:], []string{"-s", "--"}, args)...)
	cmd.Dir, cmd.Env, cmd.Stdin = dir, env, strings.NewReader(script)
	return cmd
}

func askable(names []string) []string {
	return slices.DeleteFunc(slices.Sorted(slices.Values(names)), func(name string) bool { return !moatcmd.SafeName(name) })
}

// Every server is asked by its own name, twice, and nothing else is asked of it. What its
// dump says of the collection is read again, whatever it is called.
func TestCollectAsksExactly(t *testing.T) {
	t.Parallel()
	hostile := slices.Compact(slices.Sorted(slices.Values(append([]string{"A", "a"}, hostileNames...))))
	if !gate.Whole() {
		hostile = hostile[:24]
	}
	script := collectScript(t, hostile, false)
	shells := promisedShells
	if !gate.Whole() {
		shells = repairShells()[:1]
	}
	eachShell(t, shells, func(t *testing.T, shell []string) {
		names := askable(hostile)
		dir, env := collectIn(t, names)
		out, err := collectCommand(dir, env, shell, script, "--wait", "300").CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		var want [][]string
		for _, name := range names {
			argv := moatcmd.At(moatcmd.DistKV, name, 0).State()
			want = append(want, argv, argv)
		}
		if diff := cmp.Diff(want, sortedCalls(t, dir)); diff != "" {
			t.Errorf("(-want +called):\n%s", diff)
		}
		holdCollected(t, filepath.Join(dir, "-case/collection-1"), names)
		if left, err := filepath.Glob(filepath.Join(dir, "*.lock")); err != nil || len(left) > 0 {
			t.Errorf("left behind: %q, %v", left, err)
		}
	})
}

func sortedCalls(t *testing.T, dir string) [][]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "calls/*"))
	if err != nil {
		t.Fatal(err)
	}
	var calls [][]string
	for _, file := range files {
		calls = append(calls, callsIn(t, file)...)
	}
	slices.SortFunc(calls, slices.Compare[[]string])
	return calls
}

// holdCollected holds that the files of a collection are one for each server and round.
func holdCollected(t *testing.T, folder string, names []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	ids := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		r := dump.Read(dump.Input{Name: file, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil }})
		if len(r.Dumps) != 1 {
			t.Fatalf("%s: %v", file, r.Problems)
		}
		d := r.Dumps[0]
		if d.Collected == nil || d.Collected.Server != d.Node || d.Collected.Answered.Before(d.Collected.Asked) {
			t.Errorf("%s: %+v", file, d.Collected)
			continue
		}
		got[d.Node] += d.Collected.Round
		ids[d.Collected.ID] = true
	}
	for _, name := range names {
		if got[name] != 1+2 {
			t.Errorf("%q: the rounds add up to %d", name, got[name])
		}
	}
	if len(got) != len(names) || len(ids) != 1 {
		t.Errorf("%d servers, %d collections", len(got), len(ids))
	}
}

// A server that is silent, takes too long, answers no dump, or is another one is said and
// recorded, and stops nothing.
func TestCollectGoesOn(t *testing.T) {
	t.Parallel()
	// How long an answer may take, in tenths of a second here. One server never answers, so
	// this is waited for three times; but the others have to answer within it, on a busy
	// machine too.
	patience := "30"
	if gate.Whole() || testing.Short() {
		patience = "100"
	}
	eachShell(t, repairShells(), func(t *testing.T, shell []string) {
		dir, env := collectIn(t, []string{"good"})
		write(t, filepath.Join(dir, "answers", hex.EncodeToString([]byte("other"))), "node: good\ntock: 7\n", 0o600)
		write(t, filepath.Join(dir, "answers", hex.EncodeToString([]byte("error"))), "no such command\n", 0o600)
		script := collectScript(t, []string{"error", "good", "other", "silent", "slow"}, true)
		out, err := collectCommand(dir, env, shell, script, "--wait", patience, "--into", "case").CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		for _, want := range []string{
			"  error: DID NOT ANSWER: what came is no dump, see error.1.err (see ./case/collection-1/error.1.err)\n", "  good: answered\n",
			"  other: ANOTHER SERVER answered, as: good\n", "  silent: DID NOT ANSWER: exit code 1 (see ./case/collection-1/silent.2.err)\n",
			"  slow: DID NOT ANSWER: not within " + patience + " seconds\n", "Where silent can be reached, run this, and put the file into ./case/collection-1:\n  distkv client -h silent internal state -a > silent.yaml\n",
			"2 of 5 servers answered in both rounds. Next: tickdiff plan ./case\n", "  slow was not saved: not within " + patience + " seconds, see ",
		} {
			if !strings.Contains(string(out), want) {
				t.Errorf("it does not say %q:\n%s", want, out)
			}
		}
		lines, err := os.ReadFile(filepath.Join(dir, "case/collection-1/slow.2.yaml"))
		if form := regexp.MustCompile(`^# tickdiff collection [0-9a-f]{16}\n# round 2\n# server "slow"\n# asked \S+Z\n# no answer: not within ` + patience + ` seconds\n$`); err != nil || !form.Match(lines) {
			t.Errorf("of a silent server it keeps %q, %v", lines, err)
		}
		if text, err := os.ReadFile(filepath.Join(dir, "case/case.yaml")); err != nil || string(text) != "servers: {}\n" {
			t.Errorf("case.yaml: %q, %v", text, err)
		}
		log, err := os.ReadFile(filepath.Join(dir, "case/collection-1/log"))
		if err != nil || string(log) != string(out) {
			t.Errorf("the log is not what was said: %v\n%s", err, log)
		}
		var saves int
		for _, call := range sortedCalls(t, dir) {
			if slices.Contains(call, "save") {
				saves++
			}
		}
		if saves != 5 {
			t.Errorf("%d saves", saves)
		}
	})
}

// The terminal may go away, and whoever reads its words may have read enough.
func TestCollectWithoutTerminal(t *testing.T) {
	t.Parallel()
	eachShell(t, repairShells(), func(t *testing.T, shell []string) {
		dir, env := collectIn(t, []string{"good"})
		cmd := collectCommand(dir, env, shell, collectScript(t, []string{"good"}, false), "--into", "case", "--wait", "300")
		read, wrote, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		cmd.Stdout = wrote
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(wrote.Close(), read.Close()); err != nil {
			t.Fatal(err)
		}
		waitFor(t, "a question", func() bool {
			files, err := filepath.Glob(filepath.Join(dir, "calls/*"))
			return err == nil && len(files) > 0
		})
		if err := cmd.Process.Signal(syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		err = cmd.Wait()
		log, readErr := os.ReadFile(filepath.Join(dir, "case/collection-1/log"))
		if err != nil || readErr != nil || !strings.Contains(string(log), "1 of 1 servers answered in both rounds") {
			t.Errorf("%v, %v: %s", err, readErr, log)
		}
	})
}

// Told to end, it ends what it asks, and leaves nothing that could be taken for an answer.
func TestCollectIsToldToEnd(t *testing.T) {
	t.Parallel()
	eachShell(t, repairShells(), func(t *testing.T, shell []string) {
		dir, env := collectIn(t, []string{"good"})
		cmd := collectCommand(dir, env, shell, collectScript(t, []string{"good", "slow"}, false), "--into", "case", "--wait", "30")
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		waitFor(t, "two questions", func() bool {
			files, err := filepath.Glob(filepath.Join(dir, "calls/*"))
			return err == nil && len(files) >= 2
		})
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err == nil || cmd.ProcessState.ExitCode() != 143 {
			t.Errorf("%v\n%s", err, out.String())
		}
		if !strings.Contains(out.String(), "stopped: the script was told to end (TERM)\n") {
			t.Errorf("it says:\n%s", out.String())
		}
		left, err := filepath.Glob(filepath.Join(dir, "case/collection-1/*.2.*"))
		words, _ := filepath.Glob(filepath.Join(dir, "case/collection-1/*.w*"))
		locks, _ := filepath.Glob(filepath.Join(dir, "*.lock"))
		if err != nil || len(left)+len(words)+len(locks) > 0 {
			t.Errorf("left behind: %q %q %q", left, words, locks)
		}
	})
}

// A script that was cut short on its way does nothing.
func TestCollectCutShortDoesNothing(t *testing.T) {
	t.Parallel()
	script := collectScript(t, []string{"good"}, true)
	dir, env := collectIn(t, nil)
	end := len(script) - len(" \"$@\"\n")
	for i := range end {
		if i%701 != 0 && i < end-10 {
			continue
		}
		_ = collectCommand(dir, env, []string{"sh"}, script[:i]).Run() // most of these are syntax errors
		if left, err := filepath.Glob(filepath.Join(dir, "*case*")); err != nil || len(left) > 0 || len(sortedCalls(t, dir)) > 0 {
			t.Fatalf("cut after %q it left %q behind", script[max(0, i-40):i], left)
		}
	}
}

// shellcheck has nothing to say about it.
func TestCollectPassesShellcheck(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("shellcheck"); err != nil {
		t.Skip("NOT TESTED: no shellcheck here")
	}
	cmd := exec.Command("shellcheck", "--shell=sh", "-")
	cmd.Stdin = strings.NewReader(collectScript(t, hostileNames, true))
	if out, err := cmd.CombinedOutput(); err != nil || len(bytes.TrimSpace(out)) > 0 {
		t.Errorf("%v\n%s", err, out)
	}
}

// While a collection is at work, another of the same servers says so and asks nothing.
func TestCollectIsAlone(t *testing.T) {
	t.Parallel()
	eachShell(t, repairShells(), func(t *testing.T, shell []string) {
		dir, env := collectIn(t, []string{"good"})
		script := collectScript(t, []string{"good", "slow"}, false)
		first := collectCommand(dir, env, shell, script, "--into", "case", "--wait", "300")
		if err := first.Start(); err != nil {
			t.Fatal(err)
		}
		waitFor(t, "two questions", func() bool {
			files, err := filepath.Glob(filepath.Join(dir, "calls/*"))
			return err == nil && len(files) >= 2
		})
		out, err := collectCommand(dir, env, shell, script, "--into", "case").CombinedOutput()
		if err == nil || !strings.Contains(string(out), "stopped: another script is at work on good, slow (process ") || exists(filepath.Join(dir, "case/collection-2")) {
			t.Errorf("%v: %s", err, out)
		}
		if err := first.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		if err := first.Wait(); err == nil {
			t.Error("the first ended well, though it was told to end")
		}
		if left, err := filepath.Glob(filepath.Join(dir, "*.lock")); err != nil || len(left) > 0 {
			t.Errorf("left behind: %q, %v", left, err)
		}
	})
}
