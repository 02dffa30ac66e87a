package prose

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/ticks"
)

// What a sentence is made of stays known: names and sets, also in sentences that are
// put into others.
func TestSay(t *testing.T) {
	test := func(got Text, want string, spans ...Span) {
		t.Helper()
		if got.String() != want {
			t.Errorf("%q, want %q", got, want)
		}
		if diff := cmp.Diff(spans, []Span(got), cmp.Comparer(ticks.Set.Equal)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", want, diff)
		}
	}
	words := func(s string) Span { return Span{Kind: Words, Text: s} }
	set := ticks.UpTo(3)
	test(Say("100%% of %d", 7), "100% of 7", words("100% of 7"))
	test(Say("%q misses %v", `a"b`, set), `"a\"b" misses 1-3`, Span{Kind: Quoted, Text: `a"b`}, words(" misses "), Span{Kind: Ticks, Set: &set})
	test(Say("%s, %s.", NameOf("%d"), "x"), "%d, x.", Span{Kind: Name, Text: "%d"}, words(", x."))
	test(Say("%[2]q of %[1]s%[1]s", "x", "y"), `"y" of xx`, Span{Kind: Quoted, Text: "y"}, words(" of xx"))
	test(Names([]string{"a", "b"}).AndMore(2), "a, b and 2 more", NameOf("a")[0], words(", "), NameOf("b")[0], words(" and 2 more"))
}

// A long set, and a long value, are cut, and what is left out is counted.
func TestShownIsCut(t *testing.T) {
	set := ticks.Of(ticks.Range{Begin: 1, End: 2}, ticks.Range{Begin: 3, End: 4}, ticks.Range{Begin: 7, End: 10})
	limits := Limits{Ranges: 2, Bytes: 3, More: "; ask"}
	for _, c := range []struct {
		span Span
		want string
	}{
		{Span{Kind: Ticks, Set: &set}, "1, 3 and 1 more range up to 9"},
		{Span{Kind: Value, Text: "\"\x1b2345"}, `"\u001b2 … and 3 more bytes; ask`},
		{Span{Kind: Quoted, Text: "a"}, `"a"`},
		{Span{Kind: Name, Text: "a\x1b"}, `"a\x1b"`},
		{Span{Kind: Words, Text: "a\x1b"}, `a\u001b`},
	} {
		if got := limits.Show(c.span); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}
