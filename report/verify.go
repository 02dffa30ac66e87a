package report

import (
	"fmt"
	"slices"
	"strings"

	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/analyze/verify"
	"tickdiff/report/doc"
	"tickdiff/ticks"
)

// VerifyDocument tells a verification: the answer, who was asked again, what became
// of each step, what else happened, and what to do next.
func VerifyDocument(v *Verification) *doc.Document {
	r := v.Result
	verdict, sentence := verifyHeadline(r)
	return &doc.Document{Of: "verify", Verdict: verdict, Sentence: prose.Say("%s", sentence), Facts: []doc.Fact{planFact(v.Plan)}, Closing: prose.Say("%s", outcomeCounts(r)), Mark: planMark(v.Plan), Sections: []doc.Section{
		{Blocks: recheckLines(r.Servers)},
		{Title: "steps", Blocks: stepResults(r)},
		amounts("lost: present there before, missing now", r.Lost),
		amounts("missing now, and not in the plan", r.Arisen),
		waiting(r.Waiting),
		{Title: "next", Blocks: verifyNext(v)},
		{Title: "what these dumps come to by themselves", Blocks: standNow(r.Now)},
		{Title: "servers", On: doc.Beyond, Blocks: []doc.Block{recheckTable(r.Servers)}},
	}}
}

// standNow is the headline of the newer dumps by themselves, if it was asked for.
func standNow(now *plan.Plan) []doc.Block {
	if now == nil {
		return nil
	}
	blocks := []doc.Block{doc.Paragraph{Text: headlineText(now)}}
	if careful := carefulWords(now); careful != nil {
		blocks = append(blocks, doc.Paragraph{Text: careful})
	}
	return blocks
}

func verifyHeadline(r *verify.Result) (verdict, sentence string) {
	counts := outcomeCounts(r)
	switch r.Verdict {
	case verify.Holds:
		return "HOLDS", "the evidence is as the plan found it: " + counts + "."
	case verify.Moved:
		return "MOVED", "the evidence is not as the plan found it: " + counts + ". Mark nothing."
	case verify.Open:
		return "OPEN", "not everything is as planned: " + counts + "."
	case verify.Unproven:
		return "UNPROVEN", "nothing speaks against the plan, but the dumps do not tell everything: " + counts + "."
	}
	return "DONE", counts + doneWords(r)
}

// doneWords says how far the repair is once all steps are done.
func doneWords(r *verify.Result) string {
	now := r.Now
	switch {
	case r.Next == verify.NextNothing:
		return ", and nothing is missing any more. The repair is complete."
	case r.Next == verify.NextReport:
		return ", and nothing is missing any more. Yet something is wrong."
	case len(now.Of(plan.Marked))+len(now.Of(plan.Left))+len(now.Of(plan.Refused)) > 0:
		return ". Something is missing still; the repair goes on."
	}
	return ". The dumps do not tell whether anything is missing still; the repair goes on."
}

// outcomes is the order in which counts of outcomes are shown.
var outcomes = []verify.Outcome{verify.Done, verify.Resurfaced, verify.NotYet, verify.Contradicted, verify.NoEffect, verify.NotProvable}

func outcomeCounts(r *verify.Result) string {
	counts := map[verify.Outcome]uint64{}
	for _, s := range r.Steps {
		counts[s.Outcome] = ticks.AddCounts(counts[s.Outcome], s.Ticks.Count())
	}
	var parts []string
	for _, o := range outcomes {
		if counts[o] > 0 {
			parts = append(parts, tickWord(counts[o])+" "+outcomeWords(o, r))
		}
	}
	if len(parts) == 0 {
		return "the plan marks nothing"
	}
	return strings.Join(parts, ", ")
}

func outcomeWords(o verify.Outcome, r *verify.Result) string {
	switch {
	case o == verify.Done && r.Before:
		return "marked already"
	case o == verify.NotYet && r.Before:
		return "still to be marked"
	case o == verify.NotYet:
		return "missing still"
	case o == verify.NoEffect:
		return "marked without effect"
	case o == verify.NotProvable:
		return "not provable"
	}
	return string(o)
}

func recheckTable(all []verify.Recheck) doc.Table {
	return doc.Table{Header: doc.Head("server", "status", "tock in plan", "tock now"), Rows: doc.Each(all, func(r *verify.Recheck) doc.Row {
		return cells(prose.NameOf(r.Name), r.Status, tockCell(r.Before), tockCell(r.Now))
	})}
}

// recheckLines name the servers that were not asked again as they should be.
func recheckLines(all []verify.Recheck) []doc.Block {
	var blocks []doc.Block
	var order []verify.RecheckStatus
	rest := map[verify.RecheckStatus][]string{}
	for _, r := range all {
		name := prose.NameOf(r.Name)
		switch r.Status {
		case verify.AskedAgain:
		case verify.WentBack:
			blocks = append(blocks, doc.Line("%s: its tock is below the plan's: an older dump, or it began again without its data. Find out which before anything else.", name))
		case verify.CameBack:
			blocks = append(blocks, doc.Line("%s was declared gone, and has been dumped since: it must be in the next plan.", name))
		case verify.NewServer:
			blocks = append(blocks, doc.Line("%s is not in the plan, so nobody asked whether it holds what is to be marked.", name))
		default:
			if rest[r.Status] == nil {
				order = append(order, r.Status)
			}
			rest[r.Status] = append(rest[r.Status], r.Name)
		}
	}
	for _, status := range order {
		blocks = append(blocks, doc.Line("%s: %s.", strings.ReplaceAll(string(status), "-", " "), someNames(rest[status])))
	}
	return blocks
}

// stepResults are a row for steps that ended alike, on all their servers.
func stepResults(r *verify.Result) []doc.Block {
	if len(r.Steps) == 0 {
		return nil
	}
	blocks := []doc.Block{doc.Table{Header: doc.Head("ticks", "outcome", "where"), Plain: doc.Screen, Things: "rows",
		Rows: doc.Each(joinAlike(r.Steps, stepAlike), func(s *alike[verify.StepResult]) doc.Row {
			return cells(ticksOf(s.one.Origin, s.one.Ticks), stepWords(&s.one), prose.Say("on %s", someNames(s.servers)))
		})}}
	for _, o := range outcomes {
		if advice := outcomeAdvice(o, r); advice != "" && hasOutcome(r, o) {
			blocks = append(blocks, doc.Line("%s: %s", o, advice))
		}
	}
	return blocks
}

func stepAlike(s *verify.StepResult) (server string, rest []string) {
	return s.Server, append([]string{s.Origin, string(s.Kind), string(s.Outcome), string(s.Why), s.Ticks.String()}, s.Against...)
}

func stepWords(s *verify.StepResult) prose.Text {
	words := prose.Say("%s", s.Outcome)
	if s.Why != "" {
		words = prose.Say("%s (%s)", words, s.Why)
	}
	if len(s.Against) > 0 {
		words = prose.Say("%s: %s", words, someNames(s.Against))
	}
	return words
}

func hasOutcome(r *verify.Result, o verify.Outcome) bool {
	return slices.ContainsFunc(r.Steps, func(s verify.StepResult) bool { return s.Outcome == o })
}

func outcomeAdvice(o verify.Outcome, r *verify.Result) string {
	switch o {
	case verify.Resurfaced:
		return "the server has the data again. Do not mark it there. Where it was marked already, the servers differ until the entry is changed again: \"tickdiff explain diverged\" tells what to do."
	case verify.Contradicted:
		if r.Before {
			return "by now other servers tell something else, so the plan would decide otherwise."
		}
		return "another server has the data, so the servers differ until the entry is changed again: \"tickdiff explain diverged\" tells what to do."
	case verify.NoEffect:
		return "it was marked, and a later dump shows it missing again: the server may have been restarted from an older save."
	}
	return ""
}

func amounts(title string, all []plan.Decision) doc.Section {
	if len(all) == 0 {
		return doc.Section{}
	}
	return doc.Section{Title: title, Blocks: []doc.Block{doc.Table{Header: doc.Head("ticks", "where"), Plain: doc.Screen, Things: "rows",
		Rows: doc.Each(groupsOf(all), func(g *group) doc.Row {
			return cells(g.ticks(), g.missing())
		})}}}
}

func waiting(all []plan.Decision) doc.Section {
	if len(all) == 0 {
		return doc.Section{}
	}
	return doc.Section{Title: "not marked by the plan, and missing still", Blocks: []doc.Block{doc.Table{Header: doc.Head("ticks", "reason", "where"), Plain: doc.Screen, Things: "rows",
		Rows: doc.Each(groupsOf(all), func(g *group) doc.Row {
			return cells(g.ticks(), (*g)[0].Reason, g.missing())
		})}}}
}

func verifyNext(v *Verification) []doc.Block {
	request := func(r *plan.Request) doc.Item {
		if len(r.Argv) == 0 {
			return doc.LineItem("Dump %s again, by hand: no command can be trusted with its name.", prose.NameOf(r.Server))
		}
		return doc.CommandItem(0, r.Argv)
	}
	var blocks []doc.Block
	requests := v.Result.Requests
	if len(requests) > 0 {
		blocks = append(blocks, doc.List{Items: doc.Each(requests, request), Most: doc.All, Things: "dumps"})
	}
	blocks = append(blocks, doc.Line("%s", nextWords(v.Result)))
	if len(v.Next) > 0 {
		blocks = append(blocks, doc.Commands{Lines: []string{moatcmd.PastedLine(v.Next)}})
	}
	return blocks
}

func nextWords(r *verify.Result) string {
	switch r.Next {
	case verify.NextNothing:
		return "Nothing."
	case verify.NextMark:
		if len(r.Requests) > 0 {
			return "Run the marks of the plan. The servers above were not asked again; what the plan knows of them stands."
		}
		return "Run the marks of the plan."
	case verify.NextDump:
		return "Take the dumps above, and verify again with them:"
	case verify.NextReport:
		return "See what is wrong:"
	case verify.NextPlan:
		if len(r.Requests) > 0 {
			return "Take the dumps above, and plan again with them: repair goes in rounds."
		}
		return "Plan again with the newer dumps: repair goes in rounds."
	}
	panic(fmt.Sprintf("report: no such next step: %q", r.Next))
}
