package main

import (
	"fmt"

	"github.com/spf13/pflag"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
	"tickdiff/report"
)

type entriesOptions struct {
	form
	reading
	values bool
}

func entriesCommand() *command {
	o := &entriesOptions{}
	return &command{
		name:  "entries",
		args:  "SAVE… ORIGIN:TICKS",
		short: "which entries of the database ticks belong to, from save files",
		long: `Lists the entries whose chains of changes hold the ticks, by their paths, with
the servers that have them so. Only save files and event logs tell that, which
servers write on their own machines:

  ` + moatcmd.Line("save", moatcmd.MoaT) + `
  ` + moatcmd.Line("log", moatcmd.MoaT) + `

Dumps may stand among them. Values are private, and shown only with --values: of
each entry the newest that the files hold.`,
		examples: []string{
			"tickdiff entries test_0.moat test_1.moat test_0:6-7",
			"tickdiff entries --values saves/ test_0:6",
		},
		flags: func(flags *pflag.FlagSet) {
			o.formFlags(flags, documentFormats...)
			o.readFlags(flags)
			flags.BoolVar(&o.values, "values", false, "show the values of the entries too")
		},
		run: o.run,
	}
}

func (o *entriesOptions) run(c *call) (int, error) {
	const shape = "the ticks stand last, as ORIGIN:TICKS, such as test_0:5,7-9"
	if len(c.args) < 2 {
		return exitUsage, &usageError{"entries takes save files and ticks", shape}
	}
	files, last := c.args[:len(c.args)-1], c.args[len(c.args)-1]
	origin, set, err := plan.ParseTicks(last)
	if err != nil {
		return exitUsage, &usageError{"entries: " + err.Error(), shape}
	}
	search := dump.SearchFor(origin, set)
	search.Values = o.values
	e, err := o.readEvidence(c, files, search, cluster.Options{})
	if err != nil {
		return exitUnread, err
	}
	if e.view.Server(origin) == nil {
		return exitUsage, &usageError{fmt.Sprintf("entries: no dump knows the origin %q", origin), "tickdiff report, with the same files, shows the origins"}
	}
	l := cluster.LookUp(e.dumps, origin, set)
	code := exitClean
	if !l.Without.Empty() {
		code = exitUndecided
	}
	return worse(e.code, code), writeDocument(c, &o.form, l, report.EntriesDocument, report.EntriesJSON)
}
