package prose

import (
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"tickdiff/analyze/moatcmd"
)

func TestVisible(t *testing.T) {
	test := func(in, want string) {
		t.Helper()
		if got := Visible(in); got != want {
			t.Errorf("Visible(%q) = %s, want %s", in, got, want)
		}
	}
	test("test_0", "test_0")
	test("a b", "a b")
	test("café 日本", "café 日本")
	test("", `""`)
	test(" lead", `" lead"`)
	test("two  blanks", `"two \x20blanks"`)
	test("three   blanks", `"three \x20 blanks"`)
	test("it's", "it's")
	test(`q"q`, `"q\"q"`)
	test(`b\s`, `"b\\s"`)
	test("nl\n", `"nl\n"`)
	test("\x1b[31m", `"\x1b[31m"`)
	test("right\u202eleft", `"right\u202eleft"`)
	test("zero\u200bwidth", `"zero\u200bwidth"`)
	test("no\u00a0break", `"no\u00a0break"`)
	test("hangul\u3164filler", `"hangul\u3164filler"`)
	test("braille\u2800blank", `"braille\u2800blank"`)
	test("selector\U000e0100", `"selector\U000e0100"`)
	test("c1\u009b", `"c1\u009b"`)
	test("bad\xff", `"bad\xff"`)
}

// FuzzVisible holds that what is shown obeys no terminal and tells the name: the
// quoted form reads back, and two names never look the same.
func FuzzVisible(f *testing.F) {
	for _, s := range []string{"", "test_0", "\x1b", "\u202e", "a  b", `\`, `"`, "\u2800", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got := Visible(name)
		if !utf8.ValidString(got) || strings.ContainsFunc(got, moatcmd.Hidden) {
			t.Fatalf("Visible(%q) = %q is not fit for a terminal", name, got)
		}
		if got == name {
			return
		}
		back, err := strconv.Unquote(got)
		if err != nil || back != name {
			t.Fatalf("Visible(%q) = %s reads back as %q, %v", name, got, back, err)
		}
	})
}
