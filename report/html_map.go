package report

import (
	"fmt"

	"tickdiff/analyze"
)

// pageState is how the page shows a state.
type pageState struct {
	Word, Letter, Class, Hatch string
}

// pageOverview is the gravest state of each server for each origin.
type pageOverview struct {
	Servers []string
	Rows    []pageOverviewRow
}

type pageOverviewRow struct {
	Origin string
	Map    int // which map shows more
	States []pageState
}

type pageMap struct {
	Number      int
	Origin      string
	Columns     string
	Open, Quiet bool
	Rows        []svgRow
}

const (
	mapColumns   = 96
	leastColumns = 16
	mapBudget    = 48_000 // columns of all rows together
	mapRows      = 2_000  // rows of all maps together, but one map is always drawn
	openMaps     = 5
)

// fillMaps draws the maps. The more rows there are, the fewer columns each has, and
// beyond so many rows the other origins are counted.
func (p *page) fillMaps(v *analyze.View) {
	seen := 1 + len(v.With(analyze.Seen))
	rows := min(mapRows, 1+len(v.Servers)*seen)
	maps, more, _ := v.TickMaps(min(mapColumns, max(leastColumns, mapBudget/rows)), max(1, mapRows/seen), true)
	p.MoreMaps = more
	for _, look := range stateLooks {
		p.States = append(p.States, pageStateOf(look))
	}
	p.Overview = overview(v, maps)
	for i := range maps {
		p.Maps = append(p.Maps, pageMapOf(&maps[i], i))
	}
}

func pageStateOf(look stateLook) pageState {
	return pageState{look.word, string(look.letter), look.class, look.hatch}
}

func overview(v *analyze.View, maps []analyze.TickMap) *pageOverview {
	o := &pageOverview{}
	for _, s := range v.With(analyze.Seen) {
		o.Servers = append(o.Servers, Visible(s.Name))
	}
	for i, m := range maps {
		row := pageOverviewRow{Origin: Visible(m.Origin), Map: i}
		for _, r := range m.Rows {
			row.States = append(row.States, pageStateOf(lookOf(r.Worst)))
		}
		o.Rows = append(o.Rows, row)
	}
	return o
}

func pageMapOf(m *analyze.TickMap, i int) pageMap {
	out := pageMap{Number: i, Origin: Visible(m.Origin), Quiet: m.Quiet, Open: i < openMaps && !m.Quiet, Columns: fmt.Sprintf("ticks %v", m.Span)}
	if m.PerColumn > 1 {
		out.Columns += fmt.Sprintf(", %d a column", m.PerColumn)
	}
	for _, row := range m.Rows {
		out.Rows = append(out.Rows, svgRowOf(m, &row))
	}
	return out
}
