package dump

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/dump/internal/lift"
	"tickdiff/dump/internal/logline"
)

// strange are dumps with something in every section that no server prints so, or
// that no scanner knows for certain.
var strange = []string{`deleted:  # by hand
  # and by foot
  test_0: [12, [14, 17]]
  test_1:
  - 3
known:
  "\ttab": [[1,
    3], 7]
  -x:
  # none
  - 4  # four
node: 'test_0'  # asked
tock: 111
`, `missing:
  '- a':
  - 2
  ? "long \
    name"
  : - 1
    - - 5
      - 8
  # of test_0
  test_0:
    - 2
    - [4,
  6]
  test_1: [9]
node: x
tock: 1
`, `node: x
nodes: {test_0: 7,
  test_1: null}
present: {a: [1, 2], b: [
]}
remote_missing: {}  # nothing
seq: 2
superseded:

  "\ttab":
  - [1, 3]

  - 7
  -x: [4]
tock: 111
`}

// partsAgree reads every dump in a text in parts, and again with lists cut at every
// item. Where that says yes, the same must come of the block as a whole, and the same be
// said of it.
func partsAgree(t *testing.T, text []byte, h *rangeCache) (dumps, problems int) {
	t.Helper()
	dumps, problems = partsOfSizeAgree(t, text, h, treeSize)
	d, p := partsOfSizeAgree(t, text, h, 1)
	if d != dumps || p != problems {
		t.Errorf("%d dumps and %d problems, but with lists cut %d and %d, in\n%s", dumps, problems, d, p, short(text))
	}
	return dumps, problems
}

func partsOfSizeAgree(t *testing.T, text []byte, h *rangeCache, size int) (dumps, problems int) {
	t.Helper()
	lift.Dumps(text, func(b *lift.Block) {
		if b.Wrong != nil || b.Lost || b.Tabs || b.TooDense() {
			return
		}
		source := Source{File: "in", Line: b.First, End: b.Last, Command: b.Command}
		parts, ok := readInParts(b, source, DefaultLimits, h, size)
		if !ok {
			return
		}
		whole := treeReader{source: source}
		whole.readBlock(b)
		if diff := cmp.Diff(whole.dumps, parts.dumps); diff != "" {
			t.Errorf("as a whole and in parts differ in\n%s\n%s", short(text), diff)
		}
		if diff := cmp.Diff(whole.problems, parts.problems); diff != "" {
			t.Errorf("other problems as a whole and in parts in\n%s\n%s", short(text), diff)
		}
		dumps += len(parts.dumps)
		problems += len(parts.problems)
	}, new(logline.Reader).Take)
	return dumps, problems
}

// Something strange in a dump costs the part it stands in.
func TestPartsRealDumps(t *testing.T) {
	texts := realFiles(t)
	for i, text := range strange {
		texts[fmt.Sprint("strange ", i)] = []byte(text)
	}
	for file, text := range texts {
		if dumps, problems := partsAgree(t, text, nil); dumps != 1 || problems != 0 {
			t.Errorf("%s: %d dumps and %d problems in parts", file, dumps, problems)
		}
	}
}

// The tree of a long list that only YAML can read is never that of the whole list.
func TestPartsOfLongLists(t *testing.T) {
	text := []byte("node: x\npresent:\n  o:  # o\n")
	for i := range 10_000 {
		text = fmt.Appendf(text, "  - - %d # c\n    - %d\n", 3*i+1, 3*i+3)
	}
	text = append(text, "tock: 3\n"...)
	if dumps, problems := partsAgree(t, text, nil); dumps != 1 || problems != 0 {
		t.Errorf("%d dumps and %d problems", dumps, problems)
	}
	lift.Dumps(text, func(b *lift.Block) {
		for _, piece := range under(b, 1).names()[0].pieces(treeSize) {
			if len(piece.text) > treeSize+100 {
				t.Errorf("a piece of %d bytes", len(piece.text))
			}
		}
	}, new(logline.Reader).Take)
}

// oddLines are lines that may go on with what stands above, or may not.
var oddLines = append(strings.FieldsFunc(`
a:¦b:¦- 1¦- - 5¦- 7¦- [9, 12]¦a: [1, 2¦3]¦]¦}¦{¦a: {¦"q¦q"¦"q": [1]¦'x¦y'¦'x':¦? a¦? b¦: - 1¦:¦-¦# c¦#
x: # c¦<<: *a¦&a b:¦*a¦!t x:¦a: !!seq¦d: |¦d: >¦? |¦text¦- |¦a: [¦, 4¦,¦[1]: 2¦a: b¦e: null¦null:¦%x¦---
...¦- 1 # c¦- 1# c¦'a'': [1,¦c: "¦a: [1] # ]¦? -¦2] #¦-  5¦é:¦-x: [3]¦a: [ # c¦y: - 1¦[2, 3]¦b: [[2, 5], 7]
`, func(r rune) bool { return r == '¦' || r == '\n' }),
	"\tx", "x\t: 3", "a:\t[1]", "x\u0085b: 3", "# c\u0085", "# c\u0085b: 3", "- 1\u2028", "\u2028x", "\ufeffa:",
	"n1: [3]", "n2:", "missing: {}", "seq: 3")

// oddDump has such lines here and there in its sections.
func oddDump(r *rand.Rand) []byte {
	line := func() string {
		return strings.Repeat(" ", r.IntN(7)*r.IntN(2)) + strings.Repeat(" ", 2*r.IntN(2)) + oddLines[r.IntN(len(oddLines))] + "\n"
	}
	var text []byte
	keys := []string{"deleted", "known", "missing", "node", "nodes", "present", "superseded", "tock"}
	if r.IntN(3) == 0 {
		r.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
	}
	for _, key := range keys[:len(keys)-r.IntN(2)*r.IntN(2)] {
		switch {
		case key == "node" || key == "tock":
			text = fmt.Appendf(text, "%s: 3\n", key)
		case r.IntN(2) == 0:
			text = append(text, key+":"...)
			text = append(text, []string{"\n", "  # c\n", " " + line()}[r.IntN(3)]...)
			for name := range r.IntN(5) {
				text = fmt.Appendf(text, "  n%d:\n  - 4\n", name)
				for range r.IntN(3) * r.IntN(2) {
					text = append(text, line()...)
				}
			}
		}
	}
	return text
}

// Whatever stands in a dump, its parts give the same as the whole, or the whole
// decides.
func TestPartsOddLines(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	const tries = 10_000
	dumps, problems := 0, 0
	for range tries {
		d, p := partsAgree(t, oddDump(r), nil)
		dumps, problems = dumps+d, problems+p
	}
	if dumps < tries/10 || problems < tries/10 {
		t.Errorf("%d dumps and %d problems of %d in parts", dumps, problems, tries)
	}
}

// TestNullNameOfALongList holds that a name which is none makes its section count as not
// said, also where its list is cut into pieces.
func TestNullNameOfALongList(t *testing.T) {
	text := []byte("node: x\npresent:\n  null: # odd\n  - 1\n  - 3\ntock: 3\n")
	if _, problems := partsAgree(t, text, nil); problems == 0 {
		t.Error("the name was taken")
	}
}

// FuzzPartsAgainstWhole looks for a text that reads otherwise in parts than as a
// whole; also when another dump was read before.
func FuzzPartsAgainstWhole(f *testing.F) {
	for _, text := range realFiles(f) {
		f.Add(text, []byte(everyKey))
	}
	for _, text := range strange {
		f.Add([]byte(text), []byte(everyKey))
		f.Add([]byte(everyKey), []byte(text))
	}
	f.Fuzz(func(t *testing.T, text, before []byte) {
		if len(text)+len(before) > 8<<10 {
			return
		}
		h := newRangeCache()
		partsAgree(t, before, h)
		partsAgree(t, text, h)
	})
}
