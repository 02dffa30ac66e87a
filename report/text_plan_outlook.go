package report

import (
	"fmt"
	"maps"
	"slices"

	"tickdiff/analyze"
	"tickdiff/ticks"
)

func (t *textWriter) returns(p *analyze.Plan) {
	if len(p.Returns) == 0 {
		return
	}
	t.heading(returnsTitle)
	t.returnLines(p)
}

const returnsTitle = "if a server that is gone comes back"

func (t *textWriter) returnLines(p *analyze.Plan) {
	kinds := map[analyze.MarkKind]bool{}
	for _, s := range p.Of(analyze.Marked) {
		kinds[s.Kind] = true
	}
	for _, r := range p.Returns {
		if len(kinds) == 0 && len(r.LastHeld) == 0 {
			t.line("%s: nothing is marked, so it would be asked for all that is missing.", Visible(r.Server))
			continue
		}
		t.lastHeld(r)
	}
	if kinds[analyze.MarkSuperseded] {
		t.line("Marked superseded: a value that a returning server still has lives on it alone. As soon as another server asks for that tick, such as one that was started from an older save, the value lives on all.")
	}
	if kinds[analyze.MarkDeleted] {
		t.line("Marked deleted: the same while no server misses it. A server that still asks for it is told that it is deleted. That answer mostly destroys the entry on every server, also on the one that returned.")
	}
	if len(kinds) == 0 {
		return
	}
	t.deletedByOthers(p.Returns)
	t.line("Before a returning server is started empty, look there at what it alone has: an empty server copies everything from the others. Write such an entry again elsewhere only if no other server has a newer change of it, or has it deleted.")
}

// deletedByOthers says what must not live again, and how it ends if it does.
func (t *textWriter) deletedByOthers(all []analyze.Return) {
	marked := map[string]ticks.Set{}
	for _, r := range all {
		for _, m := range r.Meets {
			if m.Reason == analyze.DeletedElsewhere || m.Reason == analyze.DeletedBefore {
				marked[m.Origin] = marked[m.Origin].Union(m.Ticks)
			}
		}
	}
	origins := slices.Sorted(maps.Keys(marked))
	for _, o := range first(origins, t.rows()) {
		t.line("%s of %s: the others had deleted this. If the old value lives again, delete that entry once more on the server that returned, or start that server empty. If the entry was written again since, keep it.", t.set(marked[o]), Visible(o))
	}
	t.leftOut(len(origins)-t.rows(), "origins")
}

// lastHeld says what a gone server had of what is marked.
func (t *textWriter) lastHeld(r analyze.Return) {
	if !r.Dumped {
		t.line("%s: no dump tells what it held; it may have any of what is marked.", Visible(r.Server))
		return
	}
	if len(r.Meets) == 0 {
		t.line("%s: its last dump shows nothing present of what is marked.", Visible(r.Server))
	} else {
		t.line("%s: last seen to hold, of what is marked:", Visible(r.Server))
	}
	var rows [][]string
	for _, m := range r.Meets {
		rows = append(rows, []string{Visible(m.Origin), t.set(m.Ticks), string(m.Kind), string(m.Reason), t.set(m.LastHeld)})
	}
	t.table([]string{"ORIGIN", "MARKED", "AS", "REASON", "LAST HELD"}, rows)
	for _, h := range first(r.LastHeld, t.rows()) {
		t.line("  in all %s of %s (tock %d, %s)", t.set(h.Ticks), Visible(h.Origin), h.Tock, t.quoting().fileLine(h.File, h.Line))
	}
	t.leftOut(len(r.LastHeld)-t.rows(), "origins")
}

// against says what the plan could do and does not.
func (t *textWriter) against(p *analyze.Plan) {
	all := p.Rejected()
	if len(all) == 0 {
		return
	}
	t.heading(againstTitle)
	for _, a := range all {
		t.line("%s", againstWords(a))
	}
}

const againstTitle = "decided against"

func againstWords(a analyze.Alternative) string {
	return fmt.Sprintf("- %s (%s).", a.Why, tickWord(a.Count))
}
