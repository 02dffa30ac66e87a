package report

import (
	"fmt"
	"strconv"

	"tickdiff/analyze"
	"tickdiff/ticks"
)

// quoting is how a format writes what goes into the cells of tables.
type quoting struct {
	name func(string) string    // foreign text
	set  func(ticks.Set) string // ticks of a set, or some of them
}

// fileLine is where a dump begins; in a save file there are no lines.
func (q quoting) fileLine(file string, line int) string {
	if line == 0 {
		return q.name(file)
	}
	return fmt.Sprintf("%s:%d", q.name(file), line)
}

func (q quoting) names(all []string) string { return joined(all, q.name) }

var coverageHeader = []string{"server", "status", "tock", "dump", "tells"}

// coverageRows is a row a server: what is known of it, and from where.
func coverageRows(servers []analyze.Coverage, q quoting) [][]string {
	var rows [][]string
	for _, c := range servers {
		row := []string{q.name(c.Name), c.Status.String(), "-", "-", "-"}
		if c.HasTock {
			row[2] = strconv.FormatUint(c.Tock, 10)
		}
		if len(c.Sources) > 0 {
			row[3] = q.fileLine(c.Sources[0].File, c.Sources[0].Line)
			row[4] = tells(c)
		}
		rows = append(rows, row)
	}
	return rows
}

var missingHeader = []string{"server", "misses of", "ticks", "count", "verdict", "reason"}

// missingRows is a row for all that is missing, with its verdict.
func missingRows(p *analyze.Plan, q quoting) [][]string {
	var rows [][]string
	row := func(server, origin string, set ticks.Set, verdict string, r analyze.Reason) {
		rows = append(rows, []string{q.name(server), q.name(origin), q.set(set), strconv.FormatUint(set.Count(), 10), verdict, string(r)})
	}
	for _, s := range p.Steps {
		row(s.Server, s.Origin, s.Ticks, "mark "+string(s.Kind), s.Reason)
	}
	for _, l := range p.Left {
		row(l.Server, l.Origin, l.Ticks, "leave", l.Reason)
	}
	for _, r := range p.Refused {
		row(r.Server, r.Origin, r.Ticks, "refused", r.Reason)
	}
	return rows
}

// proofWords says what a dump shows, and where. A proof about a dump as a whole
// has no ticks.
func proofWords(p *analyze.Proof, q quoting) string {
	what := p.State
	if !p.Ticks.Empty() {
		what += " " + q.set(p.Ticks)
	}
	return fmt.Sprintf("%s: %s on %s", q.fileLine(p.File, p.Line), what, q.name(p.Server))
}

// mergedRows is a row a stretch of ticks on which the seen servers do not agree,
// or all of them if the report is to show all, at most so many; left counts the
// others.
func mergedRows(r *Report, q quoting, most int) (header []string, rows [][]string, left int) {
	header = []string{"origin", "ticks"}
	for _, s := range r.View.With(analyze.Seen) {
		header = append(header, q.name(s.Name))
	}
	for o := range r.View.Merged(r.AllSegments) {
		for _, seg := range o.Segments {
			if len(rows) == most {
				left++
				continue
			}
			row := []string{q.name(o.Origin), seg.Range.String()}
			for _, s := range seg.States {
				row = append(row, s.State)
			}
			rows = append(rows, row)
		}
	}
	return header, rows, left
}
