package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"tickdiff/analyze"
	"tickdiff/ticks"
)

// VerifyText writes a verification for people: the answer, who was asked again,
// what became of each step, what else happened, and what to do next.
func VerifyText(w io.Writer, v *Verification, o TextOptions) error {
	t := newTextWriter(w, o)
	t.line("%s", verifyHeadline(v.Result))
	t.rechecks(v.Result.Servers)
	t.stepResults(v.Result)
	t.amounts("lost: present there before, missing now", v.Result.Lost)
	t.amounts("missing now, and not in the plan", v.Result.Arisen)
	t.waiting(v.Result.Waiting)
	t.verifyNext(v)
	if now := v.Result.Now; now != nil {
		t.heading("what these dumps come to by themselves")
		t.headline(now)
	}
	t.print("\nplan %s\n", v.Plan)
	return t.err
}

func verifyHeadline(r *analyze.Verification) string {
	switch r.Verdict {
	case analyze.Holds:
		return "HOLDS: the evidence is as the plan found it: " + outcomeCounts(r) + "."
	case analyze.Moved:
		return "MOVED: the evidence is not as the plan found it: " + outcomeCounts(r) + ". Mark nothing."
	case analyze.Open:
		return "OPEN: not everything is as planned: " + outcomeCounts(r) + "."
	case analyze.Unproven:
		return "UNPROVEN: nothing speaks against the plan, but the dumps do not tell everything: " + outcomeCounts(r) + "."
	}
	return "DONE: " + outcomeCounts(r) + doneWords(r)
}

// doneWords says how far the repair is once all steps are done.
func doneWords(r *analyze.Verification) string {
	now := r.Now
	switch {
	case r.Next == analyze.NextNothing:
		return ", and nothing is missing any more. The repair is complete."
	case r.Next == analyze.NextReport:
		return ", and nothing is missing any more. Yet something is wrong."
	case len(now.Decisions) > len(now.Of(analyze.Untold)):
		return ". Something is missing still; the repair goes on."
	}
	return ". The dumps do not tell whether anything is missing still; the repair goes on."
}

// outcomes is the order in which counts of outcomes are shown.
var outcomes = []analyze.Outcome{analyze.StepDone, analyze.Resurfaced, analyze.NotYet, analyze.Contradicted, analyze.NoEffect, analyze.NotProvable}

func outcomeCounts(r *analyze.Verification) string {
	counts := map[analyze.Outcome]uint64{}
	for _, s := range r.Steps {
		counts[s.Outcome] = ticks.AddCounts(counts[s.Outcome], s.Ticks.Count())
	}
	var parts []string
	for _, o := range outcomes {
		if counts[o] > 0 {
			parts = append(parts, tickWord(counts[o])+" "+outcomeWords(o, r.Before))
		}
	}
	if len(parts) == 0 {
		return "the plan marks nothing"
	}
	return strings.Join(parts, ", ")
}

func outcomeWords(o analyze.Outcome, before bool) string {
	switch {
	case o == analyze.StepDone && before:
		return "marked already"
	case o == analyze.NotYet && before:
		return "still to be marked"
	case o == analyze.NotYet:
		return "missing still"
	case o == analyze.NoEffect:
		return "marked without effect"
	case o == analyze.NotProvable:
		return "not provable"
	}
	return string(o)
}

func (t *textWriter) rechecks(all []analyze.Recheck) {
	t.heading("servers")
	var rows [][]string
	for _, r := range all {
		rows = append(rows, []string{Visible(r.Name), r.Status.String(), tockCell(r.Before), tockCell(r.Now)})
	}
	t.table([]string{"SERVER", "STATUS", "TOCK IN PLAN", "TOCK NOW"}, rows)
	for _, r := range all {
		switch r.Status {
		case analyze.WentBack:
			t.line("%s: its tock is below the plan's: an older dump, or it began again without its data. Find out which before anything else.", Visible(r.Name))
		case analyze.CameBack:
			t.line("%s was declared gone, and has been dumped since: it must be in the next plan.", Visible(r.Name))
		case analyze.NewServer:
			t.line("%s is not in the plan, so nobody asked whether it holds what is to be marked.", Visible(r.Name))
		}
	}
}

func tockCell(tock *uint64) string {
	if tock == nil {
		return "-"
	}
	return strconv.FormatUint(*tock, 10)
}

func (t *textWriter) stepResults(r *analyze.Verification) {
	if len(r.Steps) == 0 {
		return
	}
	t.heading("steps")
	var rows [][]string
	for _, s := range r.Steps {
		because := "-"
		if s.Why != "" {
			because = string(s.Why)
		}
		if len(s.Against) > 0 {
			because += ": " + visibleAll(s.Against)
		}
		rows = append(rows, []string{Visible(s.Server), Visible(s.Origin), t.set(s.Ticks), string(s.Kind), string(s.Outcome), because})
	}
	t.table([]string{"SERVER", "MARK OF", "TICKS", "AS", "OUTCOME", "BECAUSE"}, rows)
	for _, o := range outcomes {
		if advice := outcomeAdvice(o, r.Before); advice != "" && hasOutcome(r, o) {
			t.line("%s: %s", o, advice)
		}
	}
}

func hasOutcome(r *analyze.Verification, o analyze.Outcome) bool {
	for _, s := range r.Steps {
		if s.Outcome == o {
			return true
		}
	}
	return false
}

func outcomeAdvice(o analyze.Outcome, before bool) string {
	switch o {
	case analyze.Resurfaced:
		return "the server has the data again. Do not mark it there. Where it was marked already, the servers differ until the entry is changed again: \"tickdiff explain diverged\" tells what to do."
	case analyze.Contradicted:
		if before {
			return "by now other servers tell something else, so the plan would decide otherwise."
		}
		return "another server has the data, so the servers differ until the entry is changed again: \"tickdiff explain diverged\" tells what to do."
	case analyze.NoEffect:
		return "it was marked, and a later dump shows it missing again: the server may have been restarted from an older save."
	}
	return ""
}

func (t *textWriter) amounts(title string, all []analyze.Decision) {
	if len(all) == 0 {
		return
	}
	t.heading(title)
	var rows [][]string
	for _, a := range all {
		rows = append(rows, []string{Visible(a.Server), Visible(a.Origin), t.set(a.Ticks), strconv.FormatUint(a.Ticks.Count(), 10)})
	}
	t.table([]string{"SERVER", "MISSES OF", "TICKS", "COUNT"}, rows)
}

func (t *textWriter) waiting(all []analyze.Decision) {
	if len(all) == 0 {
		return
	}
	t.heading("not marked by the plan, and missing still")
	var rows [][]string
	for _, a := range all {
		rows = append(rows, []string{Visible(a.Server), Visible(a.Origin), t.set(a.Ticks), strconv.FormatUint(a.Ticks.Count(), 10), string(a.Reason)})
	}
	t.table([]string{"SERVER", "MISSES OF", "TICKS", "COUNT", "REASON"}, rows)
}

func (t *textWriter) verifyNext(v *Verification) {
	t.heading("what to do next")
	for _, r := range v.Result.Requests {
		if len(r.Argv) == 0 {
			t.line("Dump %s again, by hand: no command can be trusted with its name.", Visible(r.Server))
			continue
		}
		t.command(r.Argv)
	}
	t.line("%s", nextWords(v.Result.Next, len(v.Result.Requests) > 0))
	if len(v.Next) > 0 {
		t.command(v.Next)
	}
}

func nextWords(n analyze.Next, requests bool) string {
	switch n {
	case analyze.NextNothing:
		return "Nothing."
	case analyze.NextMark:
		if requests {
			return "Run the marks of the plan. The servers above were not asked again; what the plan knows of them stands."
		}
		return "Run the marks of the plan."
	case analyze.NextDump:
		return "Take the dumps above, and verify again with them:"
	case analyze.NextReport:
		return "See what is wrong:"
	case analyze.NextPlan:
		if requests {
			return "Take the dumps above, and plan again with them: repair goes in rounds."
		}
		return "Plan again with the newer dumps: repair goes in rounds."
	}
	panic(fmt.Sprintf("report: no such next step: %q", n))
}
