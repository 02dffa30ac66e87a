package report

import (
	"fmt"
	"slices"
	"strings"

	"tickdiff/analyze/heal"
	"tickdiff/analyze/moatcmd"
	"tickdiff/analyze/plan"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/report/doc"
)

// HealDocument tells which entries differ, and what makes them equal.
func HealDocument(r *heal.Result) *doc.Document {
	out := &doc.Document{Of: "heal", Verdict: strings.ToUpper(string(r.Verdict)), Sentence: prose.Say("%s", prose.Capital(healSentence(r))),
		Facts: []doc.Fact{{Name: "entries", Text: prose.Say("%s", healCounts(r))}, {Name: "saves", Text: savedServers(r)}}}
	if r.Missing > 0 {
		out.Careful = append(prose.StrongOf("CAREFUL"), prose.Say(": by these files %s missing (counted once for each server). They leave out pending deletions, so run tickdiff plan on dumps first: what is missing comes before what differs.",
			tickWord(r.Missing)+prose.Does(r.Missing, " is", " are"))...)
	}
	out.Sections = append(out.Sections, notJoined(r), differing(r), writes(r), healRefusals(r), healNext(r))
	return out
}

func healSentence(r *heal.Result) string {
	differ, total := 0, 0
	for _, c := range heal.Classes {
		if total += r.Counts[c]; c.Differs() {
			differ += r.Counts[c]
		}
	}
	switch {
	case len(r.Saves) < 2:
		return "there are no two servers to compare: give full saves of all. This is no all-clear."
	case differ == 0 && len(r.NoSave) > 0:
		return fmt.Sprintf("no entry differs in %s, but not every server has one. This is no all-clear.", prose.Counted(uint64(len(r.Saves)), "save"))
	case differ == 0:
		return fmt.Sprintf("all %s the same on %s.", prose.Counted(uint64(total), "value")+prose.Does(uint64(total), " is", " are"), prose.Counted(uint64(len(r.Saves)), "server"))
	}
	return fmt.Sprintf("%d of %s differ%s between %s: %s.", differ, entryWord(total), prose.Does(uint64(differ), "s", ""), prose.Counted(uint64(len(r.Saves)), "server"), healCounts(r))
}

func entryWord(n int) string {
	return fmt.Sprintf("%d %s", n, prose.Does(uint64(n), "entry", "entries"))
}

// healCounts counts the entries of each class.
func healCounts(r *heal.Result) string {
	var parts []string
	for _, c := range heal.Classes {
		if n := r.Counts[c]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, c))
		}
	}
	if parts == nil {
		return "none"
	}
	return strings.Join(parts, ", ")
}

func savedServers(r *heal.Result) prose.Text {
	names := make([]string, len(r.Saves))
	for i, s := range r.Saves {
		names[i] = s.Server
	}
	return prose.SomeNames(names, foremostShown)
}

// whyNotJoined are the words for it.
var whyNotJoined = map[heal.NotJoined]string{
	heal.NotGiven: "no save file of it is among the inputs",
	heal.Cut:      "its save file ends early",
	heal.Partly:   "its file is a log of changes alone",
	heal.Disputed: "two of its files contradict each other",
}

// notJoined says which servers were left out, and what ends that.
func notJoined(r *heal.Result) doc.Section {
	if len(r.NoSave) == 0 {
		return doc.Section{}
	}
	item := func(n *heal.NoSave) doc.Item {
		item := doc.LineItem("%s: %s.", prose.NameOf(n.Server), whyNotJoined[n.Why])
		if n.Argv != nil {
			item.Below = []doc.List{{Items: doc.Has(doc.CommandItem(2, n.Argv))}}
		}
		return item
	}
	return doc.Section{Title: "servers that may hold anything", Count: len(r.NoSave), Blocks: []doc.Block{
		doc.List{Items: doc.Each(r.NoSave, item), Things: "servers"},
		doc.Line("No command is given before each of them has a full save here, or is said to be gone (--gone NAME).")}}
}

// differing shows each copy of the entries that differ, and on which servers it is.
func differing(r *heal.Result) doc.Section {
	if len(r.Differences) == 0 {
		return doc.Section{}
	}
	var rows []doc.Row
	for i := range r.Differences {
		rows = append(rows, copyRows(r, &r.Differences[i])...)
	}
	blocks := []doc.Block{doc.Table{Header: doc.Head("path", "class", "last change", "tock", "value", "on"), Rows: doc.Has(rows...), Things: "copies"}}
	if r.More > 0 {
		blocks = append(blocks, doc.Line("%d more entries differ and are not listed: of one run no more than %d are. Heal these, and run it again.", r.More, dump.MaxRecords))
	}
	if !slices.ContainsFunc(r.Differences, valued) {
		blocks = append(blocks, doc.Line("Equal values have equal signs; --values shows the values."))
	}
	return doc.Section{Title: "entries that differ", Fold: doc.FoldOnPost, Count: len(r.Differences), Blocks: blocks}
}

func valued(d heal.Difference) bool {
	return slices.ContainsFunc(d.Values, func(v heal.Value) bool { return v.Text != "" })
}

// copyRows are the copies of one entry, each with all servers that have it so.
func copyRows(r *heal.Result, d *heal.Difference) (rows []doc.Row) {
	done := make([]bool, len(d.Copies))
	path, class := prose.NameOf(d.Path), prose.Say("%s", d.Class)
	for i, c := range d.Copies {
		if done[i] {
			continue
		}
		var on []string
		for n, other := range d.Copies {
			if !done[n] && sameCopy(c, other) {
				done[n] = true
				on = append(on, r.Saves[n].Server)
			}
		}
		last, tock, value := "-", "-", prose.WordsOf("no such entry")
		if c != nil {
			last, tock, value = "", fmt.Sprint(c.Tock), copyValue(d, i)
		}
		row := cells(path, class, last, tock, value, prose.SomeNames(on, foremostShown))
		if c != nil {
			row[2] = chain(c.Chain[:1])
		}
		rows = append(rows, row)
		path, class = prose.WordsOf(""), prose.WordsOf("")
	}
	return rows
}

func sameCopy(a, b *heal.Copy) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Chain[0] == b.Chain[0] && a.Value == b.Value && a.Tock == b.Tock
}

func copyValue(d *heal.Difference, i int) prose.Text {
	if v := d.Values[i]; v.Text != "" {
		return prose.Text{{Kind: prose.Value, Text: v.Text}}
	}
	return prose.WordsOf(heal.Short(d.Copies[i].Value))
}

// writes are the commands that make entries equal.
func writes(r *heal.Result) doc.Section {
	var lines []string
	for i := range r.Differences {
		if w := r.Differences[i].Write; w != nil {
			lines = append(lines, healLine(w))
		}
	}
	if lines == nil {
		return doc.Section{}
	}
	return doc.Section{Title: "make equal", Count: len(lines), Blocks: []doc.Block{
		doc.Commands{Lines: lines},
		doc.Line("Each line looks whether the entry is still there, and then has its server write again what it holds, or delete it. A server whose entry has changed since its save refuses. Nothing asks the other servers: a change that only they have heard of since would be overwritten. So run the lines soon, while nobody writes; --format script looks at all servers before each."),
	}}
}

// healLine is the look at the server that writes, and if that has the entry, the write.
func healLine(w *heal.Write) string {
	look := w.Look().Argv
	line := moatcmd.PastedLine(look) + " >/dev/null && " + moatcmd.PastedLine(w.Argv)
	if !moatcmd.Pastable(look) || !moatcmd.Pastable(w.Argv) || len(line) > moatcmd.MaxPastedLine {
		return moatcmd.Remark("not here: an entry on " + prose.Visible(w.Server) + "; a name does not show, or is too long, use --format script")
	}
	return line
}

// refusalWords say why, and what ends it.
func refusalWords(d *heal.Difference) prose.Text {
	lacking, last := prose.NameOf(d.Lacking), prose.Say("%s:%d", prose.NameOf(d.Last.Origin), d.Last.Tick)
	switch d.Refusal {
	case heal.NeedsWord:
		why := "each copy was made where some other was not known"
		if d.Class == heal.Forked {
			why = "one change has two values: its server gave the tick out twice"
		}
		if d.Proposed == "" {
			return prose.Say("%s, and no copy has the highest tock alone. Say which server is right: --right PATH=SERVER", why)
		}
		return prose.Say("%s. %s has the copy with the highest tock. If that is right, say --right PATH=%s", why, prose.NameOf(d.Proposed), prose.NameOf(d.Proposed))
	case heal.Unheard:
		return prose.Say("%s has no such entry, and misses %s or has not heard of it. Plan first: what is missing comes by a re-join", lacking, last)
	case heal.LeftOut:
		return prose.Say("%s has no such entry, and its save lacks %s: it was deleted there, as saves leave out deletions that are pending, or it never came. A dump of %s, given with the saves, tells", lacking, last, lacking)
	case heal.GoneThere:
		return prose.Say("%s has no such entry, and calls %s superseded. It was deleted there, or a mark hides it; saves forget which. A dump of %s from before a restart may tell (deleted), or somebody knows: --right PATH=SERVER", lacking, last, lacking)
	case heal.DeletedHere:
		return prose.Say("%s has deleted it, and others have not heard of that. --right PATH=%s deletes it on all; with a server that has it, all have it again", lacking, lacking)
	case heal.PlainSave:
		return prose.Say("the save of %s may leave out internal entries: save it in full (log save -f)", lacking)
	case heal.ElseThere:
		return prose.Say("%s has no such entry, and has %s in another one: the tick was given out twice. Look at both entries", lacking, last)
	case heal.NotAsked:
		return prose.Say("a server without a full save may hold anything")
	case heal.NoCommand:
		return prose.Say("no command can be trusted with its path, or with a server or origin")
	}
	panic("report: no words for the refusal " + string(d.Refusal))
}

// healRefusals are the entries that nobody can tell of.
func healRefusals(r *heal.Result) doc.Section {
	var items []doc.Item
	for i := range r.Differences {
		if d := &r.Differences[i]; d.Write == nil {
			items = append(items, doc.LineItem("%s (%s): %s.", prose.NameOf(d.Path), d.Class, refusalWords(d)))
		}
	}
	if items == nil {
		return doc.Section{}
	}
	return doc.Section{Title: "not decided", Count: len(items), Blocks: []doc.Block{doc.List{Items: doc.Has(items...), Things: "entries"}}}
}

// healNext are the steps from here to where all is equal.
func healNext(r *heal.Result) doc.Section {
	if r.Verdict == plan.Clean {
		return doc.Section{}
	}
	var steps []doc.Item
	if slices.ContainsFunc(r.Differences, func(d heal.Difference) bool { return d.Write != nil }) {
		steps = append(steps,
			doc.Item{Text: prose.Say("Keep these saves: what is overwritten stands in them.")},
			doc.LineItem("Make equal what can be: by the script, or the lines above. Then wait a minute."))
	}
	if slices.ContainsFunc(r.Differences, func(d heal.Difference) bool { return d.Write == nil }) {
		steps = append(steps, doc.LineItem("Decide the entries that are not decided: each line says how. With --right, run tickdiff heal on these files again."))
	}
	steps = append(steps, doc.Item{Text: prose.Say("Have each server save in full, on its own machine, and run tickdiff heal with the new files."), Below: []doc.List{{Items: doc.Has(doc.CommandItem(3, r.Cure))}}})
	return doc.Section{Title: "next", Blocks: []doc.Block{doc.List{Mark: doc.Number, Most: doc.All, Things: "steps", Items: doc.Has(steps...)}}}
}
