package savefile_test

import (
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"

	"tickdiff/dump/internal/savefile"
)

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(strings.ReplaceAll(s, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What MoaT's own Path prints for these, in version 0.3.7 of moat-lib-path; the
// last two it cannot have.
func TestPathText(t *testing.T) {
	test := func(path, want string) {
		t.Helper()
		if got := savefile.PathText(unhex(t, path)); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	test("", ":")
	test("a161 a162 01", "a.b:1")
	test("c0 a56163746f72 a364656c", ":n.actor.del")
	test("a0", ":e")
	test("a161 a0", "a:e")
	test("c3c2", ":t:f")
	test("cb3ff8000000000000 cac0000000", ":1:.5:-2:.0")
	test("cb4341c37937e08000 cb3ee4f8b588e368f1 cb4341c37937e07fff", ":1e+16:1e-05:9999999999999998:.0")
	test("ca7f800000 caff800000 ca7fc00000", ":iinf:-inf:inan")
	test("fd cf8000000000000000 cfffffffffffffffff d1ff00", ":-3:9223372036854775808:18446744073709551615:-256")
	test("a7613a622e632064", "a::b:.c:_d")
	test("a478003231 a5e280ae6162 a3cdb867 a4c3a9c2a0", "x:u0-21.:u202e-ab.:u378g.é:ua0")
	test("c40461622063 c4020001 c400", ":vab:_c:sAAE=:v")
	test("a10a a166", ":ua.f")
	test("a20a66", ":ua-f")
	test("a2092d a4092d2d61", ":u9--.:u9---a")
	test("a22e78 a23a78 a22078", ":.x.::x.:_x")
	test("a161 a22e78", "a.:.x")
	test("a6e697a5e69cac", "日本")
	test("a178 a180", "x.:udc80") // a byte that is not UTF-8, which Python has as a lone surrogate
	test("a161 920102", "a:y920102")
}

func TestValueText(t *testing.T) {
	test := func(value, want string) {
		t.Helper()
		got, ok := savefile.ValueText(unhex(t, value))
		if got != want || !ok || !json.Valid([]byte(got)) {
			t.Errorf("%s: %q %v, want %q", value, got, ok, want)
		}
	}
	test("c0", "null")
	test("93 01 c3 a3 612262", `[1, true, "a\"b"]`)
	test("82 a16b 90 07 80", `{"k": [], "7": {}}`)
	test("81 92 01 a161 c2", `{"[1, \"a\"]": false}`)
	test("c4020001", `{"bytes": "AAE="}`)
	test("92 cb3ff8000000000000 ca7f800000", `[1.5, "inf"]`)
	test("cfffffffffffffffff", "18446744073709551615")
	test("c70a02 ff00000000000000000f", "1204203453131759529492495")
	test("c70303 a16107", `"a:7"`)
	test("d705 6162636465666768", `{"extension": 5, "bytes": "YWJjZGVmZ2g="}`)
	test("d6ff 00000000", `{"extension": -1, "bytes": "AAAAAA=="}`)
	test("a11b", `"\u001b"`)
	test("a2ff61", `"`+"�"+`a"`)

	for _, bad := range []string{"", "92 01", "01 02", "c1", strings.Repeat("91", 101) + "01"} {
		if text, ok := savefile.ValueText(unhex(t, bad)); ok {
			t.Errorf("%s is no whole value, but reads as %s", bad, text)
		}
	}
}

// A file is known by how it begins, and no text begins so.
func TestSniff(t *testing.T) {
	test := func(head string, want bool) {
		t.Helper()
		if got := savefile.Sniff([]byte(head)); got != want {
			t.Errorf("%q: %v", head, got)
		}
	}
	test("\x84\xa4node", true)
	test("\x84\xd9\x04node", true)
	test("\xde\x00\x10\xa4node", true)
	test("\xdf\x00\x00\x00\x10\xa4node", true)
	test("\x85", true)
	test("\xde\x00", true)

	test("", false)
	test("node: x\n", false)
	test("\x80", false)
	test("\x84\x01", false)
	test("\xde", false)
	test("\xdf\xbf: 1\n", false)
	test("\xff\xfen\x00", false)
	test("\xef\xbb\xbfnode: x\n", false)
}
