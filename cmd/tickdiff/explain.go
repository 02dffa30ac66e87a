package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"tickdiff/analyze/check"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/docs"
	"tickdiff/dump"
	"tickdiff/report"
)

type explainOptions struct {
	form
	planning
	list bool
}

func explainCommand() *command {
	o := &explainOptions{}
	return &command{
		name:  "explain",
		args:  "ID | WORD | ORIGIN:TICK DUMP…",
		short: "what a finding or word means, or all known of one tick",
		long: `With the ID of a check: its meaning, cause and fix. With the reason of a
verdict: when it is given, why, and what would change it. With a tick and dumps:
the verdict for each server that misses it, by which rule, and what would change
that. Then it shows what each dump says of the tick, in order of time.

With a word of the field: what it means. The words are

` + wordList() + `.`,
		examples: []string{
			"tickdiff explain --list",
			"tickdiff explain diverged",
			"tickdiff explain superseded",
			"tickdiff explain test_1:7 dumps/",
		},
		flags: func(flags *pflag.FlagSet) {
			flags.BoolVar(&o.list, "list", false, "list all checks")
			o.planFlags(flags)
			o.formFlags(flags, documentFormats...)
		},
		words: explainable,
		run:   o.run,
	}
}

// wordList are the words of the glossary, in lines of a terminal.
func wordList() string {
	var b strings.Builder
	column := 0
	for i, term := range docs.Glossary() {
		switch {
		case i == 0:
			b.WriteString("  ")
		case column+len(", ")+len(term.Name) > 76:
			b.WriteString(",\n  ")
			column = 0
		default:
			b.WriteString(", ")
			column += len(", ")
		}
		b.WriteString(term.Name)
		column += len(term.Name)
	}
	return b.String()
}

// explainable are the words that can be explained.
func explainable() []string {
	var words []string
	for _, c := range check.Catalogue {
		words = append(words, c.ID)
	}
	for _, rule := range plan.Rules {
		words = append(words, string(rule.Reason))
	}
	for _, term := range docs.Glossary() {
		words = append(words, term.Name)
	}
	slices.Sort(words)
	return slices.Compact(words)
}

func (o *explainOptions) run(c *call) (int, error) {
	switch {
	case o.list && len(c.args) > 0:
		return exitUsage, &usageError{"--list takes no arguments", ""}
	case o.list:
		o.all = true
		return exitClean, writeDocument(c, &o.form, check.Catalogue, report.ChecksDocument, report.ChecksJSON)
	case len(c.args) == 0:
		return exitUsage, &usageError{"nothing to explain", "give the ID of a check, a reason, a word, or ORIGIN:TICK and dumps; tickdiff help explain lists the words"}
	case len(c.args) == 1:
		return o.explainWord(c, c.args[0])
	}
	return o.explainTick(c)
}

// explainWord explains a check, or else a reason, or else a word of the glossary: some
// are called the same, and then the first of these tells most.
func (o *explainOptions) explainWord(c *call, word string) (int, error) {
	if check, err := check.ByID(word); err == nil {
		return exitClean, writeDocument(c, &o.form, check, report.CheckDocument, checkJSON)
	}
	for _, r := range plan.Rules {
		if string(r.Reason) == word && o.format != "json" {
			return exitClean, writeDocument(c, &o.form, r, report.RuleDocument, nil)
		}
	}
	for _, term := range docs.Glossary() {
		if term.Name == word && o.format != "json" {
			return exitClean, writeDocument(c, &o.form, term, report.TermDocument, nil)
		}
	}
	if _, _, err := plan.ParseTick(word); err == nil {
		return exitUsage, &usageError{fmt.Sprintf("explain %s: no dump given", prose.Visible(word)), "a dump is a file, a folder, or - for standard input"}
	}
	return exitUsage, &usageError{fmt.Sprintf("no check, reason or word is called %q", word), nearest(word, explainable(), "tickdiff explain --list lists the checks, tickdiff help explain the words")}
}

// checkJSON writes a check as a list of one.
func checkJSON(w io.Writer, c *check.Check) error {
	return report.ChecksJSON(w, []*check.Check{c})
}

func (o *explainOptions) explainTick(c *call) (int, error) {
	origin, t, err := plan.ParseTick(c.args[0])
	if err != nil {
		return exitUsage, &usageError{"explain: " + err.Error(), "write ORIGIN:TICK first, then the dumps, as in tickdiff explain test_1:7 DUMP…"}
	}
	e, p, err := o.readPlanned(c, c.args[1:], dump.Search{})
	if err != nil {
		return exitUsage, err
	}
	if e.view.Server(origin) == nil {
		return exitUsage, &usageError{fmt.Sprintf("explain: no dump knows the origin %q", origin), "tickdiff report, with the same dumps, shows the origins"}
	}
	x := plan.Explain(e.view, p, origin, t)
	return worse(e.code, explainCode(x)), writeDocument(c, &o.form, x, report.ExplainDocument, report.ExplainJSON)
}

// explainCode is that of a plan for the one tick.
func explainCode(x *plan.Explanation) int {
	code := exitClean
	for _, s := range x.Servers {
		if s.Decision == nil {
			continue
		}
		switch s.Decision.Fate() {
		case plan.Refused, plan.Untold:
			return exitUndecided
		case plan.Marked, plan.Left:
			code = exitFound
		}
	}
	return code
}
