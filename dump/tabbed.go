package dump

import (
	"bytes"
	"tickdiff/dump/internal/lift"
)

// tabWidths are the widths editors turn spaces into tabs with.
var tabWidths = []int{2, 4, 8}

// readTabbed reads a block with tabs in its indents. How wide they are is not
// known; but a dump nests so that a wrong width seldom gives one. The widths
// with the fewest errors count, and only if they all give the same dump.
func readTabbed(b *lift.Block, source Source) (best treeReader, where lift.Places, ok bool) {
	fewest := -1
	for _, width := range tabWidths {
		spaced := b.WithoutTabs(width)
		t := treeReader{source: source}
		t.readBlock(spaced)
		switch errors := countErrors(t.problems); {
		case fewest < 0 || errors < fewest:
			fewest, best, where, ok = errors, t, spaced.Where, true
		case errors == fewest:
			ok = ok && sameDumps(best.dumps, t.dumps)
		}
	}
	return best, where, ok
}

func countErrors(problems []Problem) (n int) {
	for _, p := range problems {
		if p.Level == Error {
			n++
		}
	}
	return n
}

func sameDumps(a, b []*Dump) bool {
	var textA, textB bytes.Buffer
	for _, d := range a {
		if Encode(&textA, d) != nil {
			return false
		}
	}
	for _, d := range b {
		if Encode(&textB, d) != nil {
			return false
		}
	}
	return bytes.Equal(textA.Bytes(), textB.Bytes())
}
