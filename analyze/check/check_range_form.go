package check

import (
	"slices"
	"strings"

	"tickdiff/analyze/cluster"
	"tickdiff/analyze/prose"
	"tickdiff/dump"
	"tickdiff/ticks"
)

var rangeForm = &Check{
	ID:       "range-form",
	Title:    "ranges are written as no server writes them",
	Severity: cluster.Info,
	run: func(c *Case, report func(Finding)) {
		found := map[breachKey]*oddForm{}
		for i, s := range c.View.Dumped {
			for _, d := range s.Dumps {
				for _, k := range dump.Kinds {
					for _, e := range d.Section(k).Entries {
						c.addOddForms(found, i, d, k, &e)
					}
				}
			}
		}
		for key, odd := range found {
			report(odd.finding(c, key))
		}
	},
}

// oddForm is how the ranges of one origin are badly written in the dumps of one
// server: a few examples, and where they stand.
type oddForm struct {
	set      ticks.Set
	forms    []string
	evidence []cluster.Proof
}

func (c *Case) addOddForms(found map[breachKey]*oddForm, server int, d *dump.Dump, k dump.Kind, e *dump.Entry) {
	key := breachKey{server: server, origin: e.Origin}
	var odd []ticks.Range
	for i, item := range e.Items {
		form := formOf(e.Items, i)
		if form == "" {
			continue
		}
		if found[key] == nil {
			found[key] = &oddForm{}
		}
		if f := found[key]; !slices.Contains(f.forms, form) {
			f.forms = append(f.forms, form)
			p := cluster.ProofIn(d, k, c.View.Dumped[server].Name, e.Origin, k.String(), ticks.Of(item.Range))
			p.Line = item.Place.Line
			f.evidence = append(f.evidence, p)
		}
		odd = append(odd, item.Range)
	}
	if len(odd) > 0 {
		found[key].set = found[key].set.Union(ticks.Of(odd...))
	}
}

// formOf says what is odd about an item, after the one before it; "" if nothing is.
func formOf(items []dump.Item, i int) string {
	item, before := items[i], items[max(0, i-1)]
	switch {
	case item.Pair && item.Len() == 0:
		return "pairs without a tick"
	case item.Pair && item.Len() == 1:
		return "pairs for one tick"
	case i == 0 || item.Begin > before.End:
		return ""
	case item.Begin == before.End:
		return "adjacent ranges"
	case item.Begin < before.Begin:
		return "unsorted ranges"
	}
	return "overlapping ranges"
}

func (o *oddForm) finding(c *Case, key breachKey) Finding {
	name, forms := c.View.Dumped[key.server].Name, strings.Join(o.forms, ", ")
	return Finding{
		Reason: strings.ReplaceAll(forms, " ", "-"), Parts: []Part{part(DumpsOf, name)}, Origin: key.origin, HasOrigin: true, Ticks: o.set, Evidence: o.evidence,
		Run: c.ask(nil, name),
		say: func(f *Finding) (prose.Text, prose.Text) {
			of := f.Part(DumpsOf)
			return prose.Say("%s of %s %s ranges of %q as no server does: %s", of.does("a dump", "dumps"), of.names(), of.does("writes", "write"), f.Origin, forms),
				prose.Say("%s; the ranges may be meant closed", dumpAgain(f))
		},
	}
}
