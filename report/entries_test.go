package report

import (
	"strings"
	"testing"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/moatcmd"
	"tickdiff/dump"
	"tickdiff/report/text"
	"tickdiff/ticks"
)

// Paths and values are foreign text: nothing in them reaches a terminal as it is,
// and a long value is cut, with what is left out counted.
func TestEntriesOfHostileText(t *testing.T) {
	l := &cluster.Lookup{Origin: "a", Ticks: ticks.UpTo(9), Files: []cluster.Proof{{File: "x\x1b[2J.moat"}}, Without: ticks.UpTo(2)}
	for i, name := range hostileNames {
		l.All = append(l.All, cluster.Entry{Path: name, Ticks: []cluster.OriginTicks{{Origin: name, Ticks: ticks.UpTo(5)}}, Value: `"` + strings.Repeat("\u202e\x1b", 500) + `"`,
			Copies: []cluster.Copy{{Server: name, File: name, At: int64(i), Chain: []dump.Link{{Origin: name, Tick: 1}}, Deletion: []dump.Link{{Origin: name, Tick: 2}}}}})
	}
	var b strings.Builder
	if err := text.Write(&b, EntriesDocument(l), text.Options{Width: 80, All: true}); err != nil {
		t.Fatal(err)
	}
	for _, r := range b.String() {
		if r != '\n' && moatcmd.Hidden(r) {
			t.Fatalf("it holds %U", r)
		}
	}
	l.More = true
	b.Reset()
	if err := text.Write(&b, EntriesDocument(l), text.Options{Width: 80}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"more bytes; --all shows all", "more entries; --all shows all", "no more than 10000 are listed"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in it", want)
		}
	}
}

// A plan keeps its entries when it is saved, but for their values.
func TestSavedPlanKeepsEntries(t *testing.T) {
	p := reportOn(t, "a", "b", "c").Plan
	p.Entries = cluster.Entries{More: true, All: []cluster.Entry{{Path: "x.y", Ticks: []cluster.OriginTicks{{Origin: "a", Ticks: ticks.Between(3, 4)}}, Value: "1",
		Copies: []cluster.Copy{{Server: "b", File: "f", At: 5, Tock: 6, Chain: []dump.Link{{Origin: "a", Tick: 3}, {Origin: "c", Tick: 2}}}}}}}
	var saved, again strings.Builder
	if err := PlanJSON(&saved, p); err != nil {
		t.Fatal(err)
	}
	read, err := ReadPlan([]byte(saved.String()))
	if err != nil {
		t.Fatal(err)
	}
	if err := PlanJSON(&again, read); err != nil || again.String() != saved.String() {
		t.Errorf("%v; it reads as\n%s", err, again.String())
	}
	if !strings.Contains(saved.String(), `"path":"x.y"`) || strings.Contains(saved.String(), "value") {
		t.Errorf("the entry is not in it as it should be:\n%s", saved.String())
	}
}
