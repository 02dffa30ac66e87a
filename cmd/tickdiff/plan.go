package main

import (
	"cmp"
	"io"

	"github.com/spf13/pflag"

	"tickdiff/analyze"
	"tickdiff/report"
)

// planFormats are the formats of a plan, fresh or saved.
var planFormats = []string{"text", "markdown", "json", "commands", "script"}

func planCommand() *command {
	return &command{
		name:  "plan",
		args:  "DUMP…",
		short: "what may be marked, what must not be, and the commands",
		long: `Decides on every tick that any of the dumped servers misses: marks that are
safe, what is left to the servers, and what is refused, with the reason and the
dumps that would decide it. Nothing is decided while a server was not asked:
dump every server, or declare with --gone what is lost for good.

A script says what it would do. With --run it asks whether a gone server
answers, and dumps all others. It checks who they are and that the plan still
holds, has them saved, marks, and verifies. Where a server does not run, --start
NAME=COMMAND tells what starts it from its save file: the script adds --force,
waits until it answers, marks it with the others, has it saved to a new file,
ends it, and says what to do with that file. The command is words and quotes, as
shells take them, that stay in the foreground; --force is put at its end, unless
it stands in it. The script is run where that server is, and by the user it runs
as.`,
		examples: []string{
			"tickdiff plan dumps/",
			"tickdiff plan --gone test_0 test_1.yaml test_2.yaml",
			"tickdiff plan --format commands --at test_1=192.0.2.7 dumps/",
			"tickdiff plan --format script --hostmap moat.cfg -o repair.sh dumps/",
			"tickdiff plan --gone test_0 --format script --start test_1='moat kv server -l kv.moat test_1' saves/",
		},
		flags: func(flags *pflag.FlagSet, o *options) {
			o.outputFlags(flags, planFormats...)
			o.planFlags(flags)
			o.acceptFlags(flags)
			o.scriptFlags(flags)
			o.valuesFlag(flags)
		},
		run: runPlan,
	}
}

func runPlan(o *options, args []string, std stdio) (int, error) {
	if err := cmp.Or(o.checkStart(), o.checkValues()); err != nil {
		return exitUsage, err
	}
	e, p, err := readPlanned(o, args, std)
	if err != nil {
		return exitUsage, err
	}
	findings, err := o.concludePlan(e, p)
	if err != nil {
		return exitUsage, err
	}
	e.addEntries(o, p, findings, std)
	code := worse(e.code, verdictCode(p.Verdict))
	return code, o.write(std, func(w io.Writer, look report.TextOptions) error { return writePlan(w, p, o, look) })
}

// concludePlan asks the checks only where they can change what the plan says, as
// they cost more than it does: whatever is missing is a finding of its own. Entries
// are sought for what they find, too.
func (o *options) concludePlan(e *evidence, p *analyze.Plan) (analyze.Result, error) {
	if p.NothingMissing() || len(e.saves) > 0 || len(o.accept)+len(o.acceptFiles) > 0 {
		return o.conclude(e.view, p)
	}
	return analyze.Result{}, nil
}

// verdictCode is the exit code of plan and report, and of what shows a plan.
func verdictCode(v analyze.Verdict) int {
	switch v {
	case analyze.Clean:
		return exitClean
	case analyze.Ready, analyze.Unsound:
		return exitFound
	case analyze.Partial, analyze.Undecided:
		return exitUndecided
	}
	panic("no such verdict: " + string(v))
}

func writePlan(w io.Writer, p *analyze.Plan, o *options, look report.TextOptions) error {
	switch o.format {
	case "markdown":
		return report.PlanMarkdown(w, p, o.run())
	case "json":
		return report.PlanJSON(w, p)
	case "commands":
		return report.Commands(w, p)
	case "script":
		starts, err := o.serverStarts(p)
		if err != nil {
			return err
		}
		return report.Script(w, p, o.run(), starts)
	}
	return report.PlanText(w, p, look)
}
