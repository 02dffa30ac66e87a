package main

import (
	"io"
	"path/filepath"
	"slices"

	"github.com/spf13/pflag"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/heal"
	"tickdiff/analyze/plan"
	"tickdiff/dump"
	"tickdiff/report"
	"tickdiff/report/doc"
)

// planFormats are the formats of a plan, fresh or saved.
var planFormats = append(slices.Clone(documentFormats), "commands", "script")

// deciding holds what plan and report have in common: all that can change what is
// decided, and what they say of it.
type deciding struct {
	form
	planning
	accepting
	privacy
}

// decide reads the inputs, plans on them, and asks the checks. Where there are save
// files it looks up the entries behind the ticks in question: in a second reading,
// since only the first tells which ticks those are.
func (o *deciding) decide(c *call, ask func(*call, *evidence, *plan.Plan) (check.Result, error)) (*evidence, *plan.Plan, check.Result, error) {
	var result check.Result
	if err := o.checkValues(o.format); err != nil {
		return nil, nil, result, err
	}
	if err := o.checkRedacted(c); err != nil {
		return nil, nil, result, err
	}
	e, p, err := o.readPlanned(c, c.args, dump.Search{Values: o.values, All: true})
	if err == nil && o.redacted {
		c.flags, c.args, o.addressing.kept = p.Options.Flags(), nil, nil
	}
	if err == nil {
		err = o.compareEntries(c, e, p)
	}
	o.accepting.kept = o.addressing.kept
	if err == nil {
		result, err = ask(c, e, p)
	}
	if err != nil || len(e.saves) == 0 {
		return e, p, result, err
	}
	search := dump.Search{Values: o.values, Ticks: check.InQuestion(p, result)}
	if len(search.Ticks) > 0 {
		p.Entries = cluster.EntriesOf(o.readAgain(c, e, search), search.Ticks)
	}
	return e, p, result, nil
}

// compareEntries puts the entries of servers side by side of which there are saves.
func (o *planning) compareEntries(c *call, e *evidence, p *plan.Plan) error {
	if saves, _ := heal.SavesOf(e.view, p); len(saves) > 1 {
		r, err := o.joinEntries(c, e, p, heal.Words{}, dump.Search{})
		if err != nil {
			return err
		}
		e.view.Differing = r.Differing()
	}
	for _, d := range e.dumps {
		d.All = nil // nobody asks for them any more
	}
	return nil
}

type planOptions struct {
	deciding
	starting
}

func planCommand() *command {
	o := &planOptions{}
	return &command{
		name:  "plan",
		args:  "DUMP…",
		short: "what may be marked, what must not be, and the commands",
		long: `Decides on every tick that any of the dumped servers misses. It is marked where
that is safe, left to the servers where one of them has it, or refused. A
refusal says why, and which dumps would decide it. What nobody is known to have
is refused while a server was not asked: dump every server, or declare with
--gone what is lost for good. The plan ends with what to do next.

A script (--format script) says what it would do. With --run it asks whether a
gone server answers, and dumps all others. It checks who they are and that the
plan still holds, has them saved, marks, and verifies.

Where a server does not run, --start NAME=COMMAND tells what starts it from its
save file. The script adds --force, waits until the server answers, and marks it
with the others. Then it has it saved to a new file, ends it, and says what to
do with that file. Run the script where that server is, as the user it runs as.
COMMAND is words and quotes, as shells take them, and stays in the foreground.
--force is added at its end, unless it has it already.`,
		examples: []string{
			"tickdiff plan dumps/",
			"tickdiff plan --gone test_0 test_1.yaml test_2.yaml",
			"tickdiff plan --format commands --at test_1=192.0.2.7 dumps/",
			"tickdiff plan --format script --hostmap moat.cfg -o repair.sh dumps/",
			"tickdiff plan --gone test_0 --format script --start test_1='moat kv server -l kv.moat test_1' saves/",
		},
		flags: func(flags *pflag.FlagSet) {
			o.planFlags(flags)
			o.formFlags(flags, planFormats...)
			o.longFlag(flags)
			o.whyFlag(flags)
			o.acceptFlags(flags)
			o.startFlag(flags)
			o.valuesFlag(flags)
			o.redactFlag(flags)
		},
		run: o.run,
	}
}

func (o *planOptions) run(c *call) (int, error) {
	if err := o.checkStart(o.format); err != nil {
		return exitUsage, err
	}
	e, p, _, err := o.decide(c, o.concludePlan)
	if err != nil {
		return exitUsage, err
	}
	folder := ""
	if kept := o.addressing.kept; kept != nil {
		folder = filepath.Dir(kept.File)
		o.starting.fromCase(kept, p)
		if err := c.keepResult(folder, "plan", func(w *bounded) error { return report.PlanJSON(w, p) }); err != nil {
			return exitUnread, err
		}
	}
	return worse(e.code, verdictCode(p.Verdict)), writePlan(c, p, c.again(), &o.form, &o.starting, folder)
}

// again is what a plan was made from. The order of dumps means nothing, unless it was
// said that it does.
func (c *call) again() report.Again {
	dumps := slices.Clone(c.args)
	if !slices.Contains(c.flags, "--order") {
		slices.Sort(dumps)
	}
	return report.Again{Flags: c.flags, Dumps: operands(dumps)}
}

// writePlan writes a plan. A script keeps its answers in the folder of a case, if there is
// one.
func writePlan(c *call, p *plan.Plan, again report.Again, form *form, start *starting, folder string) error {
	document := func(p *plan.Plan) *doc.Document { return report.PlanDocument(p, again) }
	return writeDocument(c, form, p, document, func(w io.Writer, p *plan.Plan) error {
		switch form.format {
		case "commands":
			return report.Commands(w, p)
		case "script":
			starts, err := start.serverStarts(p)
			if err != nil {
				return err
			}
			run := c.asRun()
			run.Folder = folder
			return report.Script(w, p, run, starts)
		}
		return report.PlanJSON(w, p)
	})
}

func predictCommand() *command {
	o := &struct {
		destination
		planning
	}{}
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
		flags: func(flags *pflag.FlagSet) {
			o.outputFlag(flags)
			o.planFlags(flags)
		},
		run: func(c *call) (int, error) {
			e, p, err := o.readPlanned(c, c.args, dump.Search{})
			if err != nil {
				return exitUsage, err
			}
			if _, err := new(accepting).concludePlan(c, e, p); err != nil {
				return exitUsage, err
			}
			code := worse(e.code, verdictCode(p.Verdict))
			return code, o.write(c, func(w *bounded) error { return report.Dumps(w, plan.Predict(e.view, p)) })
		},
	}
}
