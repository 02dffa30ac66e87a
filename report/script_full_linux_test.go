package report_test

import (
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A disk that is full, or gets full on the way, ends the script with that reason.
// Nothing is marked without room for the answer, and the last words have room in the
// log.
func TestScriptOnFullDisk(t *testing.T) {
	t.Parallel()
	for left, last := range map[int]string{0: "", 1 << 10: "", 92 << 10: "save a"} {
		eachShell(t, repairShells(), func(t *testing.T, shell []string) {
			r := beginRepair(t, shell, "", false)
			disk := smallDisk(t, r.dir)
			write(t, filepath.Join(disk, "other"), strings.Repeat("x", diskBytes-left), 0o600)
			r.cmd.Args[len(r.cmd.Args)-1] = "disk/run"
			if err := r.cmd.Run(); err == nil {
				t.Error("it ended well")
			}
			if out := r.out.String(); !strings.Contains(out, "stopped: nothing more can be written to ./disk/run: ") || !strings.Contains(out, "No space left on device\n") {
				t.Errorf("%d bytes left: it said %s", left, out)
			}
			log, err := os.ReadFile(filepath.Join(disk, "run/log"))
			if end := "\n0 of 2 marks were made.\nAll answers are in ./disk/run. To run this script again does no harm: it begins with new dumps.\n"; err != nil || last != "" && !(strings.Contains(string(log), "\n"+last) && strings.HasSuffix(string(log), end)) {
				t.Errorf("%d bytes left: %v, the log is %s", left, err, log)
			}
		})
	}
}

const diskBytes = 256 << 10

func smallDisk(t *testing.T, dir string) string {
	t.Helper()
	disk := filepath.Join(dir, "disk")
	if err := os.Mkdir(disk, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("none", disk, "tmpfs", 0, "size=256k"); err != nil {
		t.Skipf("NOT TESTED: no small disk can be made here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(disk, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return disk
}

// A collection on such a disk says so as well, and keeps no half answer.
func TestCollectOnFullDisk(t *testing.T) {
	t.Parallel()
	for left := range map[int]bool{0: true, 24 << 10: true, 80 << 10: true} {
		eachShell(t, repairShells(), func(t *testing.T, shell []string) {
			names := []string{"a", "b", "c"}
			dir, env := collectIn(t, names)
			for _, name := range names { // answers that do not all find room
				file := filepath.Join(dir, "answers", hex.EncodeToString([]byte(name)))
				write(t, file, "deleted: {}\nmissing: {}\nnode: "+name+"\nnodes: {}\npresent:\n  "+name+":\n"+strings.Repeat("  - 1\n", 4000)+"tock: 8\n", 0o600)
			}
			disk := smallDisk(t, dir)
			write(t, filepath.Join(disk, "other"), strings.Repeat("x", diskBytes-left), 0o600)
			out, err := collectCommand(dir, env, shell, collectScript(t, names, false), "--into", "disk/case", "--wait", "300").CombinedOutput()
			if err == nil || !strings.Contains(string(out), "No space left on device") && !strings.Contains(string(out), "its dump could not be written") {
				t.Errorf("%d bytes left: %v, %s", left, err, out)
			}
			files, err := filepath.Glob(filepath.Join(disk, "case/collection-1/*.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range files {
				text, err := os.ReadFile(file)
				if err != nil || !strings.HasSuffix(string(text), "tock: 8\n") && !strings.Contains(string(text), "# no answer: ") {
					t.Errorf("%d bytes left: %s is half an answer: %v, %d bytes", left, file, err, len(text))
				}
			}
		})
	}
}
