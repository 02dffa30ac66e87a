package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"regexp"
	"runtime/metrics"
	"slices"
	"strings"
	"testing"

	"tickdiff/analyze/plan"
	"tickdiff/analyze/verify"
	"tickdiff/dump"
	"tickdiff/report"
	"tickdiff/report/doc"
	"tickdiff/report/html"
	"tickdiff/report/markdown"
	"tickdiff/report/text"
	"tickdiff/ticks"
)

// FuzzForgedPlan changes one value of a plan and gives it the id of its new content.
// Such a plan is refused, or it can be shown and verified like any other.
func FuzzForgedPlan(f *testing.F) {
	plans, view := realPlans(f), realView(f, "outage/3-marked")
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(plans)), func(name string) bool { return len(planText(f, plans[name])) > 16<<10 })
	for i := range names {
		for at := range 10 {
			f.Add(byte(i), uint16(at*29), byte(at), "x")
		}
	}
	f.Fuzz(func(t *testing.T, which byte, at uint16, how byte, word string) {
		if len(word) > 200 {
			return
		}
		saved := planText(t, plans[names[int(which)%len(names)]])
		p := forge(t, saved, int(at), how, word)
		if p == nil {
			return
		}
		showEverywhere(t, p)
		for _, when := range []verify.When{verify.BeforeMarks, verify.AfterMarks} {
			v := &report.Verification{Plan: report.PlanID(p), Result: verify.Plan(p, view, when)}
			showDocument(t, report.VerifyDocument(v))
			noErrors(t, report.VerifyJSON(io.Discard, v))
		}
	})
}

// A plan of a few kB asks for a hundred million ticks to be spelled out. It is refused before
// they are.
func TestPlanOfTooManyCommandsIsRefused(t *testing.T) {
	var names []string
	for i := range 100 {
		names = append(names, fmt.Sprintf("s%03d", i))
	}
	var dumps []*dump.Dump
	for _, name := range names {
		d := emptyDump(name, append(names, "o"))
		d.Missing.Entries = []dump.Entry{{Origin: "o", Ticks: ticks.UpTo(2)}}
		dumps = append(dumps, d)
	}
	text := planText(t, planOf(t, dumps, []string{"o"}, plan.Options{AllCommands: true}))
	text = bytes.ReplaceAll(text, []byte(`[[1,3]]`), []byte(`[[1,900000]]`))
	before := allocated()
	_, err := report.ReadPlan(text)
	if err == nil || !strings.Contains(err.Error(), "its commands, file names or numbers are not those of its steps") {
		t.Errorf("got %v", err)
	}
	if work := allocated() - before; work > 500*uint64(len(text)) {
		t.Errorf("%d bytes of a plan made work of %d", len(text), work)
	}
}

// allocated is all memory that was ever allocated, which grows with the work done.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

func showEverywhere(t *testing.T, p *plan.Plan) {
	t.Helper()
	showDocument(t, report.PlanDocument(p, report.Again{}))
	noErrors(t, report.PlanJSON(io.Discard, p), report.Commands(io.Discard, p), report.Script(io.Discard, p, doc.Run{}, nil))
}

func showDocument(t *testing.T, d *doc.Document) {
	t.Helper()
	noErrors(t, text.Write(io.Discard, d, text.Options{Width: 80}), markdown.Write(io.Discard, d, doc.Run{}), html.Write(io.Discard, d, doc.Run{}))
}

func noErrors(t *testing.T, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

var ownID = regexp.MustCompile(`its content has the id (sha256:[0-9a-f]{64})$`)

// forge changes one value of a plan, and its id so that it fits; nil if the plan is
// refused all the same.
func forge(t *testing.T, text []byte, at int, how byte, word string) *plan.Plan {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var plan map[string]any
	if err := decoder.Decode(&plan); err != nil {
		t.Fatal(err)
	}
	var places []func(func(any) any)
	eachValue(plan, &places)
	places[at%len(places)](func(old any) any { return forged(old, how, word) })
	for range 2 {
		changed, err := json.Marshal(plan)
		if err != nil {
			t.Fatal(err)
		}
		p, err := report.ReadPlan(changed)
		if err == nil {
			return p
		}
		id := ownID.FindStringSubmatch(err.Error())
		if id == nil {
			return nil
		}
		plan["id"] = id[1]
	}
	return nil
}

// eachValue lists, for every value in JSON, what puts another in its place.
func eachValue(v any, places *[]func(func(any) any)) {
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			*places = append(*places, func(change func(any) any) { v[key] = change(v[key]) })
			eachValue(v[key], places)
		}
	case []any:
		for i := range v {
			*places = append(*places, func(change func(any) any) { v[i] = change(v[i]) })
			eachValue(v[i], places)
		}
	}
}

// forged is another value of the same type.
func forged(old any, how byte, word string) any {
	switch old := old.(type) {
	case string:
		return strings.ToValidUTF8(word, "")
	case json.Number:
		return []json.Number{"0", "1", "2", "7", "4611686018427387904", "9223372036854775807", "18446744073709551615"}[how%7]
	case bool:
		return !old
	case []any:
		switch how % 4 {
		case 0:
			return []any{}
		case 1:
			return append(slices.Clone(old), old...)
		case 2:
			return old[:len(old)/2]
		}
		again := slices.Clone(old)
		slices.Reverse(again)
		return again
	}
	return nil
}
