package main

import (
	"io"

	"github.com/spf13/pflag"

	"tickdiff/analyze"
	"tickdiff/report"
)

func predictCommand() *command {
	return &command{
		name:  "predict",
		args:  "DUMP…",
		short: "the dumps as they should read after the plan",
		long: `Prints, for every dumped server, what "internal state" should show once the plan
is carried out and before the servers tell each other anything: one YAML
document a server, by name, in the servers' own form. Sections that no dump says
stay unsaid. The tocks stay as they are, since no one can know them: real ones
are higher. Take the same --gone, --lost and other flags as for the plan.`,
		examples: []string{
			"tickdiff predict --gone test_0 dumps/",
			"tickdiff predict -o expected.yaml dumps/",
		},
		flags: func(flags *pflag.FlagSet, o *options) {
			flags.StringVarP(&o.output, "output", "o", "", "write to this `FILE`, which must not exist yet, instead of standard output")
			o.planFlags(flags)
		},
		run: runPredict,
	}
}

func runPredict(o *options, args []string, std stdio) (int, error) {
	e, p, err := readPlanned(o, args, std)
	if err != nil {
		return exitUsage, err
	}
	if _, err := o.concludePlan(e, p); err != nil {
		return exitUsage, err
	}
	code := worse(e.code, verdictCode(p.Verdict))
	return code, o.write(std, func(w io.Writer, _ report.TextOptions) error { return report.Dumps(w, analyze.Predict(e.view, p)) })
}
