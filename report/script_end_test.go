//go:build unix

package report_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"tickdiff/report"
)

// standInSlow is a client that lets a test step in: a call with the word $HOLD in it
// tells that it is there, and goes on when the test lets it.
const standInSlow = `#!/bin/sh
case " $* " in
*" ${HOLD:-nothing} "*)
	: >"$DIR/held"
	n=0
	until [ -e "$DIR/go" ] || [ "$n" -ge 600 ]; do n=$((n + 1)); /bin/sleep 0.1; done
	;;
esac
` + standInStarted

// repair is a script at work on the servers a and b, a mark each.
type repair struct {
	dir string
	cmd *exec.Cmd
	out bytes.Buffer
}

// beginRepair runs the script in a group of processes of its own, as a terminal
// would. hold is the word of the calls that wait.
func beginRepair(t *testing.T, shell []string, hold string, started bool) *repair {
	t.Helper()
	r := &repair{dir: t.TempDir()}
	p := serversCalled(t, []string{"a", "b"})
	env := writeStandIn(t, r.dir, standInSlow, p)
	var starts []report.ServerStart
	if started {
		s, err := report.NewServerStart("b", "serve")
		if err != nil {
			t.Fatal(err)
		}
		starts = append(starts, s)
	} else {
		write(t, filepath.Join(r.dir, "up"), "", 0o600)
	}
	write(t, filepath.Join(r.dir, "bin/serve"), standInServer, 0o700)
	write(t, filepath.Join(r.dir, "repair.sh"), scriptText(t, p, starts...), 0o600)
	r.cmd = r.command(shell, "run")
	r.cmd.Env = append(slices.Clip(env), "DIR="+r.dir, "HOLD="+hold)
	r.cmd.Stdout, r.cmd.Stderr = &r.out, &r.out
	r.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return r
}

func (r *repair) command(shell []string, dir string) *exec.Cmd {
	cmd := exec.Command(shell[0], append(shell[1:len(shell):len(shell)], "repair.sh", "--run", "--unguarded", "--dir", dir)...)
	cmd.Dir = r.dir
	return cmd
}

// start waits until a call is held. A shell cannot trap what was ignored when it
// began, as HUP is under nohup: what this program handles is not ignored in what it
// starts.
func (r *repair) start(t *testing.T) {
	t.Helper()
	handled := make(chan os.Signal, 1)
	signal.Notify(handled, syscall.SIGHUP, syscall.SIGINT, syscall.SIGTERM)
	err := r.cmd.Start()
	signal.Stop(handled)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Kill(-r.cmd.Process.Pid, syscall.SIGKILL) })
	waitFor(t, "a call to be held", func() bool { return exists(filepath.Join(r.dir, "held")) })
}

func (r *repair) release(t *testing.T) { write(t, filepath.Join(r.dir, "go"), "", 0o600) }

// ended is the exit code, once nothing that the script started runs any more.
func (r *repair) ended(t *testing.T) int {
	t.Helper()
	err := r.cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	waitFor(t, "the end of all that it started", func() bool { return syscall.Kill(-r.cmd.Process.Pid, 0) != nil })
	return r.cmd.ProcessState.ExitCode()
}

// log is its log, from this line on.
func (r *repair) log(t *testing.T, from string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(r.dir, "run/log"))
	if err != nil {
		t.Fatal(err)
	}
	_, last, ok := strings.Cut(string(text), "\n"+from)
	if !ok {
		t.Fatalf("no %q in the log:\n%s", from, text)
	}
	return from + last
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return !errors.Is(err, fs.ErrNotExist)
}

func waitFor(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for range 3000 {
		if holds() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("waited in vain for " + what)
}

const saidLast = "All answers are in ./run. To run this script again does no harm: it begins with new dumps.\n"

// Told to end while a mark is being made, the script lets it finish, makes no other,
// and says so in its log. HUP and INT reach all processes of a terminal.
func TestScriptToldToEndInMark(t *testing.T) {
	t.Parallel()
	for name, signal := range map[string]syscall.Signal{"HUP": syscall.SIGHUP, "INT": syscall.SIGINT, "TERM": syscall.SIGTERM} {
		eachShell(t, repairShells(), func(t *testing.T, shell []string) {
			r := beginRepair(t, shell, "mark", false)
			r.start(t)
			to := -r.cmd.Process.Pid
			if signal == syscall.SIGTERM {
				to = -to
			}
			if err := syscall.Kill(to, signal); err != nil {
				t.Fatal(err)
			}
			waitFor(t, "the log to say so", func() bool {
				text, _ := os.ReadFile(filepath.Join(r.dir, "run/log"))
				return strings.Contains(string(text), "told to end ("+name+")")
			})
			r.release(t)
			if code := r.ended(t); code != 128+int(signal) {
				t.Errorf("%s: exit code %d", name, code)
			}
			want := "stopped: the script was told to end (" + name + ")\nnode: a\ntock: 8\nMark 1 was under way, and was answered.\n1 of 2 marks were made.\n" + saidLast
			if got := r.log(t, "stopped: "); got != want {
				t.Errorf("%s: the log ends in\n%s", name, got)
			}
		})
	}
}

// A mark that is never answered is ended in the end, and nobody knows what became of
// it.
func TestScriptEndsMarkThatHangs(t *testing.T) {
	t.Parallel()
	eachShell(t, repairShells(), func(t *testing.T, shell []string) {
		r := toldToEnd(t, shell, "mark")
		want := "stopped: the script was told to end (TERM)\n0 of 2 marks were made.\nMark 1 was under way: whether it took effect is not known.\n" + saidLast
		if got := r.log(t, "stopped: "); got != want {
			t.Errorf("the log ends in\n%s", got)
		}
	})
}

// toldToEnd is a script that was told to end while a call was held.
func toldToEnd(t *testing.T, shell []string, hold string) *repair {
	t.Helper()
	r := beginRepair(t, shell, hold, false)
	r.start(t)
	if err := r.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code := r.ended(t); code != 143 {
		t.Errorf("exit code %d", code)
	}
	return r
}

// Told to end between the marks, while a server is dumped, it ends at once.
func TestScriptToldToEndBetweenMarks(t *testing.T) {
	t.Parallel()
	eachShell(t, repairShells(), func(t *testing.T, shell []string) {
		r := toldToEnd(t, shell, "save")
		got := regexp.MustCompile(`as tickdiff-.*`).ReplaceAllString(r.log(t, "stopped: "), "as FILE")
		if want := "stopped: the script was told to end (TERM)\nUnder way was: save a, on its own machine, as FILE\n0 of 2 marks were made.\n" + saidLast; got != want {
			t.Errorf("the log ends in\n%s", got)
		}
	})
}

// A server that the script started is saved with its marks and ended, though the
// terminal goes away while one is made.
func TestScriptToldToEndSavesWhatItStarted(t *testing.T) {
	t.Parallel()
	eachShell(t, repairShells(), func(t *testing.T, shell []string) {
		r := beginRepair(t, shell, "mark", true)
		r.start(t)
		if err := syscall.Kill(-r.cmd.Process.Pid, syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		r.release(t)
		if code := r.ended(t); code != 129 {
			t.Errorf("exit code %d: %s", code, r.out.String())
		}
		got := r.log(t, "1 of 2 marks were made.\n")
		for _, want := range []string{"\nsave b\n", "\nend b (process ", "run/saved/1.moat in its place, and start b as always:\n  serve\n"} {
			if !strings.Contains(got, want) {
				t.Errorf("no %q in\n%s", want, got)
			}
		}
		if !exists(filepath.Join(r.dir, "run/saved/1.moat")) || !exists(filepath.Join(r.dir, "ended")) {
			t.Error("it was not saved, or not told to end")
		}
	})
}

// A terminal that has gone, or a reader that has read enough, ends nothing: all is
// done, and the log tells it.
func TestScriptWithoutTerminal(t *testing.T) {
	t.Parallel()
	eachShell(t, repairShells(), func(t *testing.T, shell []string) {
		r := beginRepair(t, shell, "", false)
		reader, writer, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := reader.Close(); err != nil {
			t.Fatal(err)
		}
		r.cmd.Stdout, r.cmd.Stderr = writer, writer
		if err := r.cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if code := r.ended(t); code != 0 {
			t.Errorf("exit code %d", code)
		}
		if err := writer.Close(); err != nil {
			t.Fatal(err)
		}
		r.log(t, "2 of 2 marks were made; not verified: ")
	})
}
