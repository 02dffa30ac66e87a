package main

import (
	"errors"
	"fmt"

	"github.com/spf13/pflag"

	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/report"
)

func showCommand() *command {
	o := &struct {
		form
		starting
	}{}
	return &command{
		name:  "show",
		args:  "PLAN.json",
		short: "a saved plan again, in any format",
		long: `Shows a plan that "tickdiff plan --format json" saved, without the dumps it came
from. A plan that is not as it was written is refused.`,
		examples: []string{
			"tickdiff show plan.json",
			"tickdiff show --format commands plan.json",
		},
		flags: func(flags *pflag.FlagSet) {
			addMemoryFlag(flags)
			o.formFlags(flags, planFormats...)
			o.longFlag(flags)
			o.whyFlag(flags)
			o.startFlag(flags)
		},
		run: func(c *call) (int, error) {
			if err := o.checkStart(o.format); err != nil {
				return exitUsage, err
			}
			if len(c.args) != 1 {
				return exitUsage, &usageError{"show takes one saved plan", `"tickdiff plan --format json -o plan.json DUMP…" saves one`}
			}
			p, err := c.readPlan(c.args[0])
			if err != nil {
				return exitUnread, err
			}
			return verdictCode(p.Verdict), writePlan(c, p, report.Again{Flags: p.Options.Flags()}, &o.form, &o.starting, "")
		},
	}
}

// planError is a saved plan that cannot be used.
type planError struct {
	file  string
	fault *report.PlanError
}

func (e *planError) Error() string {
	place := prose.Visible(e.file)
	if e.fault.Line > 0 {
		place = fmt.Sprintf("%s:%d:%d", place, e.fault.Line, e.fault.Col)
	}
	return place + ": " + e.fault.What
}

// Hint says what helps, if that is known.
func (e *planError) Hint() string { return e.fault.Hint }

// readPlan reads a saved plan, from a file or "-".
func (c *call) readPlan(name string) (*plan.Plan, error) {
	text, err := c.readText(name, maxPlanSize, c.in)
	if err != nil {
		return nil, err
	}
	p, err := report.ReadPlan(text)
	var fault *report.PlanError
	if errors.As(err, &fault) {
		return nil, &planError{name, fault}
	}
	return p, err
}
