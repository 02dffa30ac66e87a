package analyze_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/analyze/internal/toy"
	"tickdiff/dump"
)

// requested lists the dumps a plan asks for, in its order.
func requested(t *testing.T, c *toy.Cluster, gone []string, sections map[string]toy.Sections) []string {
	t.Helper()
	var dumps []*dump.Dump
	for _, s := range c.Servers {
		if sections[s.Name] != "" {
			dumps = append(dumps, c.Dump(s.Name, sections[s.Name]))
		}
	}
	s := &situation{cluster: c, dumps: dumps, gone: gone}
	var out []string
	for _, r := range s.plan(t).Requests {
		out = append(out, fmt.Sprintf("%s decides %d, helps %d", r.Server, r.Decides, r.Helps))
	}
	return out
}

// shortOfDumps is four servers: z wrote five ticks, of which b misses three and c
// the only one it has heard of; m wrote three, of which b and c miss one.
func shortOfDumps() *toy.Cluster {
	p, m, u := toy.Present, toy.Missing, toy.Unheard
	return &toy.Cluster{Servers: []*toy.Server{
		{Name: "b", Tock: 10, Cells: map[string][]toy.Cell{"z": {m, m, m, p, p}, "m": {m, p, p}}},
		{Name: "c", Tock: 10, Cells: map[string][]toy.Cell{"z": {m, u, u, u, u}, "m": {m, p, p}}},
		{Name: "m", Tock: 10, Cells: map[string][]toy.Cell{"m": {p, p, p}}},
		{Name: "z", Tock: 10, Cells: map[string][]toy.Cell{"z": {p, p, p, p, p}}},
	}}
}

func TestRequestsAreRanked(t *testing.T) {
	test := func(name string, got []string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	all := map[string]toy.Sections{"b": toy.All, "c": toy.All}
	test("nobody knows: the origin of most first", requested(t, shortOfDumps(), nil, all),
		"z decides 0, helps 6", "m decides 0, helps 6")
	test("one is gone: the other decides all", requested(t, shortOfDumps(), []string{"z"}, all),
		"m decides 6, helps 6")
	test("a dump that does not tell what it has", requested(t, shortOfDumps(), []string{"z", "m"}, map[string]toy.Sections{"b": toy.All, "c": toy.Only}),
		"c decides 2, helps 2")
	test("one that may have heard since", requested(t, shortOfDumps(), []string{"z", "m"}, all),
		"c decides 2, helps 2")
	heard := shortOfDumps()
	heard.Server("c").Cells["z"] = heard.Server("b").Cells["z"]
	test("nothing is needed", requested(t, heard, []string{"z", "m"}, all))
}
