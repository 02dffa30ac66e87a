package cluster

import (
	"cmp"
	"slices"
	"strings"

	"tickdiff/ticks"
)

// TickMap is one origin at a glance: a row a seen server, a column an equal
// stretch of ticks.
type TickMap struct {
	Origin string
	// Span is [1, end) with every tick that any seen server tells of.
	Span ticks.Range
	// PerColumn is how many ticks a column holds; the last one may hold fewer.
	PerColumn uint64
	Rows      []MapRow // of the seen servers, in their order
	// Quiet says that nothing is missing or unknown here, and that all servers
	// agree on every tick.
	Quiet bool
}

// MapRow is one server's ticks of the origin.
type MapRow struct {
	Server string
	Cells  []Cell
	Worst  string // the gravest state of the row
}

// Cell is one server's word on one column.
type Cell struct {
	State string // the gravest in the column, one of [StateWords]
	Whole bool   // all ticks of the column have it
}

// Column is the ticks of column i.
func (m *TickMap) Column(i int) ticks.Range {
	begin := m.Span.Begin + ticks.Tick(uint64(i)*m.PerColumn)
	return ticks.Range{Begin: begin, End: begin + ticks.Tick(min(m.PerColumn, uint64(m.Span.End-begin)))}
}

// Gravest keeps at most so many rows, those with the gravest states, and counts the
// others.
func (m *TickMap) Gravest(most int) (left int) {
	if left = len(m.Rows) - most; left <= 0 {
		return 0
	}
	rank := func(r MapRow) int { return slices.Index(StateWords, r.Worst) }
	slices.SortStableFunc(m.Rows, func(a, b MapRow) int { return cmp.Compare(rank(a), rank(b)) })
	m.Rows = m.Rows[:most]
	return left
}

// TickMaps draws a map, of at most so many columns, of each origin that has any
// tick: the gravest first, then those with more missing ticks, then by name, and
// quiet ones last. It draws at most so many maps, and counts how many more there are.
// Without [Whole], quiet ones are left out and counted apart.
//
// The cost is that of [Origin.Segments], and of the cells drawn.
func (v *View) TickMaps(columns, most int, scope Scope) (maps []TickMap, more, quiet int) {
	var drawn []weight
	seen := v.seen()
	for o := range v.Origins(v.Names()) {
		switch w := weigh(o, seen); {
		case w.span.Empty():
		case w.quiet && scope == Disputed:
			quiet++
		default:
			drawn = append(drawn, w)
		}
	}
	slices.SortFunc(drawn, func(a, b weight) int {
		return cmp.Or(FalseFirst(a.quiet, b.quiet), cmp.Compare(a.worst, b.worst), cmp.Compare(b.missing, a.missing), strings.Compare(a.origin, b.origin))
	})
	for _, w := range drawn[:min(len(drawn), most)] {
		maps = append(maps, v.tickMap(w, seen, columns))
	}
	return maps, len(drawn) - len(maps), quiet
}

// weight is what decides on the place of an origin among the maps.
type weight struct {
	origin  string
	span    ticks.Range
	quiet   bool
	worst   stateRank
	missing uint64
}

// weigh looks at an origin as the servers of those indexes see it.
func weigh(o *Origin, seen []int) weight {
	w := weight{origin: o.Name, span: o.span(), quiet: true, worst: stateRank(len(StateWords))}
	if w.span.Empty() {
		return w
	}
	for seg := range o.segmentsOver(w.span) {
		first := rankOf[seg.States[seen[0]]]
		for _, server := range seen {
			g := rankOf[seg.States[server]]
			w.worst = min(w.worst, g)
			if g <= rankUnknown || g != first {
				w.quiet = false
			}
		}
	}
	for i := range o.Replicas {
		w.missing = ticks.AddCounts(w.missing, o.Replicas[i].Missing.Count())
	}
	return w
}

// FalseFirst puts false first.
func FalseFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// seen are the indexes of the seen servers.
func (v *View) seen() []int {
	var out []int
	for i, s := range v.Dumped {
		if s.Status == Seen {
			out = append(out, i)
		}
	}
	return out
}

// tickMap draws one origin as the servers of those indexes see it.
func (v *View) tickMap(w weight, seen []int, columns int) TickMap {
	o, m := v.Origin(w.origin), TickMap{Origin: w.origin, Span: w.span, Quiet: w.quiet}
	m.PerColumn = (m.Span.Len()-1)/uint64(columns) + 1
	width := int((m.Span.Len()-1)/m.PerColumn) + 1
	grid := make([][]binned, len(seen))
	for i := range grid {
		grid[i] = make([]binned, width)
	}
	for seg := range o.segmentsOver(m.Span) {
		first, last := uint64(seg.Begin-m.Span.Begin)/m.PerColumn, uint64(seg.End-1-m.Span.Begin)/m.PerColumn
		for row, server := range seen {
			g := rankOf[seg.States[server]]
			for i := first; i <= last; i++ {
				grid[row][i].add(g)
			}
		}
	}
	for row, server := range seen {
		m.Rows = append(m.Rows, mapRow(v.Dumped[server].Name, grid[row]))
	}
	return m
}

// binned collects what stands in one cell.
type binned struct {
	worst stateRank
	mixed bool
}

func (b *binned) add(g stateRank) {
	if b.worst == 0 {
		b.worst = g
		return
	}
	b.mixed = b.mixed || g != b.worst
	b.worst = min(b.worst, g)
}

func mapRow(server string, cells []binned) MapRow {
	row := MapRow{Server: server, Cells: make([]Cell, len(cells))}
	worst := cells[0].worst
	for i, c := range cells {
		row.Cells[i] = Cell{c.worst.word(), !c.mixed}
		worst = min(worst, c.worst)
	}
	row.Worst = worst.word()
	return row
}
