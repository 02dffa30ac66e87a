package main

import (
	"fmt"
	"io"

	"github.com/spf13/pflag"

	"tickdiff/analyze"
	"tickdiff/analyze/moatcmd"
	"tickdiff/dump"
	"tickdiff/report"
)

var entriesFormats = []string{"text", "json"}

func entriesCommand() *command {
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
		flags: func(flags *pflag.FlagSet, o *options) {
			o.outputFlags(flags, entriesFormats...)
			o.readFlags(flags)
			flags.BoolVar(&o.values, "values", false, "show the values of the entries too")
		},
		run: runEntries,
	}
}

func runEntries(o *options, args []string, std stdio) (int, error) {
	const shape = "the ticks stand last, as ORIGIN:TICKS, such as test_0:5,7-9"
	if len(args) < 2 {
		return exitUsage, &usageError{"entries takes save files and ticks", shape}
	}
	files, last := args[:len(args)-1], args[len(args)-1]
	origin, set, err := analyze.ParseTicks(last)
	if err != nil {
		return exitUsage, &usageError{"entries: " + err.Error(), shape}
	}
	search := dump.SearchFor(origin, set)
	search.Values = o.values
	r, err := readSearching(o, search, files, std)
	if err != nil {
		return exitUnread, err
	}
	e, err := r.evidence(analyze.MergeOptions{}, std)
	if err != nil {
		return exitUnread, err
	}
	if e.view.Server(origin) == nil {
		return exitUsage, &usageError{fmt.Sprintf("entries: no dump knows the origin %q", origin), "tickdiff report, with the same files, shows the origins"}
	}
	l := analyze.LookUp(r.dumps, origin, set)
	code := exitClean
	if !l.Without.Empty() {
		code = exitUndecided
	}
	return worse(e.code, code), o.write(std, func(w io.Writer, look report.TextOptions) error {
		if o.format == "json" {
			return report.EntriesJSON(w, l)
		}
		return report.EntriesText(w, l, look)
	})
}

// savedInput is an input with save files in it, to be read once more.
type savedInput struct {
	dump.Input
	sha256 string
}

// addEntries looks up the entries behind the ticks in question, where there are
// save files: in a second reading, since only the first tells which ticks those
// are.
func (e *evidence) addEntries(o *options, p *analyze.Plan, findings analyze.Result, std stdio) {
	if len(e.saves) == 0 {
		return
	}
	search := dump.Search{Ticks: p.InQuestion(findings), Values: o.values}
	if len(search.Ticks) == 0 {
		return
	}
	inputs := make([]dump.Input, len(e.saves))
	for i, s := range e.saves {
		inputs[i] = s.Input
	}
	inputs, finish := watch(inputs, std.err)
	read := dump.ReadSearching(o.reading.noting(inputs), o.limits(), search)
	finish()
	var dumps []*dump.Dump
	for i, in := range read {
		if in.SHA256 != e.saves[i].sha256 {
			say(std, report.Visible(in.Name)+": changed between two readings; what it tells of entries is left out", "")
			e.code = exitUnread
			continue
		}
		dumps = append(dumps, in.Dumps...)
	}
	p.Entries = analyze.EntriesOf(dumps, search.Ticks)
}
