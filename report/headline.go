package report

import (
	"fmt"
	"strings"

	"github.com/fatih/color"

	"tickdiff/analyze"
)

// verdictColors has every verdict.
var verdictColors = map[analyze.Verdict][]color.Attribute{
	analyze.Clean:     {color.FgGreen, color.Bold},
	analyze.Unsound:   {color.FgRed, color.Bold},
	analyze.Ready:     {color.FgYellow, color.Bold},
	analyze.Partial:   {color.FgYellow, color.Bold},
	analyze.Undecided: {color.FgRed, color.Bold},
}

// headline writes the answer first, and below it the holders to be careful with.
func (t *textWriter) headline(p *analyze.Plan) {
	t.lead(headline(p), verdictColors[p.Verdict])
	if careful := carefulWords(p, t.quoting(), carefulShown); careful != "" {
		t.lead(careful, verdictColors[analyze.Undecided])
	}
}

// lead writes a sentence whose first word, up to the colon, stands out.
func (t *textWriter) lead(sentence string, colors []color.Attribute) {
	word, rest, _ := strings.Cut(sentence, ":")
	t.ledLine(word, colors, ":%s", rest)
}

// headline sums a plan, and the report it belongs to, up in one sentence. It begins
// with the verdict, the same word as in JSON.
func headline(p *analyze.Plan) string {
	return strings.ToUpper(string(p.Verdict)) + ": " + headlineRest(p)
}

func headlineRest(p *analyze.Plan) string {
	refused := p.CountOf(analyze.Refused)
	switch {
	case p.Verdict == analyze.Clean:
		return "nothing is missing, and every server was asked or is gone."
	case p.Verdict == analyze.Unsound:
		return "nothing is missing, and yet something is wrong."
	case p.NothingMissing():
		return "nothing is missing in what was asked, but not all servers were asked, or asked for all. This is no all-clear."
	case p.Verdict == analyze.Undecided && refused == 0:
		return fmt.Sprintf("nothing is missing in what was told, but of %s that were missing nothing is told. This is no all-clear.", tickWord(p.CountOf(analyze.Untold)))
	case p.Verdict == analyze.Undecided:
		return fmt.Sprintf("%s missing, and nothing can be decided yet. Mark nothing.", tickWord(refused))
	}
	return fmt.Sprintf("%s (ticks, counted once for each server that misses them).", tickTotals(p))
}

// untoldWords is a sentence on what is not told.
func untoldWords(u *analyze.Decision, q quoting) string {
	held := ""
	if len(u.Holders) > 0 {
		held = fmt.Sprintf(" (present on %s)", q.names(u.Holders))
	}
	return fmt.Sprintf("%s: %s of %s%s not told. Its dump at %s shows what was missing, and no newer dump of it tells what became of that. Dump it again, with -a.",
		q.name(u.Server), q.set(u.Ticks), q.name(u.Origin), held, q.fileLine(u.Evidence[0].File, u.Evidence[0].Line))
}

// carefulShown is how many lone holders are named, and of how many origins each.
const carefulShown = 4

// carefulWords warns of servers that alone have what others lack; "" if there are
// none. It names at most so many.
func carefulWords(p *analyze.Plan, q quoting, most int) string {
	alone := p.Alone()
	most = min(most, carefulShown)
	if len(alone) == 0 {
		return ""
	}
	var parts []string
	marked := false
	for _, a := range alone {
		var held []string
		for _, t := range first(a.Ticks, most) {
			held = append(held, q.set(t.Ticks)+" of "+q.name(t.Origin))
		}
		parts = append(parts, q.name(a.Server)+" is known to have "+AndMore(strings.Join(held, ", "), len(a.Ticks)-len(held)))
		marked = marked || p.Marks(a.Server)
	}
	careful := fmt.Sprintf("CAREFUL: of the servers asked, %d alone are known to have what others lack or may lack: do not restart, wipe or mark them yet.", len(alone))
	switch {
	case most == 0:
	case len(alone) == 1:
		careful = fmt.Sprintf("CAREFUL: of the servers asked, only %s, which others lack or may lack: do not restart, wipe or mark it yet.", parts[0])
	default:
		careful = strings.TrimSuffix(careful, ".") + " (" + AndMore(strings.Join(first(parts, most), ", "), len(parts)-most) + ")."
	}
	if marked {
		careful += " The marks of the plan do not touch what is held there."
	}
	return careful
}
