package main

import (
	"cmp"
	"fmt"

	"github.com/spf13/pflag"

	"tickdiff/analyze/check"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
)

// accepting says which findings the operator knows already.
type accepting struct {
	accept, acceptFiles []string
	kept                *dump.Case // says more of them; may be nil
}

func (o *accepting) acceptFlags(flags *pflag.FlagSet) {
	flags.StringArrayVar(&o.accept, "accept", nil, "findings that are known and do not count for the exit code (`ID[:ORIGIN[:TICKS]]`, as in diverged:test_0:5,7-9; repeatable)")
	flags.StringArrayVar(&o.acceptFiles, "accept-file", nil, "a `FILE` of the same, one a line, each followed by \" # \" and the reason (repeatable)")
}

// acceptHelp tells how findings are accepted, for "help report".
const acceptHelp = `--accept takes known findings out of the exit code, never out of the report.
While ticks are missing the exit code is not 0, whatever is accepted.
ORIGIN is the finding's origin or, where it has none, a server that it is about;
then all of these have to be accepted. Without TICKS the ticks do not matter.
With TICKS it holds only as long as the finding has no others. What is critical
is not accepted by its ID alone. An ORIGIN that ends like ticks after a colon is
followed by one more colon.`

// acceptances are what the operator knows already.
func (o *accepting) acceptances(c *call) ([]check.Acceptance, error) {
	const hint = "tickdiff explain --list lists the checks, tickdiff help report tells how to accept"
	var all []check.Acceptance
	for _, text := range o.accept {
		a, err := check.ParseAcceptance(text, "given on the command line")
		if err != nil {
			return nil, &usageError{fmt.Sprintf("--accept %q: %s", text, err), hint}
		}
		all = append(all, a)
	}
	if o.kept != nil {
		for _, word := range o.kept.Accept {
			a, err := check.ParseAcceptance(word.Name, cmp.Or(word.Text, "given in "+dump.CaseFile))
			if err != nil {
				return nil, &usageError{fmt.Sprintf("%s:%d: accept: %q: %s", prose.Visible(o.kept.File), word.Place.Line, word.Name, err), hint}
			}
			all = append(all, a)
		}
	}
	for _, file := range o.acceptFiles {
		text, err := c.readText(file, maxAcceptSize, nil)
		if err != nil {
			return nil, err
		}
		more, err := check.ParseAcceptances(string(text))
		if err != nil {
			return nil, &usageError{prose.Visible(file) + ":" + err.Error(), hint}
		}
		all = append(all, more...)
	}
	return all, nil
}

// conclude runs the checks, and decides by what the operator does not know already.
func (o *accepting) conclude(c *call, e *evidence, p *plan.Plan) (check.Result, error) {
	known, err := o.acceptances(c)
	if err != nil {
		return check.Result{}, err
	}
	c.enter(stageChecking)
	return check.Conclude(e.view, p, known), nil
}

// concludePlan asks the checks only where they can change what the plan says, as
// they cost more than it does: whatever is missing is a finding of its own. Entries
// are sought for what they find, too.
func (o *accepting) concludePlan(c *call, e *evidence, p *plan.Plan) (check.Result, error) {
	if p.NothingMissing() || len(e.saves) > 0 || len(o.accept)+len(o.acceptFiles) > 0 || o.kept != nil && len(o.kept.Accept) > 0 {
		return o.conclude(c, e, p)
	}
	return check.Result{}, nil
}
