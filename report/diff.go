package report

import (
	"cmp"
	"slices"
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
		out.Closing = prose.Say("no tick moved in what both sides tell")
	default:
		out.Verdict, out.Sentence = "DIFFERENT", prose.Say("%s.", prose.Counted(uint64(len(d.Moves)), "move"))
		out.Closing = out.Sentence
	}
	if back := wentBack(d); len(back) > 0 {
		out.Sections = append(out.Sections, doc.Section{Title: "what went back", Blocks: []doc.Block{
			doc.List{Items: doc.Has(back...), Most: doc.All, Things: "that went back"}}})
	}
	if len(d.Moves) > 0 {
		out.Sections = append(out.Sections, doc.Section{Title: "what moved", Blocks: []doc.Block{movesTable(d.Moves), moveKinds(d.Moves)}})
	}
	servers := doc.Section{Title: "servers", On: doc.Beyond, Blocks: []doc.Block{serverDiffs(d.Servers)}}
	if slices.ContainsFunc(d.Servers, func(s diff.Server) bool { return s.Status != diff.Compared || len(s.Uncompared) > 0 }) {
		servers.On = 0
	}
	out.Sections = append(out.Sections, servers)
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

func moveAlike(m *diff.Move) (server string, rest []string) {
	return m.Server, []string{m.Kind.ID, m.Origin, m.Ticks.String(), m.From, m.To}
}

func movesTable(all []diff.Move) doc.Table {
	return doc.Table{Header: doc.Head("severity", "move", "ticks", "from", "to", "where"), Plain: doc.Screen,
		Rows: doc.Each(joinAlike(all, moveAlike), func(m *alike[diff.Move]) doc.Row {
			one := &m.one
			return cells(one.Kind.Severity, one.Kind.ID, ticksOf(one.Origin, one.Ticks), one.From, "→ "+one.To, prose.Say("on %s", someNames(m.servers)))
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
