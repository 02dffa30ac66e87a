package text

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWrap(t *testing.T) {
	test := func(text string, first, width int, long longWords, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, wrap(text, first, width, long)); diff != "" {
			t.Errorf("%q in %d and %d (-want +got):\n%s", text, first, width, diff)
		}
	}
	test("", 5, 5, keepLong, "")
	test("one two", 7, 7, keepLong, "one two")
	test("one two", 6, 6, keepLong, "one", "two")
	test("one two three", 3, 9, keepLong, "one", "two three")
	test("a  b", 10, 10, keepLong, "a  b")
	test("longword is", 4, 4, keepLong, "longword", "is")
	test("longword", 4, 4, keepLong, "longword")
	test("longword is", 4, 4, cutLong, "long", "word", "is")
	test("a/b/c.yaml:1", 5, 5, cutLong, "a/b/", "c.yam", "l:1")
	test("5,6,7", 3, 3, cutLong, "5,", "6,7")
	test("日本語の名前", 4, 4, cutLong, "日本", "語の", "名前")
	test("日本語", 1, 1, cutLong, "日", "本", "語")
}

// No wrapping may lose or add anything but blanks and line ends.
func FuzzWrap(f *testing.F) {
	f.Add("one two", 3, 4, true)
	f.Add("  日本  語", 0, 0, false)
	f.Fuzz(func(t *testing.T, text string, first, width int, hard bool) {
		first, width = 1+abs(first)%20, 1+abs(width)%20
		long := keepLong
		if hard {
			long = cutLong
		}
		lines := wrap(text, first, width, long)
		if got := squeeze(strings.Join(lines, "")); got != squeeze(text) {
			t.Errorf("%q became %q", text, lines)
		}
	})
}

func squeeze(s string) string { return strings.ReplaceAll(s, " ", "") }

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}
