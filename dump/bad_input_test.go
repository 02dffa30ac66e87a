package dump_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is wrong is said with its place; a section with anything wrong in it
// counts as not said.
func TestBadInput(t *testing.T) {
	test := func(name, text string, want ...string) {
		t.Helper()
		r := readText(text)
		var got []string
		for _, p := range r.Problems {
			got = append(got, fmt.Sprintf("%v %v", p.Level, p.Error()))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		for _, d := range r.Dumps {
			if d.Missing.Said {
				t.Errorf("%s: the bad section counts as said", name)
			}
		}
	}
	missing := func(value string) string { return "missing:\n  a: " + value + "\nnode: x\ntock: 3\n" }

	test("nothing", "", "error in.yaml: no dump found")
	test("a scalar", "hello\n", "error in.yaml: no dump found")
	test("a list", "- x\n", "error in.yaml: no dump found")
	test("a lone key", "tock: 3\n", "error in.yaml: no dump found")
	test("no node", "missing: {}\ntock: 3\n", `error in.yaml:1:1: no whole "node" line: without the observer's name a dump cannot be used`)
	test("no tock", "node: x\nmissing:\n  a:\n  - 3\n", `error in.yaml:1:1: the dump of "x" ends before its tock, and no whole section stands in it; not used`)
	test("no tock, one whole section", "node: x\nnodes: {}\nmissing:\n  a:\n  - 3\n", `cut in.yaml:5:1: the dump of "x" ends before its tock; its last section, "missing", counts as not said`)
	test("a section twice", "missing: {}\nmissing: {}\nnode: x\ntock: 3\n", `error in.yaml:2:1: the key "missing" stands twice; neither is used`)
	test("a name twice", "missing:\n  a: [1]\n  'a': [2]\nnode: x\ntock: 3\n", `error in.yaml:3:3: the name "a" stands twice`)
	test("both spellings differ", "known: {}\nsuperseded: {a: [1]}\nnode: x\ntock: 3\n", `error in.yaml:2:1: "known" and "superseded" differ; neither is used`)
	test("null name", "missing:\n  ~: [1]\nnode: x\ntock: 3\n", "error in.yaml:2:3: null where a name should be")
	test("section is a list", "missing: []\nnode: x\ntock: 3\n", "error in.yaml:1:10: a list where a mapping from names should be")
	test("set is a scalar", missing("7"), `error in.yaml:2:6: "7" where a list of ticks should be`)
	test("tick 0", missing("[0]"), "error in.yaml:2:7: tick 0: ticks count from 1")
	test("below 0", missing("[-1]"), `error in.yaml:2:7: "-1" where a whole number should be`)
	test("fraction", missing("[1.5]"), `error in.yaml:2:7: "1.5" where a whole number should be`)
	test("hex", missing("[0x1f]"), `error in.yaml:2:7: "0x1f" where a whole number should be`)
	test("underscore", missing("[1_000]"), `error in.yaml:2:7: "1_000" where a whole number should be`)
	test("octal", missing("[012]"), `error in.yaml:2:7: "012" where a whole number should be`)
	test("quoted", missing("['5']"), `error in.yaml:2:7: "5" where a whole number should be`)
	test("too large", missing("[9223372036854775808]"), "error in.yaml:2:7: 9223372036854775808 is more than 63 bits can hold")
	test("end too large", missing("[[1, 9223372036854775809]]"), "error in.yaml:2:11: range end 9223372036854775809: ticks have 63 bits")
	test("backward", missing("[[5, 3]]"), "error in.yaml:2:7: range [5, 3): it ends before it begins")
	test("three numbers", missing("[[1, 2, 3]]"), "error in.yaml:2:7: a range of 3 numbers; it should be [begin, end)")
	test("alias", "missing: &m {}\nnode: x\ntock: 3\n", "error in.yaml:1:10: an anchor (&m); a dump has none")
	test("tag", "missing: !!python/object {}\nnode: x\ntock: 3\n", "error in.yaml:1:10: a tag (!!python/object); a dump has none")
	test("merge key", "missing:\n  <<: {}\nnode: x\ntock: 3\n", "error in.yaml:2:3: a merge key (<<); a dump has none")
	test("deep", missing("[[[[[[[[[[1]]]]]]]]]]"), "error in.yaml:2:13: nested deeper than the limit of 8")
	test("not UTF-8", "missing:\n  a\xff: [1]\nnode: x\n", "error in.yaml:2:4: not UTF-8")
	test("unknown key", "missing: 3\nmising: {}\nnode: x\ntock: 3\n", `error in.yaml:1:10: "3" where a mapping from names should be`,
		`note in.yaml:2:1: the key "mising" is no part of a dump; passed over`)
}

func TestHighestTickIsRead(t *testing.T) {
	d := one(t, "missing:\n  a:\n  - - 1\n    - 9223372036854775808\nnode: x\ntock: 9223372036854775807\n")
	if set, _ := d.Missing.Of("a"); set.String() != "1-9223372036854775807" {
		t.Errorf("missing %v", set)
	}
}

// The first document stays of use when a later one is broken.
func TestLaterDocumentBroken(t *testing.T) {
	r := readText("node: x\ntock: 3\n---\nnode: [\n")
	if len(r.Dumps) != 1 || !r.Failed() || !strings.Contains(r.Problems[0].What, "no whole \"node\" line") {
		t.Errorf("%d dumps, problems %v", len(r.Dumps), r.Problems)
	}
}
