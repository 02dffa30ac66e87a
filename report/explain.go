package report

import (
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

// ExplainDocument tells all that is known of one tick: how each server stands to it,
// what would change that, and what each dump says of it.
func ExplainDocument(e *plan.Explanation) *doc.Document {
	return &doc.Document{Of: "explain", Sentence: prose.Say("Tick %d of %s.", e.Tick, prose.NameOf(e.Origin)), Sections: []doc.Section{
		{Title: "how the servers stand to it", Blocks: []doc.Block{
			doc.List{Items: doc.Each(e.Servers, standingItem), Most: doc.All, Things: "servers"}}},
		{Title: "what the dumps say, the oldest first", Blocks: []doc.Block{doc.Table{
			Header: doc.Head("tock", "server", "says", "where"), Rows: doc.Each(e.Statements, statementRow)}}},
	}}
}

func statementRow(w *plan.Statement) doc.Row {
	tock, said := "-", w.State.String()
	if w.HasTock {
		tock = tockCell(&w.Tock)
	}
	if w.Derived {
		said += " (derived)"
	}
	if w.Asked {
		said += ", missed by another"
	}
	if w.Past {
		said += ", in an older dump"
	}
	return cells(tock, prose.NameOf(w.Server), said, fileLine(w.File, w.Line))
}

// standingItem is a sentence for a server, and what would change it where it misses
// the tick.
func standingItem(s *plan.Standing) doc.Item {
	server, d := prose.NameOf(s.Server), s.Decision
	switch {
	case s.Status != cluster.Seen:
		return doc.LineItem("%s: %s.", server, s.Status)
	case d != nil && d.Fate() == plan.Untold:
		return doc.LineItem("%s: not told; an older dump shows it missing, and no newer one tells what became of it. Dump it again, with -a.", server)
	case d == nil:
		return doc.LineItem("%s: %s; nothing to decide.", server, s.State)
	}
	rule := plan.RuleOf(d.Reason)
	verdict := rule.Then
	if d.Kind != "" {
		verdict = "mark " + string(d.Kind)
	}
	item := doc.LineItem("%s misses it: %s, by rule %s (%s): %s.", server, verdict, rule.Number, d.Reason, rule.Why)
	var below []doc.Item
	add := func(format string, args ...any) { below = append(below, doc.LineItem(format, args...).In(4)) }
	switch {
	case len(d.Needs) > 0:
		add("needed: %s", prose.Names(d.Needs))
	case len(d.Holders) > 0:
		add("on: %s", prose.Names(d.Holders))
	}
	if d.Fate() == plan.Left && len(d.DeletedOn) > 0 {
		add("deleted, or may be, on: %s (see deletion-race)", prose.Names(d.DeletedOn))
	}
	add("would change it: %s", rule.Change)
	if len(s.Look) > 0 {
		below = append(below, doc.CommandItem(4, s.Look))
	}
	item.Below = []doc.List{{Items: doc.Has(below...)}}
	return item
}
