package report

import (
	"fmt"
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

// headline sums a plan, and the report it belongs to, up in one sentence. It begins
// with the verdict, the same word as in JSON.
func headline(p *plan.Plan) string { return verdictWord(p) + ": " + headlineRest(p) }

func verdictWord(p *plan.Plan) string { return strings.ToUpper(string(p.Verdict)) }

func headlineText(p *plan.Plan) prose.Text {
	return append(prose.StrongOf(verdictWord(p)), prose.Say(": %s", headlineRest(p))...)
}

// planHead is the document of a plan, or of the report it belongs to, without any
// section yet.
func planHead(of string, p *plan.Plan, id string, facts ...doc.Fact) *doc.Document {
	facts = append(facts, doc.Fact{Name: "ticks", Text: prose.Say("%s", tickTotals(p))}, doc.Fact{Name: "servers", Text: prose.Say("%s", serverTotals(p.Servers))})
	if asked := notAsked(p.Servers); asked != nil {
		facts = append(facts, doc.Fact{Name: "not asked", Text: asked})
	}
	return &doc.Document{Of: of, Verdict: verdictWord(p), Sentence: prose.Say("%s", headlineRest(p)), Careful: carefulWords(p),
		Facts: append(facts, planFact(id))}
}

func planFact(id string) doc.Fact { return doc.Fact{Name: "plan", Text: prose.CodeOf(id)} }

// planLine ends a text with the plan's id.
func planLine(id string) doc.Section {
	return doc.Section{On: doc.Screen, Blocks: []doc.Block{doc.Gap{}, doc.List{Items: doc.Has(doc.Item{Text: prose.Say("plan %s", id), Command: true})}}}
}

// foremostShown is how many findings, and names, stand in the open.
const foremostShown = 5

// notAsked names servers without a dump that were not declared gone.
func notAsked(all []plan.Coverage) prose.Text {
	var names []string
	for _, c := range all {
		if c.Status == cluster.Unseen {
			names = append(names, c.Name)
		}
	}
	return prose.SomeNames(names, foremostShown)
}

func headlineRest(p *plan.Plan) string {
	refused := p.CountOf(plan.Refused)
	switch {
	case p.Verdict == plan.Clean:
		return "nothing is missing, and every server was asked or is gone."
	case p.Verdict == plan.Unsound:
		return "nothing is missing, and yet something is wrong."
	case p.NothingMissing():
		return "nothing is missing in what was asked, but not all servers were asked, or asked for all. This is no all-clear."
	case p.Verdict == plan.Undecided && refused == 0:
		return fmt.Sprintf("nothing is missing in what was told, but of %s that were missing nothing is told. This is no all-clear.", tickWord(p.CountOf(plan.Untold)))
	case p.Verdict == plan.Undecided:
		return fmt.Sprintf("%s missing, and nothing can be decided yet. Mark nothing.", tickWord(refused))
	}
	return fmt.Sprintf("%s (ticks, counted once for each server that misses them).", tickTotals(p))
}

// untoldItem is a sentence on what is not told.
func untoldItem(u *plan.Decision) doc.Item {
	held := prose.Text{}
	if len(u.Holders) > 0 {
		held = prose.Say(" (present %s)", heldOn(u))
	}
	return doc.LineItem("%s: %s of %s%s not told. Its dump at %s shows what was missing, and no newer dump of it tells what became of that. Dump it again, with -a.",
		prose.NameOf(u.Server), u.Ticks, prose.NameOf(u.Origin), held, fileLine(u.Evidence[0].File, u.Evidence[0].Line))
}

// carefulShown is how many lone holders are named, and of how many origins each.
const carefulShown = 4

// carefulWords warns of servers that alone have what others lack; nil if there are
// none.
func carefulWords(p *plan.Plan) prose.Text {
	alone := p.Alone()
	if len(alone) == 0 {
		return nil
	}
	words := prose.StrongOf("CAREFUL")
	if len(alone) == 1 {
		words = append(words, prose.Say(": of the servers asked, only %s, which others lack or may lack: do not restart, wipe or mark it yet.", aloneWords(&alone[0]))...)
	} else {
		var parts []prose.Text
		for _, a := range alone[:min(len(alone), carefulShown)] {
			parts = append(parts, aloneWords(&a))
		}
		words = append(words, prose.Say(": of the servers asked, %d alone are known to have what others lack or may lack: do not restart, wipe or mark them yet (%s).",
			len(alone), prose.Join(parts, ", ").AndMore(len(alone)-len(parts)))...)
	}
	if slices.ContainsFunc(alone, func(a plan.Alone) bool { return p.Marks(a.Server) }) {
		words = append(words, prose.Say(" The marks of the plan do not touch what is held there.")...)
	}
	return words
}

func aloneWords(a *plan.Alone) prose.Text {
	var held []prose.Text
	for _, t := range a.Ticks[:min(len(a.Ticks), carefulShown)] {
		held = append(held, prose.Say("%s of %s", t.Ticks, prose.NameOf(t.Origin)))
	}
	return prose.Say("%s is known to have %s", prose.NameOf(a.Server), prose.Join(held, ", ").AndMore(len(a.Ticks)-len(held)))
}
