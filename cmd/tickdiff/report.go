package main

import (
	"io"

	"github.com/spf13/pflag"

	"tickdiff/report"
)

var reportFormats = []string{"text", "markdown", "html", "json", "jsonl"}

func reportCommand() *command {
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
		flags: func(flags *pflag.FlagSet, o *options) {
			o.outputFlags(flags, reportFormats...)
			o.planFlags(flags)
			o.acceptFlags(flags)
			o.valuesFlag(flags)
			flags.BoolVar(&o.allSegments, "all-segments", false, "show also what all servers agree on")
		},
		run: runReport,
	}
}

func runReport(o *options, args []string, std stdio) (int, error) {
	if err := o.checkValues(); err != nil {
		return exitUsage, err
	}
	e, p, err := readPlanned(o, args, std)
	if err != nil {
		return exitUsage, err
	}
	result, err := o.conclude(e.view, p)
	if err != nil {
		return exitUsage, err
	}
	e.addEntries(o, p, result, std)
	r := &report.Report{Inputs: e.inputs, View: e.view, Plan: p, Result: result, AllSegments: o.allSegments}
	code := worse(e.code, verdictCode(p.Verdict))
	return code, o.write(std, func(w io.Writer, look report.TextOptions) error {
		return writeReport(w, r, o, look)
	})
}

func writeReport(w io.Writer, r *report.Report, o *options, look report.TextOptions) error {
	switch o.format {
	case "markdown":
		return report.Markdown(w, r, o.run())
	case "html":
		return report.HTML(w, r, o.run())
	case "jsonl":
		return report.JSONLines(w, r)
	case "json":
		return report.JSON(w, r)
	}
	return report.Text(w, r, look)
}
