package report

import (
	"slices"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/report/doc"
)

// EntriesDocument tells which entries ticks belong to.
func EntriesDocument(l *cluster.Lookup) *doc.Document {
	out := &doc.Document{Of: "entries"}
	if len(l.Files) == 0 {
		out.Sentence = prose.Say("None of the inputs is a save file, and only those tell which entries ticks belong to. A server that runs writes one, on its own machine; or it is asked for one tick:")
		out.Sections = []doc.Section{{Blocks: []doc.Block{doc.Commands{Lines: waysToEntries(l)}}}}
		return out
	}
	blocks := []doc.Block{doc.List{Items: doc.Each(l.All, entryItem), Things: "entries"}}
	if l.More {
		blocks = append(blocks, moreEntries)
	}
	if !l.Without.Empty() {
		files := make([]string, len(l.Files))
		for i, p := range l.Files {
			files[i] = p.File
		}
		blocks = append(blocks, doc.List{Items: doc.Has(
			doc.LineItem("%s of %s: in the chain of no entry in %s.", l.Without, prose.NameOf(l.Origin), prose.Names(files)),
			doc.LineItem("Superseded, deleted, missing or not heard of there: tickdiff explain tells, tick by tick.").In(2))})
	}
	out.Sections = []doc.Section{{Blocks: blocks}}
	return out
}

func waysToEntries(l *cluster.Lookup) []string {
	server := moatcmd.Any(moatcmd.MoaT)
	bounds, _ := l.Ticks.Bounds()
	lines := []string{moatcmd.PastedLine(server.Save("FILE"))}
	if argv := server.Tick(l.Origin, bounds.Begin); argv != nil {
		lines = append(lines, moatcmd.PastedLine(argv))
	}
	return lines
}

var moreEntries = doc.Line("These are not all: of one file no more than %d are listed.", dump.MaxRecords)

func entryItem(e *cluster.Entry) doc.Item {
	item := doc.LineItem("%s: %s", prose.NameOf(e.Path), heldTicks(e.Ticks))
	item.Below = []doc.List{{Items: doc.Each(e.Copies, copyItem), Most: evidenceShown, Things: "copies"}}
	if e.Value != "" {
		item.Below = append(item.Below, doc.List{Items: doc.Has(doc.LineItem("value: %s", valueOf(e)).In(4))})
	}
	return item
}

func valueOf(e *cluster.Entry) prose.Text { return prose.Text{{Kind: prose.Value, Text: e.Value}} }

func copyItem(c *cluster.Copy) doc.Item {
	return doc.LineItem("on %s (%s), tock %d; %s", prose.NameOf(c.Server), prose.FileOf(c.File), c.Tock, changes(c)).In(4)
}

// changes is the chain of an entry, the newest change first, and what deleted it.
func changes(c *cluster.Copy) prose.Text {
	var parts []prose.Text
	if len(c.Chain) > 0 {
		parts = append(parts, prose.Say("chain: %s", chain(c.Chain)))
	}
	if len(c.Deletion) > 0 {
		parts = append(parts, prose.Say("deleted by %s, which a server that loads the log passes over", chain(c.Deletion[:1])))
	}
	return prose.Join(parts, "; ")
}

func chain(links []dump.Link) prose.Text {
	parts := make([]prose.Text, len(links))
	for i, l := range links {
		parts[i] = prose.Say("%s:%d", prose.NameOf(l.Origin), l.Tick)
	}
	return prose.Join(parts, ", ")
}

// entriesSection is the entries in question, where there are save files: which of the
// ticks are changes of each, which files have it, and its value, if somebody asked.
func entriesSection(all *cluster.Entries) doc.Section {
	if len(all.All) == 0 {
		return doc.Section{}
	}
	header := []string{"path", "ticks", "stands in"}
	valued := slices.ContainsFunc(all.All, func(e cluster.Entry) bool { return e.Value != "" })
	if valued {
		header = append(header, "value")
	}
	row := func(e *cluster.Entry) doc.Row {
		files := make([]string, len(e.Copies))
		for i, c := range e.Copies {
			files[i] = c.File
		}
		row := cells(prose.NameOf(e.Path), heldTicks(e.Ticks), prose.Names(files))
		switch {
		case e.Value != "":
			row = append(row, valueOf(e))
		case valued:
			row = append(row, cells("-")...)
		}
		return row
	}
	blocks := []doc.Block{doc.Table{Header: doc.Head(header...), Rows: doc.Each(all.All, row)}}
	if all.More {
		blocks = append(blocks, moreEntries)
	}
	blocks = append(blocks, doc.Line(`"tickdiff entries" tells more; values only with --values.`))
	return doc.Section{Title: "entries behind what is left, diverged or in one place only", Fold: doc.FoldOnPost, Count: len(all.All), Blocks: blocks}
}

func heldTicks(all []cluster.OriginTicks) prose.Text {
	parts := make([]prose.Text, len(all))
	for i, held := range all {
		parts[i] = prose.Say("%s:%s", prose.NameOf(held.Origin), held.Ticks)
	}
	return prose.Join(parts, ", ")
}
