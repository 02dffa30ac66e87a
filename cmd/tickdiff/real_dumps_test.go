package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// summary is one line about a plan: what a correct reading of the real dumps
// must say (testdata/dumps/README.md has what is true of each).
func summary(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	code := run(append([]string{"plan", "--format", "json"}, args...), stdio{strings.NewReader(""), &out, &errs})
	var plan struct {
		Verdict              string
		Steps, Left, Refused []struct {
			Count  int
			Reason string
		}
	}
	if err := json.Unmarshal(out.Bytes(), &plan); err != nil {
		t.Fatalf("%v: %v\n%s", args, err, errs.String())
	}
	line := fmt.Sprintf("exit %d %s", code, plan.Verdict)
	counts := map[string]int{}
	var order []string
	for _, list := range [][]struct {
		Count  int
		Reason string
	}{plan.Steps, plan.Left, plan.Refused} {
		for _, v := range list {
			if counts[v.Reason] == 0 {
				order = append(order, v.Reason)
			}
			counts[v.Reason] += v.Count
		}
	}
	for _, reason := range order {
		line += fmt.Sprintf(", %s %d", reason, counts[reason])
	}
	return line
}

func TestRealDumps(t *testing.T) {
	const golden = "testdata/real_dumps.txt"
	cases := [][]string{
		{"healthy"}, {"healthy-all"}, {"fresh"}, {"hostile-names"},
		{"alive-elsewhere"}, {"superseded-elsewhere"}, {"superseded-elsewhere-ndmrk"}, {"deleted-elsewhere"},
		{"one-behind"}, {"bad-mark"}, {"stale-restart"},
		{"lost"}, {"lost", "--gone", "test_0"}, {"lost-ndmrk"}, {"lost-ndmrk", "--gone", "test_0"},
		{"only-missing"}, {"only-missing", "--gone", "test_0"},
		{"outage/1-first"}, {"outage/1-first", "--gone", "test_0"}, {"outage/2-later", "--gone", "test_0"},
		{"outage/3-marked", "--gone", "test_0"}, {"outage", "--gone", "test_0"},
		{"manual"}, {"manual", "--gone", "test2"}, {"mark-answers"},
	}
	var got strings.Builder
	for _, c := range cases {
		args := append([]string{"../../testdata/dumps/" + c[0]}, c[1:]...)
		fmt.Fprintf(&got, "%s: %s\n", strings.Join(c, " "), summary(t, args...))
	}
	if os.Getenv("TICKDIFF_UPDATE") != "" {
		if err := os.WriteFile(golden, []byte(got.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("plans of the real dumps (-want +got):\n%s", diff)
	}
}
