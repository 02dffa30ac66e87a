package analyze_test

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/analyze/check"
	"tickdiff/dump"
)

// realDumps says what the checks find in dumps of real servers; what happened
// there stands in testdata/dumps/README.md. Each word is the ID of a check and,
// if it finds more than one thing, how many.
var realDumps = []struct{ folder, gone, finds string }{
	{"healthy", "", ""},
	{"healthy-all", "", ""},
	{"fresh", "", ""},
	{"hostile-names", "", "phantom-node*29"},
	{"alive-elsewhere", "", "last-copy missing-alive"},
	{"superseded-elsewhere", "", "missing-alive missing-settled"},
	{"superseded-elsewhere-ndmrk", "", "missing-alive missing-settled"},
	{"deleted-elsewhere", "", "missing-alive*2 missing-settled"},
	{"one-behind", "", "missing-alive*2 missing-settled"},
	{"bad-mark", "", "missing-alive*2"},
	{"stale-restart", "", "behind*2 origin-behind"},
	{"lost", "", "missing-undecided unseen-server"},
	{"lost", "test_0", "missing-lost"},
	{"lost-ndmrk", "", "missing-undecided unseen-server"},
	{"lost-ndmrk", "test_0", "missing-lost"},
	{"only-missing", "", "missing-undecided unseen-server*2"},
	{"outage/1-first", "", "missing-undecided*2 missing-alive*2 unseen-server"},
	{"outage/1-first", "test_0", "missing-lost missing-alive*2 missing-settled"},
	{"outage/2-later", "test_0", "missing-lost missing-alive*2 missing-settled"},
	{"outage/3-marked", "test_0", "missing-alive*2 missing-settled"},
	{"outage", "test_0", "missing-alive*2 missing-settled stuck*2 healed"},
	{"deleted-then-rewritten", "", "contested missing-alive"},
	{"deletion-passed-over", "", "deletion-race last-copy deleted-unaccounted missing-alive*2"},
	{"deletion-race/1-before", "", "deletion-race contested missing-alive*3"},
	{"deletion-race/2-after", "", "diverged*2 stale-request"},
	{"request-remembered/1-asked", "", "deletion-race missing-alive"},
	{"request-remembered/2-marked", "", "deletion-answer purge-pending"},
	{"manual", "", "missing-undecided own-missing purge-pending unseen-server"},
	{"mark-answers", "", "unseen-server*3"},
}

func TestChecksOnRealDumps(t *testing.T) {
	for _, real := range realDumps {
		s := readFolder(t, filepath.Join("../testdata/dumps", real.folder))
		if real.gone != "" {
			s.merge.Gone = []string{real.gone}
		}
		if diff := cmp.Diff(real.finds, counted(s.examine(t).Findings)); diff != "" {
			t.Errorf("%s --gone %q: is it true? Then the table above says so from now on (-want +got):\n%s", real.folder, real.gone, diff)
		}
	}
}

func readFolder(t *testing.T, folder string) *scenario {
	t.Helper()
	s := &scenario{}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		r := dump.Read(dump.Input{Name: path, Open: func() (io.ReadCloser, error) { return os.Open(path) }})
		s.dumps = append(s.dumps, r.Dumps...)
		return nil
	})
	if err != nil || len(s.dumps) == 0 {
		t.Fatalf("%s: %d dumps, %v", folder, len(s.dumps), err)
	}
	return s
}

// counted lists what was found, each ID once.
func counted(all []check.Finding) string {
	var words []string
	for i := 0; i < len(all); {
		n := i
		for n < len(all) && all[n].ID == all[i].ID && all[n].Severity == all[i].Severity {
			n++
		}
		word := all[i].ID
		if n > i+1 {
			word += fmt.Sprintf("*%d", n-i)
		}
		words, i = append(words, word), n
	}
	return strings.Join(words, " ")
}
