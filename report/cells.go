package report

import (
	"fmt"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
	"tickdiff/ticks"
)

// evidenceShown is how much is shown of the evidence of one finding.
const evidenceShown = 6

// cells makes a row: of names and sentences as they are, of sets, and of words of
// our own and numbers.
func cells(all ...any) doc.Row {
	row := make(doc.Row, len(all))
	for i, cell := range all {
		switch cell := cell.(type) {
		case prose.Text:
			row[i] = cell
		case ticks.Set:
			row[i] = prose.TicksOf(cell)
		default:
			row[i] = prose.WordsOf(fmt.Sprint(cell))
		}
	}
	return row
}

// fileLine is where a dump begins; in a save file there are no lines.
func fileLine(file string, line int) prose.Text {
	if line == 0 {
		return prose.FileOf(file)
	}
	return prose.Say("%s:%d", prose.FileOf(file), line)
}

// proofItem says what a dump shows, and where. A proof about a dump as a whole has no
// ticks.
func proofItem(p *cluster.Proof) doc.Item {
	item := doc.LineItem("%s: %s", fileLine(p.File, p.Line), p.State).In(4)
	if !p.Ticks.Empty() {
		item.Text = prose.Say("%s %s", item.Text, p.Ticks)
	}
	if p.State.Word != cluster.ProofLogged {
		item.Text = prose.Say("%s on %s", item.Text, prose.NameOf(p.Server))
	}
	return item
}

func tickWord(n uint64) string { return prose.Counted(n, "tick") }
