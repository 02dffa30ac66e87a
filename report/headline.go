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

// headline sums a plan up in a line that is no document.
func headline(p *plan.Plan) string { return verdictWord(p) + ": " + answer(p).Shown() }

// verdictWord is the same word as in JSON.
func verdictWord(p *plan.Plan) string { return strings.ToUpper(string(p.Verdict)) }

func headlineText(p *plan.Plan) prose.Text {
	return append(prose.StrongOf(verdictWord(p)), prose.Say("  %s", answer(p))...)
}

// planHead is the document of a plan, or of the report it belongs to, without any
// section yet.
func planHead(of string, p *plan.Plan, id string, facts ...doc.Fact) *doc.Document {
	facts = append(facts, doc.Fact{Name: "ticks", Text: prose.Say("%s", tickTotals(p))}, doc.Fact{Name: "servers", Text: prose.Say("%s", serverTotals(p.Servers))})
	if asked := notAsked(p.Servers); asked != nil {
		facts = append(facts, doc.Fact{Name: "not asked", Text: asked})
	}
	return &doc.Document{Of: of, Verdict: verdictWord(p), Sentence: answer(p), Careful: carefulWords(p),
		Facts: append(facts, planFact(id)), Closing: prose.Say("%s", tickTotals(p)), Mark: planMark(id)}
}

// answer is the verdict in a sentence, and who was asked.
func answer(p *plan.Plan) prose.Text {
	return prose.Say("%s %s", verdictSentence(p), askedWords(p))
}

func verdictSentence(p *plan.Plan) prose.Text {
	unasked := p.With(cluster.Unseen)
	switch {
	case p.Verdict == plan.Clean:
		return prose.Say("Nothing is missing.")
	case p.Verdict == plan.Unsound:
		return prose.Say("Nothing is missing, and yet something is wrong.")
	case p.NothingMissing():
		return prose.Say("Nothing is missing in what was asked. This is no all-clear: %s.", uncovered(p))
	case p.Verdict == plan.Undecided && p.CountOf(plan.Refused) == 0:
		return prose.Say("Nothing is missing in what was told, but of %s that were missing nothing is told. This is no all-clear.", tickWord(p.CountOf(plan.Untold)))
	case p.Verdict == plan.Undecided && len(unasked) > 0:
		return prose.Say("Mark nothing yet: %s %s not asked, and may have what %s.", someNames(unasked), prose.Does(uint64(len(unasked)), "was", "were"), lacking(p))
	case p.Verdict == plan.Undecided:
		return prose.Say("Mark nothing yet: %s missing, and nothing can be decided.", missing(p.CountOf(plan.Refused)))
	}
	return prose.Say("%s.", decidedWords(p))
}

// decidedWords are what commands do, and what is left.
func decidedWords(p *plan.Plan) prose.Text {
	commands, marked, left := uint64(len(p.Commands)), p.CountOf(plan.Marked), p.CountOf(plan.Left)
	var parts []prose.Text
	add := func(n uint64, format string, args ...any) {
		if n > 0 {
			parts = append(parts, prose.Say(format, args...))
		}
	}
	switch {
	case marked == 0:
	case len(p.Unlisted) > 0:
		add(marked, "%s to mark, too many to spell out", tickWord(marked))
	default:
		add(marked, "%s %s %s", prose.Counted(commands, "command"), prose.Does(commands, "marks", "mark"), tickWord(marked))
	}
	for _, rest := range []struct {
		count uint64
		what  string
	}{{left, "left to the servers"}, {p.CountOf(plan.Refused), "refused"}, {p.CountOf(plan.Untold), "not told"}} {
		count := fmt.Sprint(rest.count)
		if len(parts) == 0 {
			count = tickWord(rest.count)
		}
		add(rest.count, "%s %s %s", count, prose.Does(rest.count, "is", "are"), rest.what)
	}
	if marked == 0 {
		return prose.Say("Mark nothing: %s", prose.Join(parts, ", "))
	}
	return prose.Join(parts, ", ")
}

// uncovered says why what was asked is too little.
func uncovered(p *plan.Plan) prose.Text {
	unasked := p.With(cluster.Unseen)
	switch {
	case len(unasked) > 0:
		return prose.Say("%s %s not asked", someNames(unasked), prose.Does(uint64(len(unasked)), "was", "were"))
	case len(p.With(cluster.Seen)) == 0:
		return prose.Say("no living server was asked")
	}
	return prose.Say("the dumps do not tell everything")
}

func missing(n uint64) string { return tickWord(n) + prose.Does(n, " is", " are") }

// lacking are the servers that miss something undecided.
func lacking(p *plan.Plan) prose.Text {
	names := serversOf(p.Of(plan.Refused))
	return prose.Say("%s %s", someNames(names), prose.Does(uint64(len(names)), "lacks", "lack"))
}

// someNames are the first of some names, and how many more there are.
func someNames(names []string) prose.Text { return prose.SomeNames(names, foremostShown) }

// askedWords count who was asked of those that could be.
func askedWords(p *plan.Plan) prose.Text {
	seen, gone := len(p.With(cluster.Seen)), len(p.With(cluster.Gone))
	whom := "servers"
	if gone > 0 {
		whom = "living"
	}
	how := "asked"
	if len(p.Starts) > 0 {
		how = "asked, or read from their files"
	}
	return prose.Say("%d of %d %s %s.", seen, seen+len(p.With(cluster.Unseen)), whom, how)
}

// serversOf are the servers of some decisions, each once, in their order.
func serversOf(all []plan.Decision) []string {
	var names []string
	for _, d := range all {
		if len(names) == 0 || names[len(names)-1] != d.Server {
			names = append(names, d.Server)
		}
	}
	return names
}

// planMark is what a plan is known by.
func planMark(id string) prose.Text { return prose.Say("plan %s", shortID(id)) }

func planFact(id string) doc.Fact { return doc.Fact{Name: "plan", Text: prose.CodeOf(shortID(id))} }

// shortID is enough of a plan's id to tell plans apart by eye.
func shortID(id string) string { return shortHash(strings.TrimPrefix(id, "sha256:")) }

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
	var parts []prose.Text
	for _, a := range alone[:min(len(alone), carefulShown)] {
		parts = append(parts, aloneWords(&a))
	}
	it := prose.Does(uint64(len(alone)), "it", "them")
	words := append(prose.StrongOf("CAREFUL"), prose.Say("  Of the servers asked, %s: ", prose.Join(parts, ", ").AndMore(len(alone)-len(parts)))...)
	if restarts(p, alone) {
		words = append(words, prose.Say("do not wipe or mark %s yet, and restart only as the steps say, from the save just taken.", it)...)
	} else {
		words = append(words, prose.Say("do not restart, wipe or mark %s yet.", it)...)
	}
	if slices.ContainsFunc(alone, func(a plan.Alone) bool { return p.Marks(a.Server) }) {
		words = append(words, prose.Say(" The marks of the plan do not touch what is held there.")...)
	}
	return words
}

// restarts reports whether the plan itself has one of some servers restarted: of two that
// each have what the other lacks, one has to be.
func restarts(p *plan.Plan, alone []plan.Alone) bool {
	return slices.ContainsFunc(p.Next, func(next plan.Action) bool {
		return next.Do == plan.DoRestart && next.If == "" && slices.ContainsFunc(alone, func(a plan.Alone) bool { return a.Server == next.Server })
	})
}

func aloneWords(a *plan.Alone) prose.Text {
	var held []prose.Text
	for _, t := range a.Ticks[:min(len(a.Ticks), carefulShown)] {
		held = append(held, ticksOf(t.Origin, t.Ticks))
	}
	return prose.Say("%s alone has %s", prose.NameOf(a.Server), prose.Join(held, ", ").AndMore(len(a.Ticks)-len(held)))
}
