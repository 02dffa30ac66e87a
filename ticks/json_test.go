package ticks_test

import (
	"encoding/json"
	"testing"

	"tickdiff/ticks"
)

func TestJSON(t *testing.T) {
	for set, want := range map[string]string{"1, 3-9": "[[1,2],[3,10]]", "9223372036854775807": "[[9223372036854775807,9223372036854775808]]"} {
		s, err := ticks.Parse(set)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(s)
		if err != nil || string(text) != want {
			t.Errorf("%s is written %s, want %s (%v)", set, text, want, err)
		}
		var again ticks.Set
		if err := json.Unmarshal(text, &again); err != nil || !again.Equal(s) {
			t.Errorf("%s reads as %v (%v)", text, again, err)
		}
	}
	if text, err := json.Marshal(ticks.Set{}); err != nil || string(text) != "[]" {
		t.Errorf("no ticks are written %s (%v)", text, err)
	}
}

func TestJSONRefuses(t *testing.T) {
	for text, want := range map[string]string{
		`7`:             "ticks: not a list of pairs of numbers",
		`[[1,-2]]`:      "ticks: not a list of pairs of numbers",
		`[[1,2.5]]`:     "ticks: not a list of pairs of numbers",
		`[[1]]`:         "ticks: a range has two ends, not 1",
		`[[1,2,3]]`:     "ticks: a range has two ends, not 3",
		`[[2,2]]`:       "ticks: ranges empty, out of order, or touching each other",
		`[[1,2],[2,3]]`: "ticks: ranges empty, out of order, or touching each other",
		`[[5,6],[1,2]]`: "ticks: ranges empty, out of order, or touching each other",
		`[[1,4],[2,3]]`: "ticks: ranges empty, out of order, or touching each other",
	} {
		var s ticks.Set
		if err := json.Unmarshal([]byte(text), &s); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", text, err, want)
		}
	}
}

func TestCompare(t *testing.T) {
	inOrder := []ticks.Set{{}, ticks.UpTo(1), ticks.Of(ticks.Range{Begin: 1, End: 2}, ticks.Range{Begin: 4, End: 5}), ticks.UpTo(2), ticks.Between(2, 3), ticks.Between(2, 4)}
	for i, a := range inOrder {
		for j, b := range inOrder {
			if got := a.Compare(b); got < 0 != (i < j) || got > 0 != (i > j) {
				t.Errorf("%v to %v: %d", a, b, got)
			}
		}
	}
}
