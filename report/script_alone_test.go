//go:build unix

package report_test

import (
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// While a script is at work on a server, another says so and asks nothing. One that
// was killed leaves its locks behind, and the next says how to remove them.
func TestScriptIsAlone(t *testing.T) {
	t.Parallel()
	eachShell(t, repairShells(), func(t *testing.T, shell []string) {
		r := beginRepair(t, shell, "mark", false)
		r.start(t)
		before := callsIn(t, filepath.Join(r.dir, "calls"))
		second := func(dir string) (string, error) {
			cmd := r.command(shell, dir)
			cmd.Env = r.cmd.Env
			out, err := cmd.CombinedOutput()
			return string(out), err
		}
		if out, err := second("second"); err == nil || !strings.Contains(out, "stopped: another script is at work on a, b, o (process ") || exists(filepath.Join(r.dir, "second")) {
			t.Errorf("%v: %s", err, out)
		}
		if after := callsIn(t, filepath.Join(r.dir, "calls")); len(after) != len(before) {
			t.Errorf("the second script asked: %q", after[len(before):])
		}
		if err := syscall.Kill(-r.cmd.Process.Pid, syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		r.ended(t)
		r.release(t)
		out, err := second("third")
		_, cure, ok := strings.Cut(out, "remove what it left: ")
		if err == nil || !ok {
			t.Fatalf("%v: %s", err, out)
		}
		if out, err := exec.Command("sh", "-c", cure).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v: %s", cure, err, out)
		}
		if out, err := second("third"); err != nil || !strings.Contains(out, "2 of 2 marks were made") {
			t.Errorf("%v: %s", err, out)
		}
		if left, err := filepath.Glob(filepath.Join(r.dir, "*.lock")); err != nil || len(left) > 0 {
			t.Errorf("left behind: %q, %v", left, err)
		}
	})
}
