package plan_test

import (
	"maps"
	"slices"
	"testing"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
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

func merge(t *testing.T, dumps []*dump.Dump) *cluster.View {
	t.Helper()
	v, err := cluster.Merge(slices.Clone(dumps), cluster.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func reasons(p *plan.Plan) map[string]plan.Reason {
	out := map[string]plan.Reason{}
	for _, s := range p.Of(plan.Marked) {
		out[s.Server+" "+s.Ticks.String()] = s.Reason
	}
	for _, l := range p.Of(plan.Left) {
		out[l.Server+" "+l.Ticks.String()] = l.Reason
	}
	for _, r := range p.Of(plan.Refused) {
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
	p := plan.Make(v, plan.Options{})
	got := reasons(p)
	if len(got) != 2 || got["b 3"] != plan.AliveElsewhere || got["b 4-9"] != plan.NotSaid || len(p.Requests) != 1 || p.Requests[0].Server != "a" {
		t.Errorf("%v, asked for: %v", got, p.Requests)
	}
	a.Source.Cut = false
	p = plan.Make(merge(t, []*dump.Dump{a, b}), plan.Options{})
	if got := reasons(p); got["b 4-9"] != plan.Lost || got["a 4-9"] != plan.Lost {
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
	p := plan.Make(merge(t, append(files, was)), plan.Options{})
	if got := reasons(p); got["a 3-4"] != plan.DeletedBefore || got["b 3-4"] != plan.DeletedBefore {
		t.Errorf("with the dump: %v", got)
	}
	p = plan.Make(merge(t, files), plan.Options{})
	if got := reasons(p); got["a 3-4"] != plan.Lost || got["b 3-4"] != plan.Lost {
		t.Errorf("without: %v", got)
	}
	files[0].Deletions.Entries = []dump.Entry{{Origin: "a", Ticks: ticks.Between(4, 5)}}
	p = plan.Make(merge(t, files), plan.Options{})
	if got := reasons(p); got["b 3"] != plan.Lost || got["b 4"] != plan.DeletedBefore {
		t.Errorf("with a log: %v", got)
	}
}

// What a plain save lacks may be an internal entry: it is refused on whoever misses it,
// and never lost. What an older dump of that server shows gone is decided.
func TestPlainSaveDoesNotTellWhatItLacks(t *testing.T) {
	a, b := saved("a", 60, 9, ticks.Range{Begin: 1, End: 4}), saved("b", 60, 9, ticks.Range{Begin: 1, End: 3}, ticks.Range{Begin: 5, End: 6})
	a.Source.Plain = true
	pl := func(dumps ...*dump.Dump) (map[string]plan.Reason, plan.Verdict) {
		v := merge(t, dumps)
		p := plan.Make(v, plan.Options{})
		check.Conclude(v, p, nil)
		return reasons(p), p.Verdict
	}
	want := map[string]plan.Reason{"b 3": plan.AliveElsewhere, "a 5": plan.AliveElsewhere,
		"b 4, 6-9": plan.NotSaid, "a 4, 6-9": plan.NotSaid}
	if got, _ := pl(a, b); !maps.Equal(got, want) {
		t.Errorf("plain: %v", got)
	}
	was := saved("a", 50, 9, ticks.Range{Begin: 1, End: 4}, ticks.Range{Begin: 6, End: 10})
	was.Source.Save = false
	was.Deleted = dump.Section{Said: true, Entries: []dump.Entry{{Origin: "a", Ticks: ticks.Between(4, 7)}}}
	got, _ := pl(was, a, b)
	if got["a 4"] != plan.DeletedBefore || got["b 4"] != plan.DeletedBefore || got["a 6-9"] != plan.NotSaid || got["b 6-9"] != plan.NotSaid {
		t.Errorf("with an older dump: %v", got)
	}
	whole := saved("b", 60, 9, ticks.Range{Begin: 1, End: 10})
	whole.Source.Plain = true
	if got, verdict := pl(whole); len(got) > 0 || verdict != plan.Undecided {
		t.Errorf("a is unseen: %v, %v", got, verdict)
	}
	other := saved("a", 60, 9, ticks.Range{Begin: 1, End: 10})
	if got, verdict := pl(whole, other); len(got) > 0 || verdict != plan.Clean {
		t.Errorf("a plain save that lacks nothing: %v, %v", got, verdict)
	}
}
