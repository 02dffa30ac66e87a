package dump_test

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"

	"tickdiff/dump"
)

// Whatever YAML can be, alone or in the place of a section, nothing breaks, and
// the rest of the dump stays what it was.
func TestYAMLSuite(t *testing.T) {
	f, err := os.Open("testdata/yaml-test-suite/cases.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	count := 0
	for lines := bufio.NewScanner(f); lines.Scan(); count++ {
		var c struct{ ID, YAML string }
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		inOrder(t, c.YAML, dump.Read(input(c.ID, c.YAML)))
		section := "deleted: {}\nmissing:\n" + marked("  ")(c.YAML, nil) + "node: x\npresent: {}\ntock: 3\n"
		r := dump.Read(input(c.ID, section))
		inOrder(t, section, r)
		for _, d := range r.Dumps {
			isSection := c.ID == "RLU9" // it happens to be names with lists of numbers
			if d.Node != "x" || len(d.Deleted.Entries) > 0 || len(d.Present.Entries) > 0 || len(d.Missing.Entries) > 0 != isSection {
				t.Errorf("%s: read as a part of a dump:\n%s%v", c.ID, encode(d), r.Problems)
			}
		}
	}
	if count != 402 {
		t.Errorf("%d cases", count)
	}
}
