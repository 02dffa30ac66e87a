package main

import (
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/analyze/verify"
	"tickdiff/dump"
	"tickdiff/report"
)

type verifyOptions struct {
	form
	reading
	before bool
}

func verifyCommand() *command {
	o := &verifyOptions{}
	return &command{
		name:  "verify",
		args:  "[PLAN.json] DUMP…",
		short: "what became of a plan, or before it, whether its evidence holds",
		long: `Holds a saved plan against newer dumps. Of every step it says done, resurfaced
(its data came back), not-yet (still missing), contradicted (another server has
the data), no-effect (marked, and missing again) or not-provable. It also says
whether anything that was present before is missing now, and what is newly
missing. Only a dump whose tock is above its server's in the plan proves
anything. Older dumps, if given as well, tell what was present before. The
answer of "internal mark" is such a dump, of one section.

With --before it is the guard in front of the marks: do the servers to be marked
still miss the same ticks, and has nobody got them since. Steps that were
carried out already do not break it, so a half-done plan can be taken up again.
A dump of a server declared gone breaks it, unless the plan knows that dump: the
server is back.

Given a case alone, it verifies the plan that was kept in it last.

At the end stands what the dumps given come to by themselves, in the words of
plan and report.

Exit codes: 0 every step done and every server that is not gone asked since, or
the evidence holds; 1 something is not as planned, or the evidence moved; 4
nothing speaks against the plan, but the dumps do not tell everything.`,
		examples: []string{
			"tickdiff verify --before plan.json fresh/",
			"tickdiff verify plan.json before/ after/",
			"tickdiff verify --format json plan.json after/",
		},
		flags: func(flags *pflag.FlagSet) {
			o.formFlags(flags, documentFormats...)
			o.longFlag(flags)
			o.readFlags(flags)
			flags.BoolVar(&o.before, "before", false, "ask before the marks are made: does the evidence still hold")
		},
		run: o.run,
	}
}

func (o *verifyOptions) run(c *call) (int, error) {
	folder, err := caseFolder(c.args)
	if err != nil {
		return exitUsage, err
	}
	if len(c.args) == 1 && folder != "" {
		if c.args = []string{lastPlan(folder), folder}; c.args[0] == "" {
			return exitUsage, &usageError{prose.Visible(folder) + ": no plan is kept in it", "tickdiff plan makes one"}
		}
		c.say("note: the plan is "+prose.Visible(c.args[0]), "")
	}
	if len(c.args) < 2 {
		return exitUsage, &usageError{"verify takes a saved plan and dumps newer than it", `"tickdiff plan --format json -o plan.json DUMP…" saves a plan`}
	}
	file, dumps := c.args[0], c.args[1:]
	if file == "-" && slices.Contains(dumps, "-") {
		return exitUsage, &usageError{"standard input can be read only once", "give the plan or the dump as a file"}
	}
	p, err := c.readPlan(file)
	if err != nil {
		if last := dumps[len(dumps)-1]; c.holdsPlan(last) {
			return exitUsage, &usageError{prose.Visible(last) + " is the plan, which stands first", "tickdiff verify PLAN.json DUMP…"}
		}
		return exitUnread, err
	}
	e, err := o.readEvidence(c, dumps, dump.Search{}, cluster.Options{})
	if err != nil {
		return exitUnread, err
	}
	c.enter(stageVerifying)
	when := verify.AfterMarks
	if o.before {
		when = verify.BeforeMarks
	}
	v := &report.Verification{Plan: report.PlanID(p), Result: verify.Plan(p, e.view, when)}
	v.Next = nextCommand(v.Result, p, c.args)
	if folder != "" {
		if err := c.keepResult(folder, "verify", func(w *bounded) error { return report.VerifyJSON(w, v) }); err != nil {
			return exitUnread, err
		}
	}
	return worse(e.code, verdictCode(v.Result.Verdict)), writeDocument(c, &o.form, v, report.VerifyDocument, report.VerifyJSON)
}

// holdsPlan reports whether a file is a plan, for somebody who gave it where dumps stand.
func (c *call) holdsPlan(name string) bool {
	if name == "-" {
		return false
	}
	_, err := c.readPlan(name)
	return err == nil
}

// nextCommand is what to run once the requested dumps are taken: the same
// verification, or a plan with the options of this one.
func nextCommand(v *verify.Result, p *plan.Plan, args []string) []string {
	switch v.Next {
	case verify.NextDump:
		argv := []string{"tickdiff", "verify"}
		if v.Before {
			argv = append(argv, "--before")
		}
		return append(argv, operands(args)...)
	case verify.NextPlan, verify.NextReport:
		argv := append([]string{"tickdiff", string(v.Next)}, p.Options.OfLater(v.Gone).Flags()...)
		return append(argv, operands(args[1:])...)
	}
	return nil
}

// operands are arguments that must not be taken for flags.
func operands(args []string) []string {
	if slices.ContainsFunc(args, func(arg string) bool { return len(arg) > 1 && strings.HasPrefix(arg, "-") }) {
		return append([]string{"--"}, args...)
	}
	return args
}
