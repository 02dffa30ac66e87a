package report

import (
	"bytes"
	"io"
	"testing"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/bench/gen"
	"tickdiff/dump"
	"tickdiff/report/doc"
	"tickdiff/report/html"
	"tickdiff/report/markdown"
	"tickdiff/report/text"
)

// reportOnCluster is the report on a made-up cluster, and how many ranges its dumps
// have.
func reportOnCluster(t testing.TB, o gen.Options) (r *Report, ranges int) {
	t.Helper()
	c, err := gen.Make(o)
	if err != nil {
		t.Fatal(err)
	}
	var dumps []*dump.Dump
	for i := range o.Servers {
		var b bytes.Buffer
		if err := c.WriteDump(&b, i); err != nil {
			t.Fatal(err)
		}
		r := dump.Read(dump.Input{Name: gen.FileName(i), Open: func() (io.ReadCloser, error) { return io.NopCloser(&b), nil }})
		if len(r.Dumps) != 1 || r.Failed() {
			t.Fatalf("%d dumps, %v", len(r.Dumps), r.Problems)
		}
		dumps = append(dumps, r.Dumps...)
	}
	for _, d := range dumps {
		for _, k := range dump.Kinds {
			for _, e := range d.Section(k).Entries {
				ranges += e.Ticks.NumRanges()
			}
		}
	}
	view, err := cluster.Merge(dumps, cluster.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r = &Report{View: view, Plan: plan.Make(view, plan.Options{})}
	r.Result = check.Examine(view, r.Plan)
	return r, ranges
}

// BenchmarkWrite measures every format by itself, without what it takes to find out
// what to write.
func BenchmarkWrite(b *testing.B) {
	r, ranges := reportOnCluster(b, gen.Sound(7, 10, 50, 200).Damaged())
	for _, format := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"text", func(w io.Writer) error { return text.Write(w, ReportDocument(r), text.Options{Width: 80}) }},
		{"markdown", func(w io.Writer) error { return markdown.Write(w, ReportDocument(r), doc.Run{}) }},
		{"html", func(w io.Writer) error { return html.Write(w, ReportDocument(r), doc.Run{}) }},
		{"json", func(w io.Writer) error { return JSON(w, r) }},
		{"jsonl", func(w io.Writer) error { return JSONLines(w, r) }},
		{"plan-text", func(w io.Writer) error { return text.Write(w, PlanDocument(r.Plan, Again{}), text.Options{Width: 80}) }},
		{"plan-markdown", func(w io.Writer) error { return markdown.Write(w, PlanDocument(r.Plan, Again{}), doc.Run{}) }},
		{"plan-json", func(w io.Writer) error { return PlanJSON(w, r.Plan) }},
		{"plan-commands", func(w io.Writer) error { return Commands(w, r.Plan) }},
		{"plan-script", func(w io.Writer) error { return Script(w, r.Plan, doc.Run{}, nil) }},
	} {
		b.Run(format.name, func(b *testing.B) {
			for b.Loop() {
				if err := format.write(io.Discard); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/float64(ranges), "ns/range")
		})
	}
}
