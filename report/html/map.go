package html

import (
	"fmt"
	"sync"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

// mapState is how the page shows a state.
type mapState struct {
	doc.StateLook
	Class string // where its colours are
	Hatch string // lines on a tile of 8 by 8, as an SVG path
}

// hatches are the lines of states; what has none is one colour.
var hatches = map[string]string{
	"missing":         "M0 0L8 8M0 8L8 0",
	"unknown":         "M3 4h2",
	"unheard":         "M0 2h8M0 6h8",
	"deleted+present": "M4 0v8M0 4h8",
	"deleted":         "M2 0v8M6 0v8",
	"superseded":      "M0 8L8 0M-2 2L2 -2M6 10L10 6",
}

func stateOf(look doc.StateLook) mapState {
	class := look.Word
	if class == "deleted+present" {
		class = "pending"
	}
	return mapState{look, class, hatches[look.Word]}
}

var mapStates = sync.OnceValue(func() []mapState {
	out := make([]mapState, len(doc.States))
	for i, look := range doc.States {
		out[i] = stateOf(look)
	}
	return out
})

// shownMaps are the maps of all origins, and an overview of them.
type shownMaps struct {
	Overview *mapOverview
	Maps     []originMap
	More     int // origins that are not drawn
	States   []mapState
}

// mapOverview is the gravest state of each server for each origin.
type mapOverview struct {
	Servers []string
	Rows    []overviewRow
}

type overviewRow struct {
	Origin string
	Map    int // which map shows more
	States []mapState
}

type originMap struct {
	Number      int
	Origin      string
	Columns     string
	Open, Quiet bool
	Rows        []svgRow
	Left        int // servers that are not drawn
}

const (
	mapColumns   = 96
	leastColumns = 16
	mapBudget    = 48_000 // columns of all rows together
	mapRows      = 2_000  // rows of all maps together
	openMaps     = 5
)

// mapsOf draws the maps. The more rows there are, the fewer columns each has, and
// beyond so many rows the other origins are counted.
func mapsOf(m doc.Map) shownMaps {
	v := m.View
	seen := 1 + len(v.With(cluster.Seen))
	rows := min(mapRows, 1+len(v.Servers)*seen)
	maps, more, _ := v.TickMaps(min(mapColumns, max(leastColumns, mapBudget/rows)), max(1, mapRows/seen), cluster.Whole)
	out := shownMaps{More: more, States: mapStates()}
	for i := range maps {
		left := maps[i].Gravest(mapRows)
		out.Maps = append(out.Maps, originMapOf(&maps[i], i, left))
	}
	out.Overview = overview(maps)
	return out
}

// overview has the servers of the first map: where they are not all, it is the only one.
func overview(maps []cluster.TickMap) *mapOverview {
	o := &mapOverview{}
	for i, m := range maps {
		if i == 0 {
			for _, r := range m.Rows {
				o.Servers = append(o.Servers, prose.Visible(r.Server))
			}
		}
		row := overviewRow{Origin: prose.Visible(m.Origin), Map: i}
		for _, r := range m.Rows {
			row.States = append(row.States, stateOf(doc.LookOf(r.Worst)))
		}
		o.Rows = append(o.Rows, row)
	}
	return o
}

func originMapOf(m *cluster.TickMap, i, left int) originMap {
	out := originMap{Number: i, Left: left, Origin: prose.Visible(m.Origin), Quiet: m.Quiet, Open: i < openMaps && !m.Quiet, Columns: fmt.Sprintf("ticks %v", m.Span)}
	if m.PerColumn > 1 {
		out.Columns += fmt.Sprintf(", %d a column", m.PerColumn)
	}
	for _, row := range m.Rows {
		out.Rows = append(out.Rows, svgRowOf(m, &row))
	}
	return out
}
