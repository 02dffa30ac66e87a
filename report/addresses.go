package report

import (
	"strconv"

	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

// addresses is a row a server that commands can go to, and what says where it is;
// nothing if the plan has no command for anybody.
func addresses(p *plan.Plan) doc.Section {
	all := p.Addresses()
	if !hasCommands(p) || len(all) == 0 {
		return doc.Section{}
	}
	row := func(a *plan.Address) doc.Row {
		port := "-"
		if a.Port != 0 {
			port = strconv.Itoa(a.Port)
		}
		return cells(prose.NameOf(a.Server), prose.NameOf(a.Host), port, addressFrom(a))
	}
	blocks := []doc.Block{doc.Table{Header: doc.Head("server", "host", "port", "from"), Rows: doc.Each(all, row)}}
	if len(assumedHosts(p)) > 0 {
		blocks = append(blocks, doc.Line("What is assumed here is said with --at NAME=HOST[:PORT] or --hostmap FILE."))
	}
	return doc.Section{Title: "where the servers are", On: doc.Beyond, Fold: doc.Folded, Blocks: blocks}
}

// hasCommands reports whether a plan has commands for a server.
func hasCommands(p *plan.Plan) bool {
	return len(p.Of(plan.Marked))+len(p.Of(plan.Left))+len(p.Requests) > 0
}

func addressFrom(a *plan.Address) prose.Text {
	switch {
	case a.From == plan.FromHostmap, a.From == plan.FromCase:
		return fileLine(a.File, a.Line)
	case a.From == plan.FromName && a.File != "":
		return prose.Say("assumed: its name; no entry in %s", prose.FileOf(a.File))
	case a.From == plan.FromName:
		return prose.Say("assumed: its name")
	}
	return prose.Say("%s", a.From)
}

// assumedHosts are the servers that are addressed by their names only.
func assumedHosts(p *plan.Plan) []string {
	var assumed []string
	for _, a := range p.Addresses() {
		if a.From == plan.FromName {
			assumed = append(assumed, a.Server)
		}
	}
	return assumed
}
