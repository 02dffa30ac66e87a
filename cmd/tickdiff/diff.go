package main

import (
	"github.com/spf13/pflag"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/diff"
	"tickdiff/dump"
	"tickdiff/report"
)

type diffOptions struct {
	form
	reading
}

func diffCommand() *command {
	o := &diffOptions{}
	return &command{
		name:  "diff",
		args:  "BEFORE AFTER",
		short: "which ticks moved from which state to which",
		long: `Compares the dumps of two times, each a file or a folder: per server and origin,
which ticks moved from one state to another, the dangerous moves first, and
whose tock or latest tick went back. Of several dumps of one server on one side
the newest counts. What only one side tells is not compared, and said so.

Exit codes: 0 nothing moved; 1 something did, or a server stands on one side
only; 4 nothing moved in what was compared, but that is not all that was told.`,
		examples: []string{
			"tickdiff diff monday/ tuesday/",
			"tickdiff diff --format json before.yaml after.yaml",
		},
		flags: func(flags *pflag.FlagSet) {
			o.formFlags(flags, documentFormats...)
			o.longFlag(flags)
			o.readFlags(flags)
			o.orderFlag(flags)
		},
		run: o.run,
	}
}

func (o *diffOptions) run(c *call) (int, error) {
	if len(c.args) != 2 {
		return exitUsage, &usageError{"diff takes two inputs, BEFORE and AFTER", "an input is a file or a folder; put several dumps of one time into one folder"}
	}
	if c.args[0] == "-" && c.args[1] == "-" {
		return exitUsage, &usageError{"standard input can be read only once", "give one side as a file or a folder"}
	}
	var sides [2]*evidence
	for i := range sides {
		var err error
		if sides[i], err = o.readEvidence(c, c.args[i:i+1], dump.Search{}, cluster.Options{}); err != nil {
			return exitUnread, err
		}
	}
	c.enter(stageComparing)
	d := diff.Views(sides[0].view, sides[1].view)
	code := worse(worse(sides[0].code, sides[1].code), verdictCode(d.Verdict))
	return code, writeDocument(c, &o.form, d, report.DiffDocument, report.DiffJSON)
}
