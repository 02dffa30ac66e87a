package report

import (
	"strconv"

	"tickdiff/analyze"
)

const addressesTitle = "where the servers are"

var addressHeader = []string{"server", "host", "port", "from"}

// addressRows is a row a server that commands can go to, and what says where it
// is; none if the plan has no command for anybody.
func addressRows(p *analyze.Plan, q quoting) [][]string {
	if len(p.Of(analyze.Marked))+len(p.Of(analyze.Left))+len(p.Requests) == 0 {
		return nil
	}
	var rows [][]string
	for _, a := range p.Addresses() {
		port := "-"
		if a.Port != 0 {
			port = strconv.Itoa(a.Port)
		}
		rows = append(rows, []string{q.name(a.Server), q.name(a.Host), port, addressFrom(a, q)})
	}
	return rows
}

func addressFrom(a analyze.Address, q quoting) string {
	switch {
	case a.From == analyze.FromHostmap:
		return q.fileLine(a.File, a.Line)
	case a.From == analyze.FromName && a.File != "":
		return "assumed: its name; no entry in " + q.name(a.File)
	case a.From == analyze.FromName:
		return "assumed: its name"
	}
	return string(a.From)
}

func (t *textWriter) addresses(p *analyze.Plan) {
	rows := addressRows(p, t.quoting())
	if len(rows) == 0 {
		return
	}
	t.heading(addressesTitle)
	t.table(upper(addressHeader), rows)
	if len(assumedHosts(p)) > 0 {
		t.line("What is assumed here is said with --at NAME=HOST[:PORT] or --hostmap FILE.")
	}
}

// assumedHosts are the servers that are addressed by their names only.
func assumedHosts(p *analyze.Plan) []string {
	var assumed []string
	for _, a := range p.Addresses() {
		if a.From == analyze.FromName {
			assumed = append(assumed, a.Server)
		}
	}
	return assumed
}
