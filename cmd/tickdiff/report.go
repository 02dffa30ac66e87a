package main

import (
	"io"
	"slices"

	"github.com/spf13/pflag"

	"tickdiff/analyze/cluster"
	"tickdiff/report"
)

var reportFormats = append(slices.Clone(documentFormats), "jsonl")

type reportOptions struct {
	deciding
	allSegments bool
}

func reportCommand() *command {
	o := &reportOptions{}
	return &command{
		name:  "report",
		args:  "DUMP…",
		short: "what is inconsistent, and the merged view of all servers",
		long: `Runs all checks over the dumps and shows what they find, who was asked, and
where the servers do not agree. "tickdiff plan" says what to do about what is
missing.
` + acceptHelp,
		examples: []string{
			"tickdiff report dumps/",
			"tickdiff report --format json test_1.yaml test_2.yaml",
			"tickdiff report --accept diverged:test_0:5,7-9 --accept-file known.txt dumps/",
			"moat kv -h test_1 internal state -a | tickdiff report -",
		},
		flags: func(flags *pflag.FlagSet) {
			o.planFlags(flags)
			o.formFlags(flags, reportFormats...)
			o.longFlag(flags)
			o.acceptFlags(flags)
			o.valuesFlag(flags)
			o.redactFlag(flags)
			flags.BoolVar(&o.allSegments, "all-segments", false, "show also what all servers agree on")
		},
		run: o.run,
	}
}

func (o *reportOptions) run(c *call) (int, error) {
	e, p, result, err := o.decide(c, o.conclude)
	if err != nil {
		return exitUsage, err
	}
	scope := cluster.Disputed
	if o.allSegments {
		scope = cluster.Whole
	}
	r := &report.Report{Inputs: e.inputs, View: e.view, Plan: p, Again: c.again(), Result: result, Scope: scope}
	return worse(e.code, verdictCode(p.Verdict)), writeDocument(c, &o.form, r, report.ReportDocument, func(w io.Writer, r *report.Report) error {
		if o.format == "jsonl" {
			return report.JSONLines(w, r)
		}
		return report.JSON(w, r)
	})
}
