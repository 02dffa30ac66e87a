package analyze_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tickdiff/analyze/cluster"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// Copies of one entry in several files stand together, and the value is that of the
// copy changed last, whatever the order of the files.
func TestEntriesOfSeveralFiles(t *testing.T) {
	link := func(origin string, tick ticks.Tick) dump.Link { return dump.Link{Origin: origin, Tick: tick} }
	file := func(node, name string, records ...dump.Record) *dump.Dump {
		return &dump.Dump{Node: node, Source: dump.Source{Save: true, File: name}, Records: records}
	}
	dumps := []*dump.Dump{
		file("b", "b.moat",
			dump.Record{Path: "x", At: 10, Tock: 7, Chain: []dump.Link{link("a", 5), link("a", 2)}, Value: "5", ValueSize: 1},
			dump.Record{Path: "z", At: 20, Tock: 3, Chain: []dump.Link{link("a", 1)}, Value: "1", ValueSize: 1}),
		file("a", "a.moat", dump.Record{Path: "x", At: 30, Tock: 6, Chain: []dump.Link{link("a", 2)}, Value: "2", ValueSize: 1}),
		file("a", "log", dump.Record{Path: "y", At: 40, Deletion: []dump.Link{link("a", 6), link("b", 9)}}),
	}
	dumps[2].MoreRecords = true
	set := ticks.Of(ticks.Range{Begin: 2, End: 8})
	want := &cluster.Lookup{Origin: "a", Ticks: set, Without: ticks.Of(ticks.Range{Begin: 3, End: 5}, ticks.Range{Begin: 7, End: 8}),
		Files: []cluster.Proof{{Server: "a", State: cluster.Shown{Word: "dumped"}, File: "a.moat"}, {Server: "a", State: cluster.Shown{Word: "dumped"}, File: "log"}, {Server: "b", State: cluster.Shown{Word: "dumped"}, File: "b.moat"}},
		Entries: cluster.Entries{More: true, All: []cluster.Entry{
			{Path: "x", Ticks: []cluster.OriginTicks{{Origin: "a", Ticks: ticks.Of(ticks.Range{Begin: 2, End: 3}, ticks.Range{Begin: 5, End: 6})}}, Value: "5", ValueSize: 1,
				Copies: []cluster.Copy{
					{Server: "a", File: "a.moat", At: 30, Tock: 6, Chain: []dump.Link{link("a", 2)}},
					{Server: "b", File: "b.moat", At: 10, Tock: 7, Chain: []dump.Link{link("a", 5), link("a", 2)}}}},
			{Path: "y", Ticks: []cluster.OriginTicks{{Origin: "a", Ticks: ticks.Between(6, 7)}},
				Copies: []cluster.Copy{{Server: "a", File: "log", At: 40, Deletion: []dump.Link{link("a", 6), link("b", 9)}}}},
		}}}
	dumps[0].Records = dumps[0].Records[:1] // a reading for these ticks finds no other
	for range 2 {
		if diff := cmp.Diff(want, cluster.LookUp(dumps, "a", set), cmp.Comparer(ticks.Set.Equal)); diff != "" {
			t.Errorf("entries (-want +got):\n%s", diff)
		}
		slices.Reverse(dumps)
	}
}
