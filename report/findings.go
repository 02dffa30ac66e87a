package report

import (
	"crypto/sha256"
	"slices"
	"strings"

	"tickdiff/analyze/check"
	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/report/doc"
)

// fact is what a check found, once for all servers that it is true of.
type fact struct {
	all []*check.Finding
}

// shortFacts is how many facts of a check text shows unless more is asked for. Critical
// ones are never left out.
const shortFacts = 4

// findings has an item a check: what it found, and what to do about it.
func findings(all []check.Finding) doc.Section {
	s := doc.Section{Title: "findings", Fold: doc.FoldOnPost, Count: len(all)}
	if len(all) == 0 {
		return s
	}
	var items []doc.Item
	shown := map[string]bool{}
	for rest := all; len(rest) > 0; {
		n := slices.IndexFunc(rest, func(f check.Finding) bool { return f.ID != rest[0].ID || f.Severity != rest[0].Severity })
		if n < 0 {
			n = len(rest)
		}
		items = append(items, checkItem(rest[:n], shown))
		rest = rest[n:]
	}
	s.Blocks = []doc.Block{doc.List{Items: doc.Has(items...), Most: doc.All, Things: "checks"}}
	return s
}

// checkItem tells what one check found. Commands that another has shown are left out.
func checkItem(all []check.Finding, shown map[string]bool) doc.Item {
	facts := factsOf(all)
	short := shortFacts
	if all[0].Severity == cluster.Critical {
		short = doc.All
	}
	head := func(words prose.Text) prose.Text {
		return append(prose.StrongOf(all[0].Severity.String()), prose.Say(" %s: %s", all[0].ID, words)...)
	}
	var item doc.Item
	if len(facts) == 1 {
		item = factItem(&facts[0])
		item.Text, item.Indent = head(item.Text), 0
	} else {
		item.Text = head(prose.Say("%s (%d)", titleOf(all[0].ID), len(facts)))
		item.Below = []doc.List{{Items: doc.Each(facts, factItem), Short: short, Things: "of these"}}
	}
	for _, do := range actionItems(all, shown) {
		on := doc.Media(0)
		if strings.HasPrefix(do.Text.String(), "do: nothing") {
			on = doc.Beyond
		}
		item.Below = append(item.Below, doc.List{On: on, Items: doc.Has(do)})
	}
	return item
}

// titleOf is what a check looks for.
func titleOf(id string) string {
	i := slices.IndexFunc(check.Catalogue, func(c *check.Check) bool { return c.ID == id })
	return check.Catalogue[i].Title
}

// factsOf joins findings that say the same of several servers.
func factsOf(all []check.Finding) []fact {
	at := map[[sha256.Size]byte]int{} // messages are long, and may be many
	var facts []fact
	for i := range all {
		f := &all[i]
		key := sha256.Sum256([]byte(f.Accepted + "\x00" + anyServer(f.Message, f)))
		j, known := at[key]
		if !known {
			j = len(facts)
			at[key], facts = j, append(facts, fact{})
		}
		facts[j].all = append(facts[j].all, f)
	}
	return facts
}

// anyServer is a sentence with nothing in place of the finding's first server: what two
// findings have in common that differ in that only.
func anyServer(t prose.Text, f *check.Finding) string {
	if len(f.Servers) == 0 {
		return t.String()
	}
	return t.Write(func(s prose.Span) string {
		switch {
		case s.Kind == prose.Quoted && s.Text == f.Servers[0]:
			return "\x00"
		case s.Kind == prose.Ticks:
			return s.Set.String()
		}
		return s.Text + "\x01"
	})
}

// sameFor adds the other servers of which a sentence is true.
func sameFor(all []*check.Finding) prose.Text {
	var names []string
	known := map[string]bool{}
	for _, f := range all {
		if len(f.Servers) > 0 && !known[f.Servers[0]] {
			known[f.Servers[0]] = true
			names = append(names, f.Servers[0])
		}
	}
	if len(names) < 2 {
		return nil
	}
	if all[0].Severity == cluster.Critical {
		return prose.Say(" The same for %s.", prose.Names(names[1:]))
	}
	return prose.Say(" The same for %s.", someNames(names[1:]))
}

// words are the fact in a sentence.
func (f *fact) words() prose.Text {
	first := f.all[0]
	words := prose.Say("%s.%s", first.Message, sameFor(f.all))
	if first.Accepted != "" {
		words = prose.Say("accepted (%s): %s", first.Accepted, words)
	}
	return words
}

func factItem(f *fact) doc.Item {
	var evidence []cluster.Proof
	for _, finding := range f.all {
		evidence = append(evidence, finding.Evidence...)
	}
	seen := map[string]bool{}
	evidence = slices.DeleteFunc(evidence, func(p cluster.Proof) bool {
		words := proofItem(&p).Text.String()
		again := seen[words]
		seen[words] = true
		return again
	})
	return doc.Item{Text: f.words(), Indent: 2, Below: []doc.List{
		{Title: "evidence", On: doc.Beyond, Items: doc.Each(evidence, proofItem), Most: evidenceShown, Things: "places"}}}
}

// actionItems say what to do, each once, with the commands for it.
func actionItems(all []check.Finding, shown map[string]bool) []doc.Item {
	var order []string
	same := map[string][]*check.Finding{}
	for i := range all {
		key := anyServer(all[i].Action, &all[i])
		if same[key] == nil {
			order = append(order, key)
		}
		same[key] = append(same[key], &all[i])
	}
	var items []doc.Item
	for _, key := range order {
		with := same[key]
		others := prose.Text{}
		if strings.Contains(key, "\x00") {
			others = sameFor(with)
		}
		run := runItems(with, shown)
		first := run[:min(len(run), 1)]
		items = append(items, doc.Item{Text: prose.Say("do: %s.%s", with[0].Action, others), Indent: 2, Below: []doc.List{
			{Items: doc.Has(first...)}, {On: doc.Beyond, Items: doc.Has(run[len(first):]...), Things: "commands"}}})
	}
	return items
}

// runItems are the commands of findings, each once.
func runItems(all []*check.Finding, shown map[string]bool) []doc.Item {
	var items []doc.Item
	for _, f := range all {
		for _, argv := range f.Run {
			if line := strings.Join(argv, "\x00"); !shown[line] {
				shown[line] = true
				items = append(items, doc.CommandItem(2, argv))
			}
		}
	}
	return items
}

// foremost is what a maintainer must see of a post before opening anything: all that is
// critical, and the first of the rest.
func foremost(all []check.Finding) doc.Section {
	facts := factsOf(all)
	if len(facts) == 0 {
		return doc.Section{}
	}
	critical := 0
	for _, f := range facts {
		if f.all[0].Severity == cluster.Critical {
			critical++
		}
	}
	shown := facts[:min(len(facts), max(critical, foremostShown))]
	return doc.Section{On: doc.Post, Blocks: []doc.Block{doc.List{Items: doc.Each(shown, func(f *fact) doc.Item {
		return doc.Item{Text: append(prose.StrongOf(f.all[0].Severity.String()), prose.Say(" %s: %s", f.all[0].ID, f.words())...)}
	}), Things: "findings"}}}
}
