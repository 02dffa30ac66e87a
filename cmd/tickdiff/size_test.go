package main

import "testing"

func TestSizes(t *testing.T) {
	test := func(text string, want int64) {
		t.Helper()
		var s sizeFlag
		if err := s.Set(text); (err != nil) != (want == 0) || err == nil && int64(s) != want {
			t.Errorf("%q: %d, %v, want %d", text, s, err, want)
		}
	}
	test("1", 1)
	test("500000", 500000)
	test("2k", 2048)
	test("200MiB", 200<<20)
	test("3GB", 3<<30)
	test("8388607T", 8388607<<40)
	for _, bad := range []string{"", "0", "-1", "1.5G", "G", "1X", "8388608T", "9223372036854775808", "1 M"} {
		test(bad, 0)
	}
	for size, want := range map[sizeFlag]string{1 << 30: "1G", 1500: "1500", 3 << 10: "3K", 5 << 40: "5T"} {
		if got := size.String(); got != want {
			t.Errorf("%d is %s, want %s", int64(size), got, want)
		}
	}
}
