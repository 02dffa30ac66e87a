package report

import (
	"fmt"
	"strconv"

	"tickdiff/analyze"
)

// addresses says where the commands go, and what says so.
func (t *textWriter) addresses(p *analyze.Plan) {
	if len(p.Steps)+len(p.Left)+len(p.Requests) == 0 {
		return
	}
	t.heading("where the servers are")
	var rows [][]string
	for _, a := range p.Addresses() {
		port := "-"
		if a.Port != 0 {
			port = strconv.Itoa(a.Port)
		}
		rows = append(rows, []string{Visible(a.Server), Visible(a.Host), port, addressFrom(a)})
	}
	t.table([]string{"SERVER", "HOST", "PORT", "FROM"}, rows)
	if assumed := assumedHosts(p); len(assumed) > 0 {
		t.line("Assumed: the host of each of these servers is its name, since nothing else was given (--at NAME=HOST[:PORT], --hostmap FILE): %s.", visibleAll(assumed))
	}
}

func addressFrom(a analyze.Address) string {
	switch {
	case a.From == analyze.FromHostmap:
		return fmt.Sprintf("%s:%d", Visible(a.File), a.Line)
	case a.From == analyze.FromName && a.File != "":
		return "its name; no entry in " + Visible(a.File)
	case a.From == analyze.FromName:
		return "its name"
	}
	return string(a.From)
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
