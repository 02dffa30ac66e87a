package report_test

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
	"tickdiff/internal/gate"
	"tickdiff/report"
	"tickdiff/ticks"
)

// told is what a plan has from the dumps, and says only once: whose ticks are missing,
// where, and which. Changed by itself it makes the plan of other dumps, which nothing in
// the plan can speak against; newer dumps do, in verify.
var told = regexp.MustCompile(`^plan\.(steps|left|refused|not_told|servers)( =|\[\d+\]\.(origin|name) )|` +
	`^plan\.(left|refused|not_told)\[\d+\]\.(server|ticks)\b|^plan\.(left|not_told)\[\d+\]\.reason = unseen-server$|^plan\.verdict = undecided$`)

// A saved plan in which one thing was changed, and its id so that it fits, is refused; or
// what it decides is the same. Of a mark no server, tick, kind or reason can be changed.
func TestContradictoryPlansAreRefused(t *testing.T) {
	for name, p := range plansOfEachKind(t) {
		t.Run(name, func(t *testing.T) {
			text, want := planText(t, p), decisionsOf(p)
			all, tried, refused := 0, 0, 0
			for range changesTo(t, text, func() bool { all++; return false }) {
			}
			n, every := 0, 1+all/gate.Tries(1600)
			for change := range changesTo(t, text, func() bool { n++; return n%every == 0 }) {
				tried++
				forged, err := report.ForgePlan(change.text)
				if err != nil {
					refused++
					continue
				}
				if got := decisionsOf(forged); got != want && !told.MatchString(change.what) {
					t.Errorf("%s: taken, and decides\n%s, not\n%s", change.what, got, want)
				}
				if tried%8 == 0 {
					showEverywhere(t, forged)
				}
			}
			if tried < 150 || refused < tried/6 {
				t.Errorf("%d of %d changes tried, %d refused", tried, all, refused)
			}
		})
	}
}

// plansOfEachKind have together everything that a saved plan can hold.
func plansOfEachKind(t *testing.T) map[string]*plan.Plan {
	concluded := func(v *cluster.View, o plan.Options) *plan.Plan {
		p := plan.Make(v, o)
		check.Conclude(v, p, nil)
		return p
	}
	outage := realView(t, "outage/2-later", "test_0")
	at := map[string]plan.Target{"test_1": {Host: "192.0.2.7", Port: 1, From: plan.FromAt}, "test_2": {Host: "h", From: plan.FromHostmap, File: "f", Line: 3}}
	settled := plan.Make(outage, plan.Options{})
	left := settled.Of(plan.Left)[0]
	word := plan.Settlement{Origin: left.Origin, Ticks: left.Ticks, Server: left.Server}
	if err := settled.Settle(outage, plan.Settling{Words: []plan.Settlement{word}, Unproven: true}); err != nil {
		t.Fatal(err)
	}
	return map[string]*plan.Plan{
		"marked":    concluded(outage, plan.Options{Lost: plan.MarkDeleted, Targets: at}),
		"settled":   settled,
		"unseen":    concluded(realView(t, "outage/1-first"), plan.Options{}),
		"not heard": concluded(realView(t, "stale-restart"), plan.Options{}),
		"behind":    concluded(realView(t, "one-behind"), plan.Options{}),
		"untold":    concluded(untoldView(t), plan.Options{}),
		"many":      concluded(manyView(t), plan.Options{}),
		"saves":     savesPlan(t),
	}
}

// manyView is a cluster of so many servers that their lists are cut: one misses what all
// others have, and what none of them has heard of.
func manyView(t *testing.T) *cluster.View {
	t.Helper()
	var names []string
	for i := range cluster.MaxNames + 4 {
		names = append(names, fmt.Sprintf("s%02d", i))
	}
	var dumps []*dump.Dump
	for i, name := range names {
		listed := names
		if i == 0 {
			listed = append([]string{"o"}, names...)
		}
		d := emptyDump(name, listed)
		d.Present.Entries = []dump.Entry{{Origin: names[1], Ticks: ticks.Between(1, 3)}}
		dumps = append(dumps, d)
	}
	dumps[0].Present.Entries, dumps[0].Missing.Entries = nil, []dump.Entry{{Origin: "o", Ticks: ticks.Between(1, 3)}, {Origin: names[1], Ticks: ticks.Between(1, 3)}}
	view, err := cluster.Merge(dumps, cluster.Options{Gone: []string{"o"}})
	if err != nil {
		t.Fatal(err)
	}
	return view
}

// untoldView is a server whose newest dump leaves out what it missed before.
func untoldView(t *testing.T) *cluster.View {
	t.Helper()
	a, b, part := emptyDump("a", []string{"a", "b"}), emptyDump("b", []string{"a", "b"}), &dump.Dump{Node: "a", Tock: 9, HasTock: true}
	a.Missing.Entries = []dump.Entry{{Origin: "b", Ticks: ticks.Between(1, 3)}}
	a.Superseded.Entries = []dump.Entry{{Origin: "a", Ticks: ticks.Between(1, 3)}}
	b.Present.Entries = []dump.Entry{{Origin: "a", Ticks: ticks.Between(1, 3)}, {Origin: "b", Ticks: ticks.Between(1, 3)}}
	part.Missing.Said = true
	view, err := cluster.Merge([]*dump.Dump{a, b, part}, cluster.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return view
}

// savesPlan is a plan on save files, with the entries behind what is missing.
func savesPlan(t *testing.T) *plan.Plan {
	t.Helper()
	files, err := filepath.Glob("../testdata/saves/lost/*.moat")
	if err != nil || len(files) != 3 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	var inputs []dump.Input
	for _, name := range files {
		inputs = append(inputs, dump.Input{Name: name, Open: func() (io.ReadCloser, error) { return os.Open(name) }})
	}
	all := map[string]ticks.Set{"test_0": ticks.UpTo(ticks.Max), "test_1": ticks.UpTo(ticks.Max), "test_2": ticks.UpTo(ticks.Max)}
	var dumps []*dump.Dump
	for _, r := range dump.ReadSearching(inputs, dump.Limits{}, dump.Search{Ticks: all}) {
		dumps = append(dumps, r.Dumps...)
	}
	view, err := cluster.Merge(dumps, cluster.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p := plan.Make(view, plan.Options{})
	check.Conclude(view, p, nil)
	p.Entries = cluster.EntriesOf(dumps, all)
	if len(p.Starts) == 0 || len(p.Entries.All) < 3 {
		t.Fatal("there is nothing to start, or no entry")
	}
	p.Entries.All = p.Entries.All[:3]
	return p
}

// decisionsOf is what counts of a plan: who is marked how, what is not, and what that
// comes to.
func decisionsOf(p *plan.Plan) string {
	var b strings.Builder
	fmt.Fprintln(&b, p.Verdict, p.Options.Gone)
	for _, c := range p.Servers {
		fmt.Fprintf(&b, "%q %s\n", c.Name, c.Status)
	}
	for _, d := range p.Decisions {
		fmt.Fprintf(&b, "%q misses %v of %q: %s %s\n", d.Server, d.Ticks, d.Origin, d.Fate(), d.Kind)
	}
	return b.String()
}

type change struct {
	what string
	text []byte
}

// changesTo yields a plan with each of its values as another that might stand there, if
// that is picked. What is made again when a plan is read, and names of files, are passed
// over.
func changesTo(t *testing.T, text []byte, pick func() bool) func(func(change) bool) {
	t.Helper()
	var plan map[string]any
	if err := json.Unmarshal(text, &plan); err != nil {
		t.Fatal(err)
	}
	for _, made := range []string{"commands", "unlisted", "next", "against"} {
		plan[made] = []any{}
	}
	pool := poolOf(plan)
	return func(yield func(change) bool) {
		going := true
		var walk func(path, key string, v any, set func(any))
		walk = func(path, key string, v any, set func(any)) {
			if !going || key == "file" {
				return
			}
			for _, to := range othersFor(key, v, pool) {
				if !pick() {
					continue
				}
				set(to)
				changed, err := json.Marshal(plan)
				if err != nil {
					t.Fatal(err)
				}
				set(v)
				if going = yield(change{fmt.Sprintf("%s = %v", path, to), changed}); !going {
					return
				}
			}
			switch v := v.(type) {
			case map[string]any:
				for _, k := range slices.Sorted(maps.Keys(v)) {
					walk(path+"."+k, k, v[k], func(to any) { v[k] = to })
				}
			case []any:
				for i := range v {
					walk(fmt.Sprintf("%s[%d]", path, i), key, v[i], func(to any) { v[i] = to })
				}
			}
		}
		walk("plan", "", plan, func(any) {})
	}
}

// poolOf are all strings of a plan by the member that they stand in.
func poolOf(v any) map[string][]any {
	pool := map[string][]any{"state": {"present", "deleted", "superseded", "missing", "unheard", "unknown", "deleted+present",
		"present-before", "superseded-before", "deleted-before", "heard", "remote_missing"}, "status": {"seen", "gone", "unseen", "phantom"},
		"kind": {"superseded", "deleted"}, "lost": {"superseded", "deleted"}, "from": {"--at", "hostmap", "name"}}
	for _, v := range plan.Verdicts {
		pool["verdict"] = append(pool["verdict"], string(v))
	}
	for _, rule := range plan.Rules {
		pool["reason"] = append(pool["reason"], string(rule.Reason))
	}
	pool["reason"] = append(pool["reason"], string(plan.NoLongerTold))
	var walk func(key string, v any)
	walk = func(key string, v any) {
		switch v := v.(type) {
		case string:
			pool[key] = append(pool[key], v)
		case map[string]any:
			for k, v := range v {
				walk(k, v)
			}
		case []any:
			for _, v := range v {
				walk(key, v)
			}
		}
	}
	walk("", v)
	return pool
}

// othersFor are values that might stand in the place of another.
func othersFor(key string, old any, pool map[string][]any) []any {
	var out []any
	switch old := old.(type) {
	case string:
		names := slices.Concat(pool[key], pool["name"], []any{"", "x"})
		slices.SortFunc(names, func(a, b any) int { return strings.Compare(a.(string), b.(string)) })
		out = slices.DeleteFunc(slices.Compact(names), func(v any) bool { return v == old })
	case float64:
		out = []any{old + 1, old - 1, 0, 1, 3, int64(1) << 52}
	case bool:
		out = []any{!old}
	case []any:
		if out = []any{[]any{}}; len(old) > 0 {
			again := slices.Clone(old)
			slices.Reverse(again)
			out = append(out, old[1:], old[:len(old)-1], append(slices.Clone(old), old[0]), again)
		}
	case map[string]any:
		for k := range old {
			less := maps.Clone(old)
			delete(less, k)
			out = append(out, less)
		}
	}
	return append(out, nil)
}
