package text

import (
	"fmt"
	"strconv"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

// maps draws a tick map of each origin: servers as rows, ticks as columns.
func (t *writer) maps(v *cluster.View) {
	names := t.nameColumn(v)
	most := t.limit(max(leastMaps, mapLines/(2+len(v.With(cluster.Seen)))))
	shown, more, quiet := v.TickMaps(max(minColumns, t.Width-t.in-names-4), most, t.scope())
	if len(shown)+quiet == 0 {
		t.say("No dump tells of any tick.")
		return
	}
	for i := range shown {
		t.tickMap(&shown[i], names)
	}
	t.leftOut(0, more, "origins")
	if quiet > 0 {
		t.say("%s on which all agree, and of which nothing is missing, %s not shown%s", prose.Counted(uint64(quiet), "origin"), prose.Does(uint64(quiet), "is", "are"), t.limits.More)
	}
	t.legend(shown)
}

// Maps may fill about so many lines unless all are asked for, but some are always
// drawn. No map fills more.
const (
	mapLines  = 100
	leastMaps = 3
)

// minColumns is how many columns a map may have at least, however long names are.
const minColumns = 10

// nameColumn is how wide the names of the seen servers may be.
func (t *writer) nameColumn(v *cluster.View) int {
	widest := 0
	for _, s := range v.With(cluster.Seen) {
		widest = max(widest, columnsOf(prose.Visible(s.Name)))
	}
	return min(widest, max(8, t.Width/4))
}

func (t *writer) tickMap(m *cluster.TickMap, names int) {
	each := ""
	if m.PerColumn > 1 {
		each = fmt.Sprintf(", %d a column", m.PerColumn)
	}
	t.say("%s: ticks %v%s", prose.NameOf(m.Origin), m.Span, each)
	if len(m.Rows[0].Cells) > minColumns {
		t.print("%*s  %s\n", t.in+2+names, "", ruler(m))
	}
	left := m.Gravest(t.limit(mapLines))
	for _, row := range m.Rows {
		name := narrow.Truncate(prose.Visible(row.Server), names, "…")
		t.print("%*s%s  %s\n", t.in+2, "", narrow.FillRight(name, names), t.signs(row.Cells))
	}
	t.leftOut(t.in+2, left, "servers, none of them graver here")
}

// scope says which origins get a map.
func (t *writer) scope() cluster.Scope {
	if t.All {
		return cluster.Whole
	}
	return cluster.Disputed
}

// signs writes one letter a column; neighbours of one colour share its codes.
func (t *writer) signs(all []cluster.Cell) string {
	var b strings.Builder
	for i := 0; i < len(all); {
		look, run := doc.LookOf(all[i].State), ""
		for ; i < len(all) && all[i].State == look.Word; i++ {
			run += look.Sign(all[i])
		}
		b.WriteString(t.paint(run, stateColors[look.Word]...))
	}
	return b.String()
}

// ruler writes the first tick of every tenth column, or of fewer if the numbers
// need more room.
func ruler(m *cluster.TickMap) string {
	columns := len(m.Rows[0].Cells)
	longest := len(strconv.FormatUint(uint64(m.Span.End), 10))
	step := (longest/10 + 1) * 10
	var b strings.Builder
	for i := 0; i < columns; i += step {
		if i > 0 && i+longest > columns {
			break
		}
		fmt.Fprintf(&b, "%-*d", step, m.Column(i).Begin)
	}
	return strings.TrimRight(b.String(), " ")
}

// legend explains the letters of some maps.
func (t *writer) legend(maps []cluster.TickMap) {
	used, partly := usedStates(maps)
	var words []string
	for _, look := range used {
		words = append(words, look.Letter+" "+look.Word)
	}
	if len(words) == 0 {
		return
	}
	small := ""
	if partly {
		small = " A small letter: not all of the column; the rest is less grave."
	}
	t.say("%s.%s", strings.Join(words, ", "), small)
}

// usedStates are the states that stand in some maps, the gravest first, and
// whether any fills only part of a column.
func usedStates(maps []cluster.TickMap) (used []doc.StateLook, partly bool) {
	stands := map[string]bool{}
	for _, m := range maps {
		for _, row := range m.Rows {
			for _, c := range row.Cells {
				stands[c.State] = true
				partly = partly || !c.Whole
			}
		}
	}
	for _, look := range doc.States {
		if stands[look.Word] {
			used = append(used, look)
		}
	}
	return used, partly
}
