package report

import (
	"fmt"
	"strings"

	"tickdiff/analyze"
)

// planDoubts are sentences on what makes the dumps doubtful as a whole: a server whose
// history went back, and tocks that lie far apart.
func planDoubts(p *analyze.Plan, q quoting) []string {
	var out []string
	for _, c := range p.Servers {
		if !c.WentBack {
			continue
		}
		var files []string
		for _, s := range c.Sources {
			files = append(files, q.fileLine(s.File, s.Line))
		}
		out = append(out, fmt.Sprintf("The history of %s went back: it lost data between two of its dumps, or they are of two servers. "+
			"What any of them shows present is not marked on others. Leave out the files from before that. Its dumps: %s.", Visible(c.Name), strings.Join(files, ", ")))
	}
	if low, high, apart := p.TocksApart(); apart && len(p.Steps) > 0 {
		out = append(out, fmt.Sprintf("The tocks lie far apart (%s %d, %s %d), and nothing shows that the dumps are of one time: what an older one says may be out of date. "+
			"Dump all servers together, or say --together.", Visible(low.Name), low.Tock, Visible(high.Name), high.Tock))
	}
	return out
}
