package report

import (
	"fmt"
	"slices"
	"strings"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

// ReportDocument tells everything about the dumps: the verdict and the findings
// first, then what they rest on. Pages have the plan too, and that before the findings.
func ReportDocument(r *Report) *doc.Document {
	p := r.Plan
	d := planHead("report", p, PlanID(p), doc.Fact{Name: "findings", Text: prose.Say("%s", findingTotals(r.Result.Findings))})
	d.Sections = slices.Concat(
		[]doc.Section{doubts(p), foremost(r.Result.Findings), matrix(p, r.View)},
		only(doc.Post|doc.Page, decided(p, r.Again)),
		[]doc.Section{findings(r.Result.Findings)},
		only(doc.Screen, []doc.Section{entriesSection(&p.Entries), starts(p)}),
		[]doc.Section{tickMap(r), merged(r)},
		only(doc.Post|doc.Page, behindPlan(p)),
		[]doc.Section{coverage(p.Servers), skipped(r.Result.Skipped), unused(r.Result.Unused)},
		inputs(r.Inputs), reportNext(r))
	return d
}

func tickMap(r *Report) doc.Section {
	m := doc.Map{View: r.View, Only: map[string][]cluster.OriginTicks{}}
	for _, a := range r.Plan.Alone() {
		m.Only[a.Server] = a.Ticks
	}
	return doc.Section{Title: "tick map", On: doc.Beyond, Fold: doc.FoldOnPost, Blocks: []doc.Block{m}}
}

// only keeps sections to some media.
func only(on doc.Media, all []doc.Section) []doc.Section {
	for i := range all {
		if all[i].On == 0 {
			all[i].On = on
		} else if all[i].On &= on; all[i].On == 0 {
			all[i].Blocks = nil
		}
	}
	return all
}

// merged shows what the servers do not agree on, or all if the report is to: a column
// a server, or where there is no room for that a sentence a stretch of ticks.
func merged(r *Report) doc.Section {
	header := doc.Head("origin", "ticks")
	for _, s := range r.View.With(cluster.Seen) {
		header = append(header, prose.NameOf(s.Name))
	}
	on := doc.Beyond
	if r.Scope == cluster.Whole {
		on |= doc.Screen
	}
	return doc.Section{Title: "merged view", On: on, Fold: doc.FoldOnPost, Blocks: []doc.Block{
		doc.Table{Header: header, Rows: mergedRows(r), Otherwise: prose.WordsOf(agreement(r)), Things: "ranges of ticks", Narrow: mergedLine}}}
}

// mergedRows is a row a stretch of ticks, and counts those that are not shown.
func mergedRows(r *Report) doc.Some[doc.Row] {
	states := map[string]prose.Text{} // there are few, and many cells
	for _, look := range doc.States {
		states[look.Word] = prose.WordsOf(look.Word)
	}
	return func(most int, show func(doc.Row)) (left int) {
		shown := 0
		for o := range r.View.Merged(r.Scope) {
			for seg := range o.Segments {
				if shown++; shown > most {
					left++
					continue
				}
				row := cells(prose.NameOf(o.Origin), seg.Range)
				for s := range seg.States() {
					row = append(row, states[s.State])
				}
				show(row)
			}
		}
		return left
	}
}

// mergedLine says on which servers each state stands.
func mergedLine(header, row []string) string {
	var parts []string
	for _, look := range doc.States {
		var on []string
		for i, state := range row[2:] {
			if state == look.Word {
				on = append(on, header[2+i])
			}
		}
		if len(on) > 0 {
			parts = append(parts, look.Word+" on "+strings.Join(on, ", "))
		}
	}
	return fmt.Sprintf("%s %s: %s", row[0], row[1], strings.Join(parts, "; "))
}

// agreement stands in place of the merged view where that has no rows. It claims
// no more than was compared.
func agreement(r *Report) string {
	if len(r.View.With(cluster.Seen)) < 2 {
		return "No two servers were asked, so there is nothing to compare."
	}
	return "The servers that were asked agree on every tick that they tell of."
}

func skipped(all []check.Skipped) doc.Section {
	if len(all) == 0 {
		return doc.Section{}
	}
	var items []doc.Item
	for i := 0; i < len(all); {
		ids := all[i].ID // checks with one reason share a line
		s, them := all[i], "it"
		for i++; i < len(all) && all[i].Same(s); i++ {
			ids, them = ids+", "+all[i].ID, "them"
		}
		items = append(items, doc.LineItem("%s: %s. To let %s look: %s.", ids, s.Reason, them, s.Remedy))
	}
	return doc.Section{Title: "checks that could not look", On: doc.Beyond, Fold: doc.FoldOnPost, Count: len(all), Blocks: []doc.Block{
		doc.List{Items: doc.Has(items...), Most: doc.All, Things: "checks"}}}
}

// unused says which acceptances hold no longer, or never did.
func unused(all []check.Unused) doc.Section {
	if len(all) == 0 {
		return doc.Section{}
	}
	return doc.Section{Title: "acceptances that do not hold", Fold: doc.FoldOnPost, Count: len(all), Blocks: []doc.Block{
		doc.List{Items: doc.Each(all, unusedItem), Most: doc.All, Things: "acceptances"}}}
}

func unusedItem(u *check.Unused) doc.Item {
	why := prose.Say("nothing of that kind was found")
	if !u.Grown.Empty() {
		why = prose.Say("what was found has grown by %s", u.Grown)
	} else if len(u.Others) > 0 {
		why = prose.Say("what was found is about %s as well", prose.QuotedList(u.Others))
	}
	return doc.LineItem("%s (%s): %s", u.String(), u.Reason, why)
}

// inputs has the whole hashes on pages: they are how a maintainer knows the files
// again. In text enough is shown to tell inputs apart by eye.
func inputs(all []Input) []doc.Section {
	if len(all) == 0 {
		return nil
	}
	var remarks []doc.Item
	for _, in := range all {
		for _, p := range in.Problems {
			remarks = append(remarks, doc.LineItem("%s: %s: %s", place(in.File, &p), p.Level, prose.CodeOf(p.What)))
		}
	}
	table := doc.Table{Header: doc.Head("file", "dumps", "bytes", "SHA-256"), Rows: doc.Each(all, func(in *Input) doc.Row {
		return cells(prose.FileOf(in.File), in.Dumps, in.Size, prose.CodeOf(shortHash(in.SHA256)))
	})}
	more := doc.List{Items: doc.Has(remarks...), Most: doc.All, Things: "remarks"}
	return []doc.Section{{Title: "inputs", On: doc.Beyond, Fold: doc.FoldOnPost, Count: len(all), Blocks: []doc.Block{table, more}}}
}

func place(file string, p *Problem) prose.Text {
	if p.Line == 0 {
		return prose.FileOf(file)
	}
	return prose.Say("%s:%d:%d", prose.FileOf(file), p.Line, p.Col)
}

// shortHash is enough of a hash to tell inputs apart by eye.
func shortHash(sum string) string {
	if len(sum) < 12 {
		return "-"
	}
	return sum[:12]
}

// reportNext ends a text: what to do next, and where there is more.
func reportNext(r *Report) []doc.Section {
	p := r.Plan
	step := doc.Section{}
	switch {
	case p.NothingMissing() && len(p.Behind) > 0, p.Verdict == plan.Undecided, len(p.With(cluster.Unseen)) > 0:
		step = next(p, r.Again)
	case !p.NothingMissing():
		step = doc.Section{Title: "next", Blocks: []doc.Block{
			doc.Commands{Lines: []string{r.Again.plan(nil)}}}}
	}
	step.On = doc.Screen
	more := "More: --long"
	if len(r.Result.Findings) > 0 {
		more += ", tickdiff explain " + r.Result.Findings[0].ID
	}
	return []doc.Section{step, {On: doc.Screen, Blocks: []doc.Block{doc.Line("%s", more)}}}
}
