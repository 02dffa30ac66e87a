package report

import (
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

// coverage is a row a server: what is known of it, and from where.
func coverage(servers []plan.Coverage) doc.Section {
	row := func(c *plan.Coverage) doc.Row {
		row := cells(prose.NameOf(c.Name), c.Status, "-", "-", "-")
		if c.HasTock {
			row[2] = prose.Say("%d", c.Tock)
		}
		if len(c.Sources) > 0 {
			row[3] = fileLine(c.Sources[0].File, c.Sources[0].Line)
			row[4] = prose.Say("%s", tells(*c))
		}
		return row
	}
	return doc.Section{Title: "servers", On: doc.Beyond, Fold: doc.FoldOnPost, Count: len(servers), Blocks: []doc.Block{
		doc.Table{Header: doc.Head("server", "status", "tock", "dump", "tells"), Rows: doc.Each(servers, row)}}}
}

// hashes are how a maintainer knows the dumps again, and the plan.
func hashes(p *plan.Plan, id string) doc.Section {
	var rows []doc.Row
	for _, c := range p.Servers {
		for _, s := range c.Sources {
			rows = append(rows, cells(fileLine(s.File, s.Line), prose.CodeOf(shortHash(s.SHA256))))
		}
	}
	return doc.Section{Title: "dumps", On: doc.Beyond, Fold: doc.Folded, Count: len(rows), Blocks: []doc.Block{
		doc.Table{Header: doc.Head("dump", "SHA-256 of the file"), Rows: doc.Has(rows...)},
		doc.Line("The plan is %s. Ticks are counted once for each server that misses them.", id)}}
}

// allSections is how many sections "internal state -a" prints.
const allSections = 6

// tells lists the sections of a server; derived ones are told so.
func tells(c plan.Coverage) string {
	derived := map[string]bool{}
	for _, s := range c.Derived {
		derived[s] = true
	}
	words := ""
	for _, s := range c.Sections {
		if words != "" {
			words += ", "
		}
		words += s
		if derived[s] {
			words += " (derived)"
		}
	}
	switch {
	case words == "":
		return "nothing"
	case len(c.Sections) == allSections && len(c.Derived) == 0:
		return "all"
	}
	return words
}
