package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tickdiff/dump"
)

// TestSecurityPage holds that each promise of docs/security.md names tests, that these are
// there, and that its limits are those of the program.
func TestSecurityPage(t *testing.T) {
	text, err := os.ReadFile("../../docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	tests := testsOfAll(t)
	named := regexp.MustCompile("`((?:Test|Fuzz)[A-Za-z0-9]+|[a-z_]+\\.txtar)`")
	rows := 0
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		held := cells[len(cells)-1]
		if !strings.HasPrefix(line, "|") || strings.HasPrefix(line, "|---") || strings.TrimSpace(held) == "held by" {
			continue
		}
		rows++
		names := named.FindAllStringSubmatch(held, -1)
		if len(names) == 0 {
			t.Errorf("no test holds: %s", line)
		}
		for _, name := range names {
			if !tests[name[1]] {
				t.Errorf("there is no test %s", name[1])
			}
		}
	}
	if rows < 20 {
		t.Errorf("only %d rows", rows)
	}
	for _, limit := range limitsSaid() {
		if !strings.Contains(string(text), limit) {
			t.Errorf("%q stands nowhere", limit)
		}
	}
}

func limitsSaid() []string {
	l := dump.DefaultLimits
	return []string{
		binary(l.MaxSize) + " unpacked", fmt.Sprintf("%d dumps", l.MaxDumps), fmt.Sprintf("%d names", l.MaxNames), fmt.Sprintf("%d bytes a name", l.MaxName),
		fmt.Sprintf("%d files", l.MaxMembers), "| " + binary(maxPlanSize) + " |", "| " + binary(maxKeySize) + " |", "| " + binary(dump.MaxHostsSize) + " |", "| " + binary(maxAcceptSize) + " |",
		fmt.Sprintf("%d bytes for each byte read, and %s and %s", boundPerByte, binary(freeMemory), binary(freeOutput)),
	}
}

// binary is a size as the page writes it.
func binary(n int64) string {
	size := sizeFlag(n)
	short := size.String()
	return short[:len(short)-1] + " " + short[len(short)-1:] + "iB"
}

// testsOfAll are the names of all tests and scenarios.
func testsOfAll(t *testing.T) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	function := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range function.FindAllSubmatch(text, -1) {
			all[string(m[1])] = true
		}
		return err
	})
	scripts, globErr := filepath.Glob("testdata/script/*.txtar")
	if err != nil || globErr != nil || !slices.ContainsFunc(scripts, func(s string) bool { return strings.HasSuffix(s, "forged_plans.txtar") }) {
		t.Fatal(err, globErr, len(scripts))
	}
	for _, s := range scripts {
		all[filepath.Base(s)] = true
	}
	return all
}
