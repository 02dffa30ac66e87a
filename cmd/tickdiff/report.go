package main

import (
	"io"

	"github.com/spf13/pflag"

	"tickdiff/analyze"
	"tickdiff/report"
)

func reportCommand() *command {
	return &command{
		name:  "report",
		args:  "DUMP…",
		short: "what is inconsistent, and the merged view of all servers",
		long: `Runs all checks over the dumps and shows what they find, who was asked, and where
the servers do not agree. "tickdiff plan" says what to do about what is missing.`,
		examples: []string{
			"tickdiff report dumps/",
			"tickdiff report --format json test_1.yaml test_2.yaml",
			"ssh gate moat kv internal state -a | tickdiff report -",
		},
		flags: func(flags *pflag.FlagSet, o *options) {
			o.outputFlags(flags, "text", "json")
			o.planFlags(flags)
			flags.BoolVar(&o.allSegments, "all-segments", false, "show also what all servers agree on")
		},
		run: runReport,
	}
}

func runReport(o *options, args []string, std stdio) (int, error) {
	if err := oneOf("format", o.format, "text", "json"); err != nil {
		return exitUsage, err
	}
	options, err := o.plan()
	if err != nil {
		return exitUsage, err
	}
	e, err := readEvidence(o, args, std)
	if err != nil {
		return exitUnread, err
	}
	p, err := o.makePlan(e, options, std)
	if err != nil {
		return exitUsage, err
	}
	r := &report.Report{Inputs: e.inputs, View: e.view, Plan: p, AllSegments: o.allSegments}
	r.Result = analyze.Examine(e.view, r.Plan)
	code := worse(e.code, worse(planCode(r.Plan.Verdict), findingsCode(r.Result)))
	return code, o.write(std, func(w io.Writer, look report.TextOptions) error {
		if o.format == "json" {
			return report.JSON(w, r)
		}
		return report.Text(w, r, look)
	})
}

// findingsCode is 1 if anything is wrong: what is only worth knowing is not.
func findingsCode(r analyze.Result) int {
	for _, f := range r.Findings {
		if f.Severity < analyze.Info {
			return exitFound
		}
	}
	return exitClean
}
