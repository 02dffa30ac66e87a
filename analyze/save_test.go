package analyze_test

import (
	"maps"
	"slices"
	"testing"

	"tickdiff/analyze"
	"tickdiff/dump"
	"tickdiff/ticks"
)

// saved is a save file of a server, with the same set of one origin for each section.
func saved(node string, tock uint64, latest ticks.Tick, present ...ticks.Range) *dump.Dump {
	d := &dump.Dump{Source: dump.Source{Save: true}, Node: node, Tock: tock, HasTock: true}
	d.Nodes = dump.Nodes{Said: true, Entries: []dump.NodeEntry{{Name: "a", Tick: latest}, {Name: "b"}}}
	d.Present = dump.Section{Said: true, Entries: []dump.Entry{{Origin: "a", Ticks: ticks.Of(present...)}}}
	d.Superseded.Said, d.Deletions.Said = true, true
	return d
}

func merge(t *testing.T, dumps []*dump.Dump) *analyze.View {
	t.Helper()
	v, err := analyze.Merge(slices.Clone(dumps), analyze.MergeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func reasons(p *analyze.Plan) map[string]analyze.Reason {
	out := map[string]analyze.Reason{}
	for _, s := range p.Of(analyze.Marked) {
		out[s.Server+" "+s.Ticks.String()] = s.Reason
	}
	for _, l := range p.Of(analyze.Left) {
		out[l.Server+" "+l.Ticks.String()] = l.Reason
	}
	for _, r := range p.Of(analyze.Refused) {
		out[r.Server+" "+r.Ticks.String()] = r.Reason
	}
	return out
}

// What a save file that is cut lacks may have stood in the rest: it is not missing
// there, and nothing that others miss is marked. What it has is known all the same.
func TestCutSaveDoesNotTellWhatItLacks(t *testing.T) {
	a, b := saved("a", 60, 9, ticks.Range{Begin: 1, End: 4}), saved("b", 60, 9, ticks.Range{Begin: 1, End: 3})
	a.Source.Cut = true
	v := merge(t, []*dump.Dump{a, b})
	p := analyze.MakePlan(v, analyze.PlanOptions{})
	got := reasons(p)
	if len(got) != 2 || got["b 3"] != analyze.AliveElsewhere || got["b 4-9"] != analyze.NotSaid || len(p.Requests) != 1 || p.Requests[0].Server != "a" {
		t.Errorf("%v, asked for: %v", got, p.Requests)
	}
	a.Source.Cut = false
	p = analyze.MakePlan(merge(t, []*dump.Dump{a, b}), analyze.PlanOptions{})
	if got := reasons(p); got["b 4-9"] != analyze.Lost || got["a 4-9"] != analyze.Lost {
		t.Errorf("whole: %v", got)
	}
}

// A save file of the tock of another dump contradicts nothing. A print counts as
// the later, and of two copies of a log the longer.
func TestSaveOfTheSameTock(t *testing.T) {
	short, long := saved("a", 60, 4, ticks.Range{Begin: 1, End: 5}), saved("a", 60, 5, ticks.Range{Begin: 1, End: 6})
	printed := saved("a", 60, 4, ticks.Range{Begin: 1, End: 4})
	printed.Source.Save = false
	cut := saved("a", 60, 9, ticks.Range{Begin: 1, End: 2})
	cut.Source.Cut = true
	want := []*dump.Dump{cut, short, long, printed}
	for _, dumps := range [][]*dump.Dump{{cut, short, long, printed}, {printed, long, cut, short}, {long, printed, short, cut}} {
		s := merge(t, dumps).Server("a")
		if s.Conflict != nil || !slices.Equal(s.Dumps, want) {
			t.Errorf("conflict %v, order %v", s.Conflict, s.Dumps)
		}
	}
}

// A server that loads a save file has forgotten what an older dump calls deleted:
// that is evidence of what was, not what the server would answer.
func TestSaveForgetsWhatWasDeleted(t *testing.T) {
	was := saved("b", 50, 4, ticks.Range{Begin: 1, End: 5})
	was.Source.Save = false
	was.Deleted = dump.Section{Said: true, Entries: []dump.Entry{{Origin: "a", Ticks: ticks.Between(3, 5)}}}
	files := []*dump.Dump{saved("a", 60, 4, ticks.Range{Begin: 1, End: 3}), saved("b", 61, 4, ticks.Range{Begin: 1, End: 3})}
	p := analyze.MakePlan(merge(t, append(files, was)), analyze.PlanOptions{})
	if got := reasons(p); got["a 3-4"] != analyze.DeletedBefore || got["b 3-4"] != analyze.DeletedBefore {
		t.Errorf("with the dump: %v", got)
	}
	p = analyze.MakePlan(merge(t, files), analyze.PlanOptions{})
	if got := reasons(p); got["a 3-4"] != analyze.Lost || got["b 3-4"] != analyze.Lost {
		t.Errorf("without: %v", got)
	}
	files[0].Deletions.Entries = []dump.Entry{{Origin: "a", Ticks: ticks.Between(4, 5)}}
	p = analyze.MakePlan(merge(t, files), analyze.PlanOptions{})
	if got := reasons(p); got["b 3"] != analyze.Lost || got["b 4"] != analyze.DeletedBefore {
		t.Errorf("with a log: %v", got)
	}
}

// What a plain save lacks may be an internal entry: it is refused on whoever misses it,
// and never lost. What an older dump of that server shows gone is decided.
func TestPlainSaveDoesNotTellWhatItLacks(t *testing.T) {
	a, b := saved("a", 60, 9, ticks.Range{Begin: 1, End: 4}), saved("b", 60, 9, ticks.Range{Begin: 1, End: 3}, ticks.Range{Begin: 5, End: 6})
	a.Source.Plain = true
	plan := func(dumps ...*dump.Dump) (map[string]analyze.Reason, analyze.Verdict) {
		v := merge(t, dumps)
		p := analyze.MakePlan(v, analyze.PlanOptions{})
		analyze.Conclude(v, p, nil)
		return reasons(p), p.Verdict
	}
	want := map[string]analyze.Reason{"b 3": analyze.AliveElsewhere, "a 5": analyze.AliveElsewhere,
		"b 4, 6-9": analyze.NotSaid, "a 4, 6-9": analyze.NotSaid}
	if got, _ := plan(a, b); !maps.Equal(got, want) {
		t.Errorf("plain: %v", got)
	}
	was := saved("a", 50, 9, ticks.Range{Begin: 1, End: 4}, ticks.Range{Begin: 6, End: 10})
	was.Source.Save = false
	was.Deleted = dump.Section{Said: true, Entries: []dump.Entry{{Origin: "a", Ticks: ticks.Between(4, 7)}}}
	got, _ := plan(was, a, b)
	if got["a 4"] != analyze.DeletedBefore || got["b 4"] != analyze.DeletedBefore || got["a 6-9"] != analyze.NotSaid || got["b 6-9"] != analyze.NotSaid {
		t.Errorf("with an older dump: %v", got)
	}
	whole := saved("b", 60, 9, ticks.Range{Begin: 1, End: 10})
	whole.Source.Plain = true
	if got, verdict := plan(whole); len(got) > 0 || verdict != analyze.Undecided {
		t.Errorf("a is unseen: %v, %v", got, verdict)
	}
	other := saved("a", 60, 9, ticks.Range{Begin: 1, End: 10})
	if got, verdict := plan(whole, other); len(got) > 0 || verdict != analyze.Clean {
		t.Errorf("a plain save that lacks nothing: %v, %v", got, verdict)
	}
}
