package report

import (
	"cmp"
	"strconv"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/diff"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

// DiffDocument tells a difference: what went back, what moved, and how far the
// servers could be compared.
func DiffDocument(d *diff.Result) *doc.Document {
	out := &doc.Document{Of: "diff"}
	switch d.Verdict {
	case diff.Same:
		out.Verdict, out.Sentence = "SAME", prose.Say("no tick moved.")
	case diff.NotComparable:
		out.Verdict, out.Sentence = "NOT COMPARABLE", prose.Say("no tick moved in what both sides tell, but they do not tell the same.")
	default:
		out.Verdict, out.Sentence = "DIFFERENT", prose.Say("%s.", prose.Counted(uint64(len(d.Moves)), "move"))
	}
	if back := wentBack(d); len(back) > 0 {
		out.Sections = append(out.Sections, doc.Section{Title: "what went back", Blocks: []doc.Block{
			doc.List{Items: doc.Has(back...), Most: doc.All, Things: "that went back"}}})
	}
	if len(d.Moves) > 0 {
		out.Sections = append(out.Sections, doc.Section{Title: "what moved", Blocks: []doc.Block{movesTable(d.Moves), doc.Gap{}, moveKinds(d.Moves)}})
	}
	out.Sections = append(out.Sections, doc.Section{Title: "servers", Blocks: []doc.Block{serverDiffs(d.Servers)}})
	return out
}

func wentBack(d *diff.Result) []doc.Item {
	var items []doc.Item
	add := func(severity cluster.Severity, format string, args ...any) {
		items = append(items, doc.Item{Text: append(prose.Say("%s: ", severity), prose.Say(format, args...)...)})
	}
	for _, s := range d.Servers {
		if s.WentBack {
			add(cluster.Critical, "the tock of %s fell from %d to %d: it began again without its data, or before and after are mixed up.", prose.NameOf(s.Name), *s.Before, *s.After)
		}
	}
	for _, b := range d.Back {
		if b.Server == b.Origin {
			add(cluster.Critical, "%s counts its own ticks to %d, and to %d before: it will give ticks out again.", prose.NameOf(b.Server), b.After, b.Before)
		} else {
			add(cluster.Error, "%s has heard of %s up to %d, and up to %d before.", prose.NameOf(b.Server), prose.NameOf(b.Origin), b.After, b.Before)
		}
	}
	return items
}

func movesTable(all []diff.Move) doc.Table {
	return doc.Table{Header: doc.Head("severity", "move", "server", "origin", "ticks", "count", "from", "to"),
		Rows: doc.Each(all, func(m *diff.Move) doc.Row {
			return cells(m.Kind.Severity, m.Kind.ID, prose.NameOf(m.Server), prose.NameOf(m.Origin), m.Ticks, m.Ticks.Count(), m.From, m.To)
		})}
}

// moveKinds says what each kind of move means, once.
func moveKinds(all []diff.Move) doc.List {
	var items []doc.Item
	for i, m := range all {
		if i == 0 || all[i-1].Kind != m.Kind {
			items = append(items, doc.LineItem("%s: %s.", m.Kind.ID, m.Kind.Says))
		}
	}
	return doc.List{Items: doc.Has(items...), Most: doc.All, Things: "kinds of moves"}
}

func serverDiffs(all []diff.Server) doc.Table {
	return doc.Table{Header: doc.Head("server", "status", "tock before", "tock after", "told on one side only"),
		Rows: doc.Each(all, func(s *diff.Server) doc.Row {
			return cells(prose.NameOf(s.Name), s.Status, tockCell(s.Before), tockCell(s.After), cmp.Or(strings.Join(s.Uncompared, ", "), "-"))
		})}
}

func tockCell(tock *uint64) string {
	if tock == nil {
		return "-"
	}
	return strconv.FormatUint(*tock, 10)
}
