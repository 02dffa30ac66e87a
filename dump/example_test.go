package dump_test

import (
	"fmt"
	"os"

	"tickdiff/dump"
)

// A dump says some sections, and others follow from them. What was not asked for
// is not empty.
func Example() {
	r := dump.Read(input("test_1.yaml", `missing:
  test_0:
  - 7
node: test_1
nodes:
  test_0: 9
superseded:
  test_0:
  - - 1
    - 4
tock: 111
`))
	d := r.Dumps[0]
	fmt.Println(d.Node, d.Tock)
	missing, said := d.Missing.Of("test_0")
	fmt.Println("missing", missing, said)
	_, said = d.Deleted.Of("test_0")
	fmt.Println("deleted", said)
	present := d.Answer(dump.Present, "test_0")
	fmt.Println("present", present.Set, present.Basis == dump.Derived)
	// Output:
	// test_1 111
	// missing 7 true
	// deleted false
	// present 4-6, 8-9 true
}

// Dumps are found in whatever stands around them, and what is wrong is said with
// its place.
func ExampleRead() {
	r := dump.Read(input("issue.md", "It does not start:\n\n"+
		"    $ moat kv -h test_1 internal state -m\n"+
		"    missing:\n"+
		"      test_0:\n"+
		"      - 7\n"+
		"    node: test_1\n"+
		"    tock: 111\n"))
	fmt.Println(len(r.Dumps), "dump")
	for _, p := range r.Problems {
		fmt.Println(p.Level, p.Error())
	}
	// Output:
	// 1 dump
	// note issue.md:1:1: lifted from lines 4-8; no dump in line 1
}

// Encode prints the servers' own bytes.
func ExampleEncode() {
	r := dump.Read(input("flow.yaml", "{node: test_1, tock: 7, missing: {test_0: [7, [9, 12]]}}"))
	if err := dump.Encode(os.Stdout, r.Dumps[0]); err != nil {
		panic(err)
	}
	// Output:
	// missing:
	//   test_0:
	//   - 7
	//   - - 9
	//     - 12
	// node: test_1
	// tock: 7
}
