package dump_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/dump"
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

	test("nothing", "", "error in.yaml: it is empty")
	test("a scalar", "hello\n", "error in.yaml: no dump found")
	test("a list", "- x\n", "error in.yaml: no dump found")
	test("a lone key", "tock: 3\n", "error in.yaml: no dump found")
	test("no node", "missing: {}\ntock: 3\n", `error in.yaml:1:1: no whole "node" line: without the observer's name a dump cannot be used`)
	test("no tock", "node: x\nmissing:\n  a:\n  - 3\n", `error in.yaml:1:1: the dump of "x" ends before its tock, and no whole section stands in it; not used`)
	test("no tock, one whole section", "node: x\nnodes: {}\nmissing:\n  a:\n  - 3\n", `cut in.yaml:5:1: the dump of "x" ends before its tock; its last section, "missing", counts as not said`)
	test("a section twice", "missing: {}\nmissing: {}\nnode: x\ntock: 3\n",
		"cut in.yaml:2:1: the keys before this one are not in the order in which servers print them; they may be of another dump that was cut off, and count as not said", `error in.yaml:2:1: the key "missing" stands twice; neither is used`)
	test("a name twice", "missing:\n  a: [1]\n  'a': [2]\nnode: x\ntock: 3\n", `error in.yaml:3:3: the name "a" stands twice`)
	test("both spellings differ", "known: {}\nnode: x\nsuperseded: {a: [1]}\ntock: 3\n", `error in.yaml:3:1: "known" and "superseded" differ; neither is used`)
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
	test("tag", "missing: !!python/object {}\nnode: x\ntock: 3\n", "error in.yaml:1:10: a tag (\"!!python/object\"); a dump has none")
	test("tag with a terminal code", "missing: !a%1b[31m {}\nnode: x\ntock: 3\n", "error in.yaml:1:10: a tag (\"!a\\x1b[31m\"); a dump has none")
	test("merge key", "missing:\n  <<: {}\nnode: x\ntock: 3\n", "error in.yaml:2:3: a merge key (<<); a dump has none")
	test("deep", missing("[[[[[[[[[[1]]]]]]]]]]"), "error in.yaml:2:13: nested deeper than the limit of 8")
	test("not UTF-8", "missing:\n  a\xff: [1]\nnode: x\n", "error in.yaml:2:4: not UTF-8")
	test("alias bomb", "x: &a [1, 1]\nmissing: {a: [*a, *a]}\nnode: x\ntock: 3\n", "note in.yaml:1:1: lifted from lines 2-4; no dump in line 1", "error in.yaml:2:1: not YAML: unknown anchor 'a' referenced")
	test("cycle", missing("&a [1, *a]"), "error in.yaml:2:6: an anchor (&a); a dump has none")
	test("python", missing("None"), `error in.yaml:2:6: "None" where a list of ticks should be`)
	test("NUL", missing("[\x00]"), "error in.yaml:2:7: the control character U+0000, which no dump holds", "note in.yaml:2:1: lifted from lines 3-4; no dump in line 2")
	test("escape", missing("[\x1b]"), "error in.yaml:2:7: the control character U+001B, which no dump holds", "note in.yaml:2:1: lifted from lines 3-4; no dump in line 2")
	test("C1", missing("[\u0085\u008d]"), "error in.yaml:2:8: the control character U+008D, which no dump holds", "note in.yaml:2:1: lifted from lines 3-4; no dump in line 2")
	test("wide characters without a mark", "m\x00i\x00s\x00s\x00s", "error in.yaml: this looks like UTF-16 or UTF-32 without a byte order mark; save it as UTF-8")
	test("UTF-32", "\xff\xfe\x00\x00m\x00\x00\x00", "error in.yaml: UTF-32; save it as UTF-8")
	test("half a surrogate", "\xff\xfem\x00\x00\xd8x\x00", "note in.yaml:1:1: in UTF-16, little-endian", "error in.yaml: UTF-16, little-endian: half a surrogate pair at byte 4")
	test("half a character", "\xfe\xff\x00", "error in.yaml: UTF-16, big-endian: it ends in half a character")
	test("unknown key", "missing: 3\nmising: {}\nnode: x\ntock: 3\n", `error in.yaml:1:10: "3" where a mapping from names should be`,
		`note in.yaml:2:1: the key "mising" is no part of a dump; passed over`)
}

// Programs that write JSON keep names whose list is empty.
func TestEmptyListInBraces(t *testing.T) {
	r := readText(`{"node": "a", "present": {"x": []}, "tock": 5}` + "\n")
	if len(r.Dumps) != 1 || len(r.Problems) != 0 {
		t.Fatalf("%d dumps, problems: %v", len(r.Dumps), r.Problems)
	}
	if set, said := r.Dumps[0].Present.Of("x"); !said || !set.Empty() {
		t.Errorf("present of x: %v, %v", set, said)
	}
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

// The YAML library often names another line than the one that is wrong, or none.
func TestNotYAML(t *testing.T) {
	test := func(missing string, want string) {
		t.Helper()
		r := readText("deleted: {}\n" + missing + "\nnode: x\ntock: 3\n")
		var got []string
		for _, p := range r.Problems {
			got = append(got, p.Error())
		}
		if diff := cmp.Diff([]string{want}, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", missing, diff)
		}
		if len(r.Dumps) != 1 || r.Dumps[0].Missing.Said || !r.Dumps[0].Deleted.Said || r.Dumps[0].Tock != 3 {
			t.Errorf("%q: the bad section, and only that, must count as not said", missing)
		}
	}
	test("missing:\n  a: [1, 2", "in.yaml:3:1: not YAML: did not find expected ',' or ']'")
	test("missing:\n  b: [7]\n  a: [3]]", "in.yaml:4:1: not YAML: did not find expected key")
	test("missing:\n  a:\n  - 3\n - 4\n  b: [7]", "in.yaml:5:1: not YAML: did not find expected key")
	test("missing:\n  a:\n  - 3\n  -4", "in.yaml:5:1: not YAML: could not find expected ':'")
	test("missing:\n  a:\n  - 3\n  - - 4\n   - 5", "in.yaml:6:1: not YAML: did not find expected key")
	test("missing:\n  a:\n  - 3\n  'b:\n  - 4", "in.yaml:5:1: not YAML: found unexpected end of stream")
	test("missing: {}\n    a:\n    - 3", "in.yaml:3:1: not YAML: did not find expected key")
	test("missing:\n  @a:\n  - 3", "in.yaml:3:1: not YAML: found character that cannot start any token")
	test("missing:\n  a: 1: 2", "in.yaml:3:1: not YAML: mapping values are not allowed in this context")
	test("missing:\n  "+strings.Repeat("{a: ", 20000), "in.yaml:2:1: nested deeper than the limit of 8")
	test("missing:\n  "+strings.Repeat("- ", 20000), "in.yaml:2:1: nested deeper than the limit of 8")
}

// Every limit is named by the error, and what is within it is still used.
func TestLimits(t *testing.T) {
	test := func(limits dump.Limits, text string, dumps int, want ...string) {
		t.Helper()
		r := dump.ReadAll([]dump.Input{input("in", text)}, limits)[0]
		var got []string
		for _, p := range r.Problems {
			got = append(got, fmt.Sprintf("%v %v", p.Level, p.Error()))
		}
		if diff := cmp.Diff(want, got); diff != "" || len(r.Dumps) != dumps {
			t.Errorf("%d dumps (-want +got):\n%s", len(r.Dumps), diff)
		}
	}
	test(dump.Limits{MaxDumps: 2}, strings.Repeat("---\n"+small, 4), 2, "error in:10:1: more than the limit of 2 dumps in one input; the rest is not used")
	test(dump.Limits{MaxNames: 2}, "missing:\n  a: [1]\n  b: [1]\n  c: [1]\nnode: x\nnodes: {a: 1}\ntock: 3\n", 1,
		`error in:1:1: more than the limit of 2 names in "missing", which counts as not said`)
	test(dump.Limits{MaxName: 3}, "missing: {}\nnode: abc\nnodes: {abcd: 1}\ntock: 3\n", 1,
		`error in:3:1: a name of 4 bytes in "nodes", more than the limit of 3`)
	test(dump.Limits{MaxName: 3}, "missing: {}\nnode: abcd\ntock: 3\n", 0, `error in:1:1: a name of 4 bytes in "node", more than the limit of 3`)
}
