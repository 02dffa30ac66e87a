package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tickdiff/analyze"
	"tickdiff/analyze/moatcmd"
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

// notToldVerdict is what stands in place of a verdict where none can be given.
const notToldVerdict = "not told"

// missingRows is a row for all that is missing, with its verdict.
func missingRows(p *analyze.Plan, q quoting) [][]string {
	var rows [][]string
	for _, d := range p.Decisions {
		verdict, reason := "", string(d.Reason)
		switch d.Fate() {
		case analyze.Marked:
			verdict = "mark " + string(d.Kind)
		case analyze.Left:
			verdict = "leave"
		case analyze.Refused:
			verdict = "refused"
		case analyze.Untold:
			verdict, reason = notToldVerdict, "-"
		}
		rows = append(rows, []string{q.name(d.Server), q.name(d.Origin), q.set(d.Ticks), strconv.FormatUint(d.Ticks.Count(), 10), verdict, reason})
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
	if p.State == analyze.ProofLogged {
		return fmt.Sprintf("%s: %s", q.fileLine(p.File, p.Line), what)
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

// agreement stands in place of the merged view where that has no rows. It claims
// no more than was compared.
func agreement(r *Report) string {
	if len(r.View.With(analyze.Seen)) < 2 {
		return "No two servers were asked, so there is nothing to compare."
	}
	return "The servers that were asked agree on every tick that they tell of."
}

var inputHeader = []string{"file", "dumps", "bytes", "SHA-256"}

// inputRows is a row an input.
func inputRows(all []Input, name, hash func(string) string) [][]string {
	var rows [][]string
	for _, in := range all {
		rows = append(rows, []string{name(in.File), strconv.Itoa(in.Dumps), strconv.FormatInt(in.Size, 10), hash(in.SHA256)})
	}
	return rows
}

var mustNotHeader = []string{"server", "misses of", "ticks", "reason", "who", "look"}

// mustNotRows is a row for all that must not be marked: who has it, or who must
// be asked first.
func mustNotRows(p *analyze.Plan, q quoting, command func([]string) string) [][]string {
	var rows [][]string
	for _, l := range p.Of(analyze.Left) {
		look := ""
		if argv := p.Look(&l); argv != nil {
			look = command(argv)
		}
		rows = append(rows, []string{q.name(l.Server), q.name(l.Origin), q.set(l.Ticks), string(l.Reason), leftWho(l, q), look})
	}
	unasked := p.Unasked()
	for _, r := range p.Of(analyze.Refused) {
		needs := ""
		if names, more := r.Needed(unasked); len(names) > 0 {
			needs = "needs " + someNames(names, more, q.name)
		}
		rows = append(rows, []string{q.name(r.Server), q.name(r.Origin), q.set(r.Ticks), string(r.Reason), needs, ""})
	}
	return rows
}

// leftWho says who has what is left to the servers, and who denies it.
func leftWho(l analyze.Decision, q quoting) string {
	who := "on " + q.names(l.Holders)
	if len(l.DeletedOn) > 0 {
		who += "; deleted, or may be, on " + q.names(l.DeletedOn)
	}
	return who
}

// whys explains each reason that a plan gives.
func whys(p *analyze.Plan) []string {
	var out []string
	for _, f := range analyze.Fates {
		for _, r := range reasonsOf(p.Of(f)) {
			out = append(out, fmt.Sprintf("%s: %s", r, why(r)))
		}
	}
	if len(p.Of(analyze.Untold)) > 0 {
		out = append(out, notToldVerdict+": an older dump shows it missing, and no newer one of that server tells what became of it")
	}
	if cures := plainSaveCures(p); cures != "" {
		out = append(out, string(analyze.NotSaid)+": "+cures)
	}
	return out
}

// unlistedWords says what is not spelled out, and why.
func unlistedWords(c *analyze.Command, q quoting) string {
	return fmt.Sprintf("%s: %s of %s, %s: %s", q.name(c.Server()), tickWord(c.Ticks().Count()), q.name(c.Origin()), q.set(c.Ticks()), unlistedWhy(*c))
}

// requestLines are the commands for the dumps still needed; byHand names the
// servers that no command can be trusted with.
func requestLines(all []analyze.Request) (lines, byHand []string) {
	for _, r := range all {
		if len(r.Argv) == 0 {
			byHand = append(byHand, r.Server)
		} else {
			lines = append(lines, moatcmd.PastedLine(r.Argv))
		}
	}
	return lines, byHand
}

// unusedWords says why an acceptance does not hold, or no longer.
func unusedWords(u *analyze.Unused, q quoting) string {
	why := "nothing of that kind was found"
	if !u.Grown.Empty() {
		why = "what was found has grown by " + q.set(u.Grown)
	}
	return fmt.Sprintf("%s (%s): %s", escapeInvisible(u.String()), escapeInvisible(u.Reason), why)
}

const (
	entriesTitle = "entries behind what is left, diverged or in one place only"
	entriesNote  = `"tickdiff entries" tells more; values only with --values.`
)

// entryTable is a row an entry: which of the ticks in question are its changes,
// which files have it, and its value, if any is known: then somebody asked.
func entryTable(all []analyze.Entry, q quoting, value func(json string) string) (header []string, rows [][]string) {
	header = []string{"path", "ticks", "stands in"}
	valued := slices.ContainsFunc(all, func(e analyze.Entry) bool { return e.Value != "" })
	if valued {
		header = append(header, "value")
	}
	for _, e := range all {
		files := make([]string, len(e.Copies))
		for i, c := range e.Copies {
			files[i] = c.File
		}
		row := []string{q.name(e.Path), heldTicks(e.Ticks, q), joined(files, q.name)}
		switch {
		case e.Value != "":
			row = append(row, value(e.Value))
		case valued:
			row = append(row, "-")
		}
		rows = append(rows, row)
	}
	return header, rows
}

func heldTicks(all []analyze.OriginTicks, q quoting) string {
	parts := make([]string, len(all))
	for i, held := range all {
		parts[i] = q.name(held.Origin) + ":" + q.set(held.Ticks)
	}
	return strings.Join(parts, ", ")
}
