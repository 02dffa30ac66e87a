package report

import (
	"maps"
	"slices"

	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
	"tickdiff/ticks"
)

func returns(p *plan.Plan) doc.Section {
	if len(p.Returns) == 0 {
		return doc.Section{}
	}
	kinds := map[plan.MarkKind]bool{}
	for _, s := range p.Of(plan.Marked) {
		kinds[s.Kind] = true
	}
	var blocks []doc.Block
	for _, r := range p.Returns {
		if len(kinds) == 0 && len(r.LastHeld) == 0 {
			blocks = append(blocks, doc.Line("%s: nothing is marked, so it would be asked for all that is missing.", prose.NameOf(r.Server)))
			continue
		}
		blocks = append(blocks, lastHeld(&r)...)
	}
	if kinds[plan.MarkSuperseded] {
		blocks = append(blocks, doc.Line("Marked superseded: a value that a returning server still has lives on it alone. As soon as another server asks for that tick, such as one that was started from an older save, the value lives on all."))
	}
	if kinds[plan.MarkDeleted] {
		blocks = append(blocks, doc.Line("Marked deleted: the same while no server misses it. A server that still asks for it is told that it is deleted. That answer mostly destroys the entry on every server, also on the one that returned."))
	}
	if len(kinds) > 0 {
		blocks = append(blocks, deletedByOthers(p.Returns)...)
		blocks = append(blocks, doc.Line("Before a returning server is started empty, look there at what it alone has: an empty server copies everything from the others. Write such an entry again elsewhere only if no other server has a newer change of it, or has it deleted."))
	}
	return doc.Section{Title: "if a server that is gone comes back", On: doc.Beyond, Fold: doc.Folded, Blocks: blocks}
}

// deletedByOthers says what must not live again, and how it ends if it does.
func deletedByOthers(all []plan.Return) []doc.Block {
	marked := map[string]ticks.Set{}
	for _, r := range all {
		for _, m := range r.Meets {
			if m.Reason == plan.DeletedElsewhere || m.Reason == plan.DeletedBefore {
				marked[m.Origin] = marked[m.Origin].Union(m.Ticks)
			}
		}
	}
	origins := slices.Sorted(maps.Keys(marked))
	if len(origins) == 0 {
		return nil
	}
	return []doc.Block{doc.List{Things: "origins", Items: doc.Each(origins, func(o *string) doc.Item {
		return doc.LineItem("%s of %s: the others had deleted this. If the old value lives again, delete that entry once more on the server that returned, or start that server empty. If the entry was written again since, keep it.", marked[*o], prose.NameOf(*o))
	})}}
}

// lastHeld says what a gone server had of what is marked.
func lastHeld(r *plan.Return) []doc.Block {
	server := prose.NameOf(r.Server)
	switch {
	case !r.Dumped:
		return []doc.Block{doc.Line("%s: no dump tells what it held; it may have any of what is marked.", server)}
	case len(r.Meets) == 0:
		server = prose.Say("%s: its last dump shows nothing present of what is marked.", server)
	default:
		server = prose.Say("%s: last seen to hold, of what is marked:", server)
	}
	row := func(m *plan.MarkedTicks) doc.Row {
		return cells(prose.NameOf(m.Origin), m.Ticks, m.Kind, m.Reason, m.LastHeld)
	}
	held := func(h *plan.Holding) doc.Item {
		return doc.LineItem("in all %s of %s (tock %d, %s)", h.Ticks, prose.NameOf(h.Origin), h.Tock, fileLine(h.File, h.Line)).In(2)
	}
	return []doc.Block{
		doc.Paragraph{Text: server},
		doc.Table{Header: doc.Head("origin", "marked", "as", "reason", "last held"), Rows: doc.Each(r.Meets, row)},
		doc.List{Items: doc.Each(r.LastHeld, held), Things: "origins"},
	}
}

// against says what the plan could do and does not.
func against(p *plan.Plan) doc.Section {
	all := p.Rejected()
	if len(all) == 0 {
		return doc.Section{}
	}
	return doc.Section{Title: "decided against", On: doc.Why | doc.Post | doc.Page, Fold: doc.Folded, Blocks: []doc.Block{doc.List{Mark: doc.Bullet, Most: doc.All, Things: "alternatives",
		Items: doc.Each(all, func(a *plan.Alternative) doc.Item { return doc.LineItem("%s (%s).", a.Why, tickWord(a.Count)) })}}}
}
