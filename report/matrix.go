package report

import (
	"cmp"
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/report/doc"
	"tickdiff/ticks"
)

const (
	matrixColumns = 60
	matrixCells   = 3_200
)

// matrix shows at a glance what is decided on each server's ticks.
func matrix(p *plan.Plan, v *cluster.View) doc.Section {
	if len(p.With(cluster.Seen)) == 0 {
		return doc.Section{}
	}
	return doc.Section{Title: "who lacks what", On: doc.Page, Blocks: []doc.Block{doc.Matrix{Table: func() doc.MatrixTable { return matrixTable(p, v) }}}}
}

// matrixTable has what is gravest. Without a view, as in a saved plan, nothing is known of
// what servers have not heard of.
func matrixTable(p *plan.Plan, v *cluster.View) doc.MatrixTable {
	servers, origins := gravest{}, gravest{}
	standings(p, v, func(string) bool { return true }, func(s standing) {
		servers.note(s.server, s.stand)
		origins.note(s.origin, s.stand)
	})
	m := doc.MatrixTable{Servers: p.With(cluster.Seen)}
	if m.MoreServers = len(m.Servers) - matrixColumns; m.MoreServers > 0 {
		m.Servers, _ = servers.first(matrixColumns)
		slices.Sort(m.Servers)
	}
	m.MoreServers = max(0, m.MoreServers)
	var rows []string
	rows, m.MoreOrigins = origins.first(matrixCells / max(1, len(m.Servers)))
	m.Rows = matrixRows(p, v, rows, m.Servers)
	return m
}

// standing is how a server stands to ticks, by its place in [doc.Stands].
type standing struct {
	server, origin string
	stand          int
	ticks          ticks.Set
}

// standings tells of each server, for origins that are wanted.
func standings(p *plan.Plan, v *cluster.View, wanted func(origin string) bool, tell func(standing)) {
	for _, d := range p.Decisions {
		if wanted(d.Origin) {
			tell(standing{d.Server, d.Origin, standOf[d.Fate()], d.Ticks})
		}
	}
	for _, a := range p.Alone() {
		for _, t := range a.Ticks {
			if wanted(t.Origin) {
				tell(standing{a.Server, t.Origin, doc.StandOnly, t.Ticks})
			}
		}
	}
	if v == nil {
		return
	}
	for o := range v.Merged(cluster.Disputed) {
		if !wanted(o.Origin) {
			continue
		}
		for seg := range o.Segments {
			for s := range seg.States() {
				if s.State == "unheard" {
					tell(standing{s.Server, o.Origin, doc.StandUnheard, ticks.Of(seg.Range)})
				}
			}
		}
	}
}

var standOf = map[plan.Fate]int{plan.Marked: doc.StandMark, plan.Left: doc.StandWait, plan.Refused: doc.StandRefused, plan.Untold: doc.StandUntold}

// gravest is the gravest stand of each of some names.
type gravest map[string]int

func (g gravest) note(name string, stand int) {
	if known, ok := g[name]; !ok || stand < known {
		g[name] = stand
	}
}

// first are the names with the gravest stands, then by name, and how many others there
// are.
func (g gravest) first(most int) (names []string, left int) {
	for name := range g {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(g[a], g[b]), strings.Compare(a, b)) })
	left = max(0, len(names)-most)
	return names[:len(names)-left], left
}

func matrixRows(p *plan.Plan, v *cluster.View, origins, servers []string) []doc.MatrixRow {
	rows, at, column := make([]doc.MatrixRow, len(origins)), map[string]int{}, map[string]int{}
	found := make([]map[int][]ticks.Range, len(origins)*len(servers)) // of each cell, by stand
	for i, server := range servers {
		column[server] = i
	}
	for i, origin := range origins {
		at[origin] = i
	}
	wanted := func(origin string) bool { _, ok := at[origin]; return ok }
	standings(p, v, wanted, func(s standing) {
		i, ok := column[s.server]
		if !ok {
			return
		}
		cell := at[s.origin]*len(servers) + i
		if found[cell] == nil {
			found[cell] = map[int][]ticks.Range{}
		}
		found[cell][s.stand] = slices.AppendSeq(found[cell][s.stand], s.ticks.All())
	})
	for i, origin := range origins {
		rows[i] = doc.MatrixRow{Origin: origin, Cells: make([]doc.MatrixCell, len(servers))}
		for j := range servers {
			rows[i].Cells[j] = matrixCell(found[i*len(servers)+j])
		}
	}
	return rows
}

func matrixCell(found map[int][]ticks.Range) doc.MatrixCell {
	var cell doc.MatrixCell
	for i := range doc.Stands {
		if len(found[i]) > 0 {
			cell = append(cell, doc.StandTicks{Stand: &doc.Stands[i], Ticks: ticks.Of(found[i]...)})
		}
	}
	return cell
}
